import { Dialect } from './dialect';
import { OPENSHIFT_FEATURES } from './openshift-features';
import { PLAIN } from './plain';

/** What OpenShift router reads on an Ingress. */
export const OPENSHIFT_DIALECT: Dialect = {
  ...PLAIN,
  name: 'openshift',
  title: 'OpenShift router',
  prefixes: ['route.openshift.io/', 'haproxy.router.openshift.io/', 'router.openshift.io/'],
  protections: { 'ip_whitelist': 'allow list', 'ip_allowlist': 'allow list', 'rate-limit-connections': 'rate limit' },
  plainHttp: 'never',
  features: OPENSHIFT_FEATURES,
  sources: ['docs.openshift.com: networking/routes, route-specific annotations'],
};
