import { CILIUM_GATEWAY_FEATURES } from './features/cilium-gateway';
import { GatewayPreset } from './gateway-preset';

/** Cilium's Gateway API: Envoy on the node with the identity `ingress`; the Service of a Gateway selects no pods. */
export const CILIUM_GATEWAY: GatewayPreset = {
  name: 'cilium-gateway',
  title: 'Cilium Gateway API',
  controllerNames: ['io.cilium/gateway-controller'],
  className: 'cilium',
  ownClasses: /^cilium$/,
  ingressPreset: 'cilium',
  entity: 'ingress',
  perGateway: { service: 'cilium-gateway-{name}' },
  parameters: {
    group: 'cilium.io', kind: 'CiliumGatewayClassConfig', combination: 'class-only', service: 'spec.service', sourceRangesPolicy: 'loadBalancerSourceRangesPolicy',
  },
  features: CILIUM_GATEWAY_FEATURES,
  adminPorts: [],
  sources: ['docs.cilium.io: network/servicemesh/gateway-api', 'cilium/cilium: operator/pkg/gateway-api (gateway_reconcile.go), pkg/k8s/apis/cilium.io/v2alpha1'],
};
