import { Dialect } from './dialect';
import { GKE_FEATURES } from './gke-features';
import { CLOUD } from './plain';

/** What GKE Ingress reads on an Ingress. */
export const GKE_DIALECT: Dialect = {
  ...CLOUD,
  name: 'gke',
  title: 'GKE Ingress',
  prefixes: ['networking.gke.io/', 'cloud.google.com/', 'ingress.gcp.kubernetes.io/', 'kubernetes.io/ingress.allow-http', 'kubernetes.io/ingress.global-static-ip-name', 'kubernetes.io/ingress.regional-static-ip-name'],
  protections: {},
  plainHttp: { unless: [{ annotation: 'kubernetes.io/ingress.allow-http', value: /^false$/ }] },
  secrets: 'ingress',
  features: GKE_FEATURES,
  sources: ['cloud.google.com/kubernetes-engine/docs: ingress, ingress-configuration (FrontendConfig)'],
};
