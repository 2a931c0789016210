import { GatewayPreset } from './gateway-preset';
import { TRAEFIK } from './traefik';

/** The Gateway API provider of Traefik: the proxies are those of the Traefik installation. */
export const TRAEFIK_GATEWAY: GatewayPreset = {
  name: 'traefik-gateway',
  title: 'Traefik (Gateway API)',
  controllerName: 'traefik.io/gateway-controller',
  className: 'traefik',
  ...(TRAEFIK.pods === undefined ? {} : { pods: TRAEFIK.pods }),
  sources: ['traefik v3.7: docs, kubernetes gateway provider'],
};
