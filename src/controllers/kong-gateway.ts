import { GatewayPreset } from './gateway-preset';
import { KONG } from './kong';

/** The Gateway API of Kong's ingress controller: the proxies are those of its installation. */
export const KONG_GATEWAY: GatewayPreset = {
  name: 'kong-gateway',
  title: 'Kong (Gateway API)',
  controllerNames: ['konghq.com/kic-gateway-controller'],
  className: 'kong',
  ingressPreset: 'kong',
  ...(KONG.pods === undefined ? {} : { pods: KONG.pods }),
  adminPorts: KONG.adminPorts,
  sources: ['Kong/kubernetes-ingress-controller v3.5: internal/controllers/gateway'],
};
