import { GatewayPreset } from './gateway-preset';

/** Envoy Gateway in its default mode: the proxies of all Gateways live in its own namespace. */
export const ENVOY_GATEWAY: GatewayPreset = {
  name: 'envoy-gateway',
  title: 'Envoy Gateway',
  controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
  className: 'eg',
  pods: {
    namespace: 'envoy-gateway-system',
    labels: { 'app.kubernetes.io/name': 'envoy', 'app.kubernetes.io/component': 'proxy', 'app.kubernetes.io/managed-by': 'envoy-gateway' },
  },
  sources: ['envoyproxy/gateway v1.9.0: internal/infrastructure/kubernetes/proxy'],
};
