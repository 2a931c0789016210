import { Dialect } from './dialect';
import { ISTIO_FEATURES } from './istio-features';
import { PLAIN } from './plain';

/** What Istio reads on an Ingress. */
export const ISTIO_DIALECT: Dialect = {
  ...PLAIN,
  name: 'istio',
  title: 'Istio',
  prefixes: [],
  protections: {},
  plainHttp: 'always',
  secrets: 'proxy',
  features: ISTIO_FEATURES,
  sources: ['istio/istio 1.30.3: pilot/pkg/config/kube/ingress/gateways.go (HttpsRedirect, credentialName)'],
};
