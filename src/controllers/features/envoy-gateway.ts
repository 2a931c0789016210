import { backendTlsPolicy } from './backend-tls';
import { FeatureTable, PublishedApp, Translation } from './feature';
import { GATEWAY_API, routeReference } from './gateway-api';
import { refusesOtherUrls, serviceUrl } from './service-url';

const DOCS = 'envoyproxy/gateway v1.9.0: api/v1alpha1';

const policy = (kind: 'SecurityPolicy' | 'BackendTrafficPolicy') => ({ name }: PublishedApp, spec: object): Translation => ({
  objects: [{ apiVersion: 'gateway.envoyproxy.io/v1alpha1', kind, name, fields: { spec: { targetRefs: [routeReference(name)], ...spec } } }],
});
const security = policy('SecurityPolicy');
const traffic = policy('BackendTrafficPolicy');

/** What Envoy Gateway makes of each feature: the route itself, and policies that are about it. */
export const ENVOY_GATEWAY_FEATURES: FeatureTable = {
  ...GATEWAY_API,
  backendTls: backendTlsPolicy('v1.6/envoy-gateway'),
  clientAddresses: {
    by: 'object',
    source: `${DOCS}/authorization_types.go (SecurityPolicy)`,
    translate: (clientCIDRs, app) => security(app, {
      authorization: { defaultAction: 'Deny', rules: [{ name: 'clients', action: 'Allow', principal: { clientCIDRs } }] },
    }),
  },
  basicAuthentication: {
    by: 'object',
    source: `${DOCS}/basic_auth_types.go (SecurityPolicy; key .htpasswd of the Secret, SHA)`,
    translate: ({ secret }, app) => security(app, { basicAuth: { users: { name: secret } } }),
  },
  externalAuthentication: {
    by: 'object',
    source: `${DOCS}/ext_auth_types.go (SecurityPolicy)`,
    refuses: ({ url }, { namespace }) => refusesOtherUrls(url, namespace),
    translate: ({ url, responseHeaders }, app) => {
      const { name, port, path } = serviceUrl(url)!;
      // `path` would be put in front of that of the request
      const http = { backendRefs: [{ name, port }], ...(path !== undefined && { pathOverride: path }) };
      // of the request it sends the credentials alone, unless told
      return security(app, { extAuth: { headersToExtAuth: ['cookie'], http: { ...http, ...(responseHeaders.length > 0 && { headersToBackend: responseHeaders }) } } });
    },
  },
  rateLimit: {
    by: 'object',
    source: `${DOCS}/ratelimit_types.go (BackendTrafficPolicy, local), internal/xds/translator/local_ratelimit.go (distinct source addresses)`,
    translate: ({ requests, per }, app) => traffic(app, {
      rateLimit: {
        type: 'Local',
        local: {
          rules: ['0.0.0.0/0', '::/0'].map((value) => ({
            clientSelectors: [{ sourceCIDR: { type: 'Distinct', value } }],
            limit: { requests, unit: per === 'second' ? 'Second' : 'Minute' },
          })),
        },
      },
    }),
  },
  requestSize: {
    by: 'object',
    source: `${DOCS}/backendtrafficpolicy_types.go (requestBuffer)`,
    translate: ({ bytes }, app) => traffic(app, { requestBuffer: { limit: `${bytes}` } }),
  },
  stickySessions: {
    by: 'object',
    source: `${DOCS}/loadbalancer_types.go (BackendTrafficPolicy, consistent hash of a cookie)`,
    translate: ({ cookie }, app) => traffic(app, { loadBalancer: { type: 'ConsistentHash', consistentHash: { type: 'Cookie', cookie: { name: cookie, ttl: '0s' } } } }),
  },
};
