import { backendTlsPolicy } from './backend-tls';
import { FeatureTable, PublishedApp, SideObject, Translation } from './feature';
import { GATEWAY_API, routeReference } from './gateway-api';
import { refused } from './refused';
import { refusesOtherUrls, serviceUrl } from './service-url';

const DOCS = 'kgateway 2.4: docs/envoy/latest';
const GIBIBYTE = 1024 ** 3;

function object(kind: string, name: string, spec: object): SideObject {
  return { apiVersion: 'gateway.kgateway.dev/v1alpha1', kind, name, fields: { spec } };
}

function policy({ name }: PublishedApp, spec: object): Translation {
  return { objects: [object('TrafficPolicy', name, { targetRefs: [routeReference(name)], ...spec })] };
}

/** What kgateway makes of each feature on an HTTPRoute. */
export const KGATEWAY_FEATURES: FeatureTable = {
  ...GATEWAY_API,
  backendTls: backendTlsPolicy('v1.6/kgateway'),
  clientAddresses: {
    by: 'object',
    source: `${DOCS}/security/acl (since 2.3; addresses of packets)`,
    refuses: (cidrs) => (cidrs.length > 256 ? 'takes 256 addresses at most' : undefined),
    translate: (cidrs, app) => policy(app, { acl: { defaultAction: 'deny', rules: [{ name: 'clients', cidrs, action: 'allow' }] } }),
  },
  basicAuthentication: {
    by: 'object',
    source: `${DOCS}/security/extauth/basic (key .htpasswd of the Secret, SHA)`,
    translate: ({ secret }, app) => policy(app, { basicAuth: { secretRef: { name: secret } } }),
  },
  externalAuthentication: {
    by: 'object',
    source: `${DOCS}/security/extauth/byo-ext-auth-service (GatewayExtension)`,
    refuses: ({ url }, { namespace }) => refusesOtherUrls(url, namespace)
      ?? (['/', undefined].includes(serviceUrl(url)?.path) ? undefined : 'asks for the path of the request, below that of the URL: leave out the path, and let the service answer for every one'),
    translate: ({ url, responseHeaders }, app) => {
      const { name, port } = serviceUrl(url)!;
      const headers = responseHeaders.length > 0 && { authorizationResponse: { headersToBackend: responseHeaders } };
      const { objects = [] } = policy(app, { extAuth: { extensionRef: { name: app.name } } });
      return {
        // of the request it sends the credentials alone, unless told
        objects: [object('GatewayExtension', app.name, { type: 'ExtAuth', extAuth: { headersToForward: ['cookie'], httpService: { backendRef: { name, port }, ...headers } } }), ...objects],
      };
    },
  },
  rateLimit: refused('its local limit counts all clients together, and the global one needs a service of its administrator', `${DOCS}/security/ratelimit`),
  requestSize: {
    by: 'object',
    source: `${DOCS}/traffic-management/buffering`,
    refuses: ({ bytes }) => (bytes >= 4 * GIBIBYTE ? 'buffers less than 4 GiB' : undefined),
    translate: ({ bytes }, app) => policy(app, { buffer: { maxRequestSize: `${bytes}` } }),
  },
  stickySessions: {
    by: 'object',
    source: `${DOCS}/traffic-management/session-affinity/consistent-hashing (BackendConfigPolicy; without a lifetime it is a cookie of the session)`,
    translate: ({ cookie }, { name, serviceName }) => ({
      objects: [{
        ...object('BackendConfigPolicy', name, {
          targetRefs: [{ group: '', kind: 'Service', name: serviceName }],
          loadBalancer: { ringHash: { hashPolicies: [{ cookie: { name: cookie, path: '/', ttl: '0s', secure: true, httpOnly: true } }] } },
        }),
        perService: true,
      }],
    }),
  },
  webSockets: {
    by: 'native',
    source: 'kubernetes-sigs/gateway-api: conformance/reports/v1.6/kgateway (HTTPRouteBackendProtocolWebSocket)',
    translate: () => ({ appProtocol: 'kubernetes.io/ws' }),
  },
};
