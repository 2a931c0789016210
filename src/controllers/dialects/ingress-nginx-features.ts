import { needsSecret } from '../features/backend-tls';
import { FeatureTable } from '../features/feature';
import { replacedPrefix, withoutSlash } from '../features/rewriting';

const NGINX = 'nginx.ingress.kubernetes.io/';
const ANNOTATIONS = 'kubernetes/ingress-nginx at its last commit: docs/user-guide/nginx-configuration/annotations.md';
const CONFIG_MAP = 'kubernetes/ingress-nginx at its last commit: docs/user-guide/nginx-configuration/configmap.md';

/** Written out because the controller's ConfigMap can turn the default off. */
const REDIRECT = { [`${NGINX}ssl-redirect`]: 'true' };

/** A prefix as a regular expression, with what is below it in the second group. A path must begin with a slash, and the group in front of it may be empty. */
const below = (prefix: string): string => (withoutSlash(prefix) === '' ? '/()(.*)' : `${withoutSlash(prefix)}(/|$)(.*)`);

/** What ingress-nginx makes of each feature: annotations, except for what its administrator alone decides. */
export const INGRESS_NGINX_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the proxies decides', translate: () => ({}) },
  httpsRedirect: { by: 'native', source: `${ANNOTATIONS} (ssl-redirect)`, translate: () => ({ annotations: REDIRECT }) },
  httpsOnly: { by: 'refused', reason: 'a host with TLS is also answered on port 80, with a redirect at best; leave redirectHttp on', source: `${ANNOTATIONS} (ssl-redirect)` },
  exactPaths: {
    by: 'native',
    source: `${ANNOTATIONS} (use-regex)`,
    refuses: (_, { patterns }) => (patterns.length === 0 ? undefined : 'takes every path of a host for a regular expression once one is, and an exact one for the beginning of others: publish it on another host'),
    translate: () => ({}),
  },
  regexPaths: {
    by: 'native',
    source: `${ANNOTATIONS} (use-regex)`,
    translate: () => ({ annotations: { [`${NGINX}use-regex`]: 'true' }, prefixPath: below }),
  },
  hsts: { by: 'refused', reason: 'its ConfigMap sets the header for all hosts (hsts, hsts-max-age), and does so by default', source: CONFIG_MAP },
  responseHeaders: {
    by: 'refused', reason: 'only headers that its ConfigMap names (global-allowed-response-headers) can be set; set them in the app', source: `${ANNOTATIONS} (custom-headers)`,
  },
  clientAddresses: {
    by: 'native',
    source: `${ANNOTATIONS} (whitelist-source-range)`,
    // both names are read; this one by its successors as well
    translate: (addresses) => ({ annotations: { [`${NGINX}whitelist-source-range`]: addresses.join(',') } }),
  },
  basicAuthentication: {
    by: 'native',
    source: `${ANNOTATIONS} (auth-type; key auth of the Secret)`,
    translate: ({ secret }) => ({ annotations: { [`${NGINX}auth-type`]: 'basic', [`${NGINX}auth-secret`]: secret, [`${NGINX}auth-realm`]: 'Authentication required' } }),
  },
  externalAuthentication: {
    by: 'native',
    source: `${ANNOTATIONS} (auth-url)`,
    translate: ({ url, responseHeaders }) => ({
      annotations: { [`${NGINX}auth-url`]: url, ...(responseHeaders.length > 0 && { [`${NGINX}auth-response-headers`]: responseHeaders.join(',') }) },
    }),
  },
  rateLimit: {
    by: 'native',
    source: `${ANNOTATIONS} (limit-rps, limit-rpm)`,
    translate: ({ requests, per }) => ({
      annotations: { [`${NGINX}${per === 'second' ? 'limit-rps' : 'limit-rpm'}`]: String(requests), [`${NGINX}limit-burst-multiplier`]: '1' },
    }),
  },
  requestSize: { by: 'native', source: `${ANNOTATIONS} (proxy-body-size)`, translate: ({ bytes }) => ({ annotations: { [`${NGINX}proxy-body-size`]: String(bytes) } }) },
  rewrite: {
    by: 'native',
    source: `${ANNOTATIONS} (rewrite-target)`,
    translate: ({ prefix }) => ({
      annotations: { [`${NGINX}use-regex`]: 'true', [`${NGINX}rewrite-target`]: replacedPrefix(prefix, '$2') },
      prefixPath: below,
    }),
  },
  timeout: {
    by: 'native',
    source: `${ANNOTATIONS} (proxy-read-timeout)`,
    translate: ({ seconds }) => ({ annotations: { [`${NGINX}proxy-read-timeout`]: String(seconds), [`${NGINX}proxy-send-timeout`]: String(seconds) } }),
  },
  stickySessions: {
    by: 'native',
    source: `${ANNOTATIONS} (affinity)`,
    translate: ({ cookie }) => ({
      annotations: { [`${NGINX}affinity`]: 'cookie', [`${NGINX}session-cookie-name`]: cookie, [`${NGINX}session-cookie-secure`]: 'true' },
    }),
  },
  webSockets: { by: 'native', source: 'kubernetes/ingress-nginx at its last commit: docs/user-guide/miscellaneous.md (Websockets)', translate: () => ({}) },
  canary: {
    by: 'native',
    source: `${ANNOTATIONS} (canary)`,
    translate: ({ weight, header }) => ({
      canaryIngress: {
        [`${NGINX}canary`]: 'true',
        ...(weight !== undefined && { [`${NGINX}canary-weight`]: String(weight) }),
        ...(header && { [`${NGINX}canary-by-header`]: header.name, [`${NGINX}canary-by-header-value`]: header.value }),
      },
    }),
  },
  backendTls: {
    by: 'native',
    source: `${ANNOTATIONS} (backend-protocol, proxy-ssl-secret, proxy-ssl-verify, proxy-ssl-name); internal/ingress/controller/store/backend_ssl.go (ca.crt alone)`,
    refuses: needsSecret,
    // by the name that is sent an app with several certificates chooses
    translate: ({ hostname, secret }, { namespace }) => ({
      annotations: {
        [`${NGINX}backend-protocol`]: 'HTTPS',
        [`${NGINX}proxy-ssl-secret`]: `${namespace}/${secret}`,
        [`${NGINX}proxy-ssl-verify`]: 'on',
        [`${NGINX}proxy-ssl-name`]: hostname,
        [`${NGINX}proxy-ssl-server-name`]: 'on',
      },
    }),
  },
  grpc: { by: 'native', source: `${ANNOTATIONS} (backend-protocol)`, translate: () => ({ annotations: { [`${NGINX}backend-protocol`]: 'GRPC' } }) },
};
