import { ENVOY_GATEWAY_FEATURES } from './features/envoy-gateway';
import { GatewayPreset } from './gateway-preset';

/** Envoy Gateway in its default mode: the proxies of all Gateways live in its own namespace. */
export const ENVOY_GATEWAY: GatewayPreset = {
  name: 'envoy-gateway',
  title: 'Envoy Gateway',
  controllerNames: ['gateway.envoyproxy.io/gatewayclass-controller'],
  className: 'eg',
  pods: {
    namespace: 'envoy-gateway-system',
    labels: { 'app.kubernetes.io/name': 'envoy', 'app.kubernetes.io/component': 'proxy', 'app.kubernetes.io/managed-by': 'envoy-gateway' },
  },
  perGateway: {
    namespace: 'envoy-gateway-system',
    labels: {
      'app.kubernetes.io/name': 'envoy',
      'app.kubernetes.io/component': 'proxy',
      'app.kubernetes.io/managed-by': 'envoy-gateway',
      'gateway.envoyproxy.io/owning-gateway-name': '{name}',
      'gateway.envoyproxy.io/owning-gateway-namespace': '{namespace}',
    },
    // A hash follows, which nobody writes down.
    service: 'envoy-{namespace}-{name}',
    externalTrafficPolicy: 'Local',
  },
  parameters: {
    group: 'gateway.envoyproxy.io',
    kind: 'EnvoyProxy',
    combination: 'replace',
    combinedBy: [
      { of: 'class', path: 'spec.mergeGateways', values: { true: 'class-only' } },
      { of: 'gateway', path: 'spec.mergeType', values: { StrategicMerge: 'gateway-first', JSONMerge: 'gateway-first' } },
    ],
    service: 'spec.provider.kubernetes.envoyService',
    serviceDefaults: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
    servicePatch: { path: 'spec.provider.kubernetes.envoyService.patch' },
    listensOnSame: 'spec.provider.kubernetes.useListenerPortAsContainerPort',
    pods: ['spec.provider.kubernetes.envoyDeployment', 'spec.provider.kubernetes.envoyDaemonSet'],
  },
  listensOn: 'unprivileged',
  features: ENVOY_GATEWAY_FEATURES,
  adminPorts: [19000, 19001, 19003],
  sources: [
    'envoyproxy/gateway v1.9.0: internal/infrastructure/kubernetes/proxy, api/v1alpha1/envoyproxy_types.go, shared_types.go',
    'envoyproxy/gateway: internal/gatewayapi/envoyproxy_merge.go, contexts.go (attachEnvoyProxy)',
  ],
};
