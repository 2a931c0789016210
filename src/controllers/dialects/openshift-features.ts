import { FeatureTable, Refused } from '../features/feature';
import { textForPrefix, withoutSlash } from '../features/rewriting';

const HAPROXY = 'haproxy.router.openshift.io/';
const TO_ROUTE = 'openshift/route-controller-manager at 1916ceb: pkg/route/ingress/ingress.go';
const TEMPLATE = 'openshift/router at 4b401a8: images/router/haproxy/conf/haproxy-config.template';

const none: Refused = { by: 'refused', reason: 'the router has none; do it in the app', source: TEMPLATE };

/** What the router of OpenShift makes of each feature: the Route that comes of an Ingress has its annotations. */
export const OPENSHIFT_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the routers decides, and which router takes the Route', translate: () => ({}) },
  httpsRedirect: { by: 'native', source: `${TO_ROUTE} (insecureEdgeTerminationPolicy is Redirect where there is TLS)`, translate: () => ({}) },
  httpsOnly: { by: 'refused', reason: 'the Route of an Ingress with TLS always redirects; leave redirectHttp on', source: TO_ROUTE },
  exactPaths: { by: 'refused', reason: 'it passes paths of type Exact over; use a prefix', source: `${TO_ROUTE} (Unsupported exact path type)` },
  regexPaths: { by: 'refused', reason: 'the paths of Routes are prefixes', source: TEMPLATE },
  hsts: {
    by: 'native',
    source: `${TEMPLATE} (hsts_header)`,
    translate: ({ header }) => ({ annotations: { [`${HAPROXY}hsts_header`]: header } }),
  },
  responseHeaders: { by: 'refused', reason: 'only the spec of a Route has headers, which no annotation of an Ingress gets into; set them in the app', source: TEMPLATE },
  clientAddresses: {
    by: 'native',
    source: `${TEMPLATE} (ip_allowlist, ip_whitelist)`,
    // both names are read, this one by older routers as well
    translate: (addresses) => ({ annotations: { [`${HAPROXY}ip_whitelist`]: addresses.join(' ') } }),
  },
  basicAuthentication: none,
  externalAuthentication: none,
  rateLimit: {
    by: 'native',
    source: `${TEMPLATE} (rate-limit-connections.rate-http: requests of an IPv4 address in ten seconds, in each router)`,
    refuses: ({ requests, per }) => (per === 'second' || requests % 6 === 0 ? undefined : 'counts in ten seconds: give a multiple of 6 for a minute, or a number for a second'),
    translate: ({ requests, per }) => ({
      annotations: { [`${HAPROXY}rate-limit-connections`]: 'true', [`${HAPROXY}rate-limit-connections.rate-http`]: String(per === 'second' ? requests * 10 : requests / 6) },
    }),
  },
  requestSize: none,
  rewrite: {
    by: 'native',
    source: `${TEMPLATE} (rewrite-target)`,
    refuses: ({ prefix }, { prefixes }) => (withoutSlash(prefix) === '' || textForPrefix(prefixes, prefix) !== undefined ? undefined
      : 'replaces the text of a prefix alone: let all prefixes end with a slash, as in /shop/, or none'),
    translate: ({ prefix }, { prefixes }) => ({ annotations: { [`${HAPROXY}rewrite-target`]: withoutSlash(prefix) === '' ? '/' : textForPrefix(prefixes, prefix)! } }),
  },
  timeout: { by: 'native', source: `${TEMPLATE} (timeout)`, translate: ({ seconds }) => ({ annotations: { [`${HAPROXY}timeout`]: `${seconds}s` } }) },
  stickySessions: {
    by: 'native',
    source: `${TEMPLATE} (cookie_name)`,
    translate: ({ cookie }) => ({ annotations: { 'router.openshift.io/cookie_name': cookie, [`${HAPROXY}disable_cookies`]: 'false' } }),
  },
  webSockets: { by: 'native', source: `${TEMPLATE} (timeout-tunnel)`, translate: () => ({}) },
  canary: { by: 'refused', reason: 'only Routes have alternate backends, and an Ingress becomes one without them', source: 'docs.openshift.com: networking/routes, route-based deployment strategies' },
  backendTls: { by: 'refused', reason: 'a router encrypts again by a Route of that kind, which the library does not ask for; let the app speak plain HTTP', source: 'openshift/route-controller-manager at 1916ceb: pkg/routecontroller/wellknown.go (destination-ca-certificate-secret)' },
  grpc: {
    by: 'refused', reason: 'only its administrator can switch HTTP/2 on for clients (ingress.operator.openshift.io/default-enable-http2), which is off by default', source: 'docs.openshift.com: networking/ingress-operator (enabling HTTP/2 Ingress connectivity)',
  },
};
