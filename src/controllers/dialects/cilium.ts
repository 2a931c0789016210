import { CILIUM_FEATURES } from './cilium-features';
import { Dialect } from './dialect';
import { PLAIN } from './plain';

/** What Cilium reads on an Ingress. */
export const CILIUM_DIALECT: Dialect = {
  ...PLAIN,
  name: 'cilium',
  title: 'Cilium',
  // those of load balancers are copied to the Service that Cilium makes
  prefixes: [
    'ingress.cilium.io/', 'io.cilium/', 'service.cilium.io/', 'lbipam.cilium.io/', 'nodeipam.cilium.io/', 'service.beta.kubernetes.io/', 'service.kubernetes.io/', 'cloud.google.com/',
  ],
  protections: {},
  implementationSpecific: 'regex',
  plainHttp: { onlyIf: [{ annotation: 'ingress.cilium.io/force-https', value: /^(?:disabled|false)$/ }] },
  features: CILIUM_FEATURES,
  sources: ['docs.cilium.io: network/servicemesh/ingress, ingress-reference'],
};
