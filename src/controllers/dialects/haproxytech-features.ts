import { FeatureTable, Translation } from '../features/feature';
import { belowPrefixes, replacedPrefix } from '../features/rewriting';

const HAPROXY = 'haproxy.org/';
const ANNOTATIONS = 'haproxytech/kubernetes-ingress v3.2.11: documentation/annotations.md';

const none = (what: string): { readonly by: 'refused'; readonly reason: string; readonly source: string } =>
  ({ by: 'refused', reason: `it has no annotation for ${what}`, source: ANNOTATIONS });

/** One line for each header. The controller puts the text between double quotes, and HAProxy reads it as a log format. */
const headerLines = (headers: Readonly<Record<string, string>>): Translation =>
  ({ lines: { [`${HAPROXY}response-set-header`]: Object.entries(headers).map(([name, value]) => `${name} ${value}`) } });

/** What HAProxy Kubernetes Ingress Controller makes of each feature: annotations of the Ingress, and of the Service for what all routes to it share. */
export const HAPROXYTECH_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the proxies decides', translate: () => ({}) },
  httpsRedirect: {
    by: 'native',
    source: `${ANNOTATIONS} (ssl-redirect; ssl-redirect-port is that of the client, and 8443 by default)`,
    translate: () => ({ annotations: { [`${HAPROXY}ssl-redirect`]: 'true', [`${HAPROXY}ssl-redirect-port`]: '443', [`${HAPROXY}ssl-redirect-code`]: '301' } }),
  },
  httpsOnly: { by: 'refused', reason: 'a host with TLS is also answered on port 80, with a redirect at best; leave redirectHttp on', source: `${ANNOTATIONS} (ssl-redirect)` },
  exactPaths: { by: 'native', source: 'haproxytech/kubernetes-ingress v3.2.11: pkg/route/route.go (map path-exact)', translate: () => ({}) },
  regexPaths: { by: 'refused', reason: 'it looks paths up in maps of exact paths and of prefixes', source: 'haproxytech/kubernetes-ingress v3.2.11: pkg/route/route.go' },
  hsts: { by: 'native', source: `${ANNOTATIONS} (response-set-header)`, translate: ({ header }) => headerLines({ 'Strict-Transport-Security': header }) },
  responseHeaders: {
    by: 'native',
    source: `${ANNOTATIONS} (response-set-header); docs.haproxy.org 3.2, quoting and escaping, log format`,
    refuses: (headers) => (Object.entries(headers).every(([name, value]) => /^[A-Za-z0-9_-]+$/.test(name) && !/[%$\\]/.test(value)) ? undefined
      : 'takes %, $ and backslashes in values, and other signs than letters, digits, - and _ in names, for its own'),
    translate: headerLines,
  },
  clientAddresses: {
    by: 'native',
    source: `${ANNOTATIONS} (allow-list)`,
    translate: (addresses) => ({ annotations: { [`${HAPROXY}allow-list`]: addresses.join(',') } }),
  },
  basicAuthentication: {
    by: 'native',
    source: `${ANNOTATIONS} (auth-type, auth-secret; each key of the Secret is a user, each value a password encrypted for crypt(3))`,
    translate: ({ secret }, { namespace }) => ({ annotations: { [`${HAPROXY}auth-type`]: 'basic-auth', [`${HAPROXY}auth-secret`]: `${namespace}/${secret}` } }),
  },
  externalAuthentication: none('external authentication'),
  rateLimit: {
    by: 'native',
    source: `${ANNOTATIONS} (rate-limit-requests); pkg/haproxy/rules/reqTrack.go (clients with IPv4 addresses are counted)`,
    translate: ({ requests, per }) => ({
      annotations: {
        [`${HAPROXY}rate-limit-requests`]: String(requests),
        [`${HAPROXY}rate-limit-period`]: per === 'second' ? '1s' : '1m',
        [`${HAPROXY}rate-limit-status-code`]: '429',
      },
    }),
  },
  requestSize: none('the size of requests; limit it in the app'),
  rewrite: {
    by: 'native',
    source: `${ANNOTATIONS} (path-rewrite)`,
    translate: ({ prefix }, { prefixes }) => ({ annotations: { [`${HAPROXY}path-rewrite`]: `${belowPrefixes(prefixes)} ${replacedPrefix(prefix, '\\1')}` } }),
  },
  timeout: {
    by: 'native',
    source: `${ANNOTATIONS} (timeout-server, on the Service)`,
    translate: ({ seconds }) => ({ serviceAnnotations: { [`${HAPROXY}timeout-server`]: `${seconds}s` } }),
  },
  stickySessions: {
    by: 'native',
    source: `${ANNOTATIONS} (cookie-persistence, ignored on an Ingress)`,
    translate: ({ cookie }) => ({ serviceAnnotations: { [`${HAPROXY}cookie-persistence`]: cookie } }),
  },
  webSockets: { by: 'native', source: `${ANNOTATIONS} (timeout-tunnel)`, translate: () => ({}) },
  canary: { by: 'refused', reason: 'the second backend of route-acl must be a path of the same Ingress, and takes no share of requests; use a GatewayController of the Gateway API', source: 'haproxytech/kubernetes-ingress v3.2.11: documentation/annotations.md (route-acl)' },
  backendTls: { by: 'refused', reason: 'it verifies who issued a certificate and not for which name (server-ca); use GatewayController.haproxyIngress(), or the Gateway API', source: 'haproxytech/kubernetes-ingress v3.2.11: documentation/annotations.md (server-ca, server-ssl)' },
  grpc: {
    by: 'native',
    source: `${ANNOTATIONS} (server-proto, on the Service; tls-alpn has h2 by default)`,
    translate: () => ({ serviceAnnotations: { [`${HAPROXY}server-proto`]: 'h2' } }),
  },
};
