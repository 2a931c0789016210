import { ControllerPreset } from './controller';

/** Gloo Gateway with its own API (gateway.solo.io); its proxies are Envoy. */
export const GLOO: ControllerPreset = {
  name: 'gloo',
  title: 'Gloo',
  controller: 'solo.io/gloo',
  className: 'gloo',
  classBy: 'field',
  pods: { namespace: 'gloo-system', labels: { gloo: 'gateway-proxy' } },
  ports: { 80: 8080, 443: 8443 },
  dialect: 'gloo',
  servesClassless: false,
  images: ['solo-io/gloo-envoy-wrapper'],
  adminPorts: [8081, 19000],
  sources: ['solo-io/gloo: install/helm/gloo (gateway-proxy), projects/gateway/api/v1'],
};
