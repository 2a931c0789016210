import { TRAEFIK_GATEWAY_FEATURES } from './features/traefik-gateway';
import { GatewayPreset } from './gateway-preset';
import { TRAEFIK } from './traefik';

/** The Gateway API provider of Traefik: the proxies are those of the Traefik installation, and so are the ports. */
export const TRAEFIK_GATEWAY: GatewayPreset = {
  name: 'traefik-gateway',
  title: 'Traefik (Gateway API)',
  controllerNames: ['traefik.io/gateway-controller'],
  className: 'traefik',
  ownClasses: /^traefik$/,
  ingressPreset: 'traefik',
  ...(TRAEFIK.pods === undefined ? {} : { pods: TRAEFIK.pods }),
  listensOn: 'entry-point',
  features: TRAEFIK_GATEWAY_FEATURES,
  adminPorts: TRAEFIK.adminPorts,
  sources: ['traefik v3.7: docs, kubernetes gateway provider', 'traefik-helm-chart 41.3.0: templates/gatewayclass.yaml'],
};
