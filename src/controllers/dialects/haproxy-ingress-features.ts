import { needsSecret } from '../features/backend-tls';
import { FeatureTable } from '../features/feature';
import { withoutSlash } from '../features/rewriting';
import { serviceUrl } from '../features/service-url';

const HAPROXY = 'haproxy-ingress.github.io/';
const KEYS = 'jcmoraisjr/haproxy-ingress v0.17: docs/content/en/docs/configuration/keys.md';

/** What HAProxy Ingress makes of each feature: configuration keys as annotations of the Ingress. */
export const HAPROXY_INGRESS_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the proxies decides', translate: () => ({}) },
  httpsRedirect: {
    by: 'native',
    source: `${KEYS} (ssl-redirect)`,
    // written out because the ConfigMap can turn the default off
    translate: () => ({ annotations: { [`${HAPROXY}ssl-redirect`]: 'true' } }),
  },
  httpsOnly: { by: 'refused', reason: 'a host with TLS is also answered on port 80, with a redirect at best; leave redirectHttp on', source: `${KEYS} (ssl-redirect, http-port)` },
  exactPaths: { by: 'native', source: `${KEYS} (path-type)`, translate: () => ({}) },
  regexPaths: {
    by: 'native',
    source: `${KEYS} (path-type, of paths of type ImplementationSpecific: from the start of the path, not up to its end)`,
    translate: () => ({ annotations: { [`${HAPROXY}path-type`]: 'regex' } }),
  },
  hsts: {
    by: 'native',
    source: `${KEYS} (hsts)`,
    translate: ({ seconds, includeSubdomains, preload }) => ({
      annotations: {
        [`${HAPROXY}hsts`]: 'true',
        [`${HAPROXY}hsts-max-age`]: String(seconds),
        [`${HAPROXY}hsts-include-subdomains`]: String(includeSubdomains),
        [`${HAPROXY}hsts-preload`]: String(preload),
      },
    }),
  },
  responseHeaders: {
    by: 'refused', reason: 'response-set-headers is new in v0.17, which is no release yet, and older ones ignore it; set them in the app', source: `${KEYS} (response-set-headers); CHANGELOG/CHANGELOG-v0.17.md`,
  },
  clientAddresses: {
    by: 'native',
    source: `${KEYS} (allowlist-source-range)`,
    translate: (addresses) => ({ annotations: { [`${HAPROXY}allowlist-source-range`]: addresses.join(',') } }),
  },
  basicAuthentication: {
    by: 'native',
    source: `${KEYS} (auth-secret; key auth of the Secret, without which nobody is asked)`,
    translate: ({ secret }) => ({ annotations: { [`${HAPROXY}auth-secret`]: secret, [`${HAPROXY}auth-realm`]: 'Authentication required' } }),
  },
  externalAuthentication: {
    by: 'native',
    source: `${KEYS} (auth-url)`,
    refuses: ({ url }) => (serviceUrl(url) === undefined ? 'looks the addresses of other hosts up only once and does not verify who answers over HTTPS: name a Service, as http://NAME.NAMESPACE.svc:PORT/PATH' : undefined),
    translate: ({ url, responseHeaders }, app) => {
      const { name, namespace, port, path = '/' } = serviceUrl(url)!;
      return {
        annotations: {
          [`${HAPROXY}auth-url`]: namespace === app.namespace ? `svc://${name}:${port}${path}` : url,
          // a dash for none: all of them by default
          [`${HAPROXY}auth-headers-succeed`]: responseHeaders.length === 0 ? '-' : responseHeaders.join(','),
        },
      };
    },
  },
  rateLimit: { by: 'refused', reason: 'limit-rps counts connections, each of which carries any number of requests', source: `${KEYS} (limit-rps)` },
  requestSize: {
    by: 'native',
    source: `${KEYS} (proxy-body-size)`,
    translate: ({ bytes }) => ({ annotations: { [`${HAPROXY}proxy-body-size`]: String(bytes) } }),
  },
  rewrite: {
    by: 'native',
    source: `${KEYS} (rewrite-target)`,
    translate: ({ prefix }) => ({ annotations: { [`${HAPROXY}rewrite-target`]: withoutSlash(prefix) || '/' } }),
  },
  timeout: { by: 'native', source: `${KEYS} (timeout-server)`, translate: ({ seconds }) => ({ annotations: { [`${HAPROXY}timeout-server`]: `${seconds}s` } }) },
  stickySessions: {
    by: 'native',
    source: `${KEYS} (affinity)`,
    translate: ({ cookie }) => ({
      annotations: {
        [`${HAPROXY}affinity`]: 'cookie',
        [`${HAPROXY}session-cookie-name`]: cookie,
        [`${HAPROXY}session-cookie-keywords`]: 'indirect nocache httponly secure',
      },
    }),
  },
  webSockets: { by: 'native', source: `${KEYS} (timeout-tunnel)`, translate: () => ({}) },
  canary: { by: 'refused', reason: 'blue-green-balance weighs pods of one Service by their labels, and policies here select no versions; use a GatewayController of the Gateway API', source: 'jcmoraisjr/haproxy-ingress v0.17: docs/content/en/docs/configuration/keys.md (blue-green)' },
  backendTls: {
    by: 'native',
    source: `${KEYS} (backend-protocol, secure-sni, secure-verify-ca-secret: key ca.crt)`,
    refuses: needsSecret,
    translate: ({ hostname, secret }) => ({
      annotations: {
        [`${HAPROXY}backend-protocol`]: 'h1-ssl', [`${HAPROXY}secure-sni`]: hostname, [`${HAPROXY}secure-verify-ca-secret`]: secret!,
      },
    }),
  },
  grpc: { by: 'native', source: `${KEYS} (backend-protocol)`, translate: () => ({ annotations: { [`${HAPROXY}backend-protocol`]: 'h2' } }) },
};
