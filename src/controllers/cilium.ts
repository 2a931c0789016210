import { ControllerPreset } from './controller';

/** Cilium's Ingress: Envoy on the node with an identity of its own (`reserved:ingress`), which no selector of a NetworkPolicy matches. */
export const CILIUM: ControllerPreset = {
  name: 'cilium',
  title: 'Cilium Ingress',
  controller: 'cilium.io/ingress-controller',
  className: 'cilium',
  classBy: 'field',
  entity: 'ingress',
  ports: {},
  dialect: 'cilium',
  servesClassless: false,
  images: [],
  adminPorts: [],
  sources: ['docs.cilium.io: network/servicemesh/ingress, ingress-reference', 'cilium/cilium#36509'],
};
