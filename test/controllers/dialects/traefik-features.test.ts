import { TRAEFIK_FEATURES } from '../../../src/controllers/dialects/traefik-features';
import { translateFeatures } from '../../../src/emit/translate-features';
import { APP, everythingSaidOf, Written } from '../asked-features';

const ROUTER = 'traefik.ingress.kubernetes.io/router';
const SERVICE = 'traefik.ingress.kubernetes.io/service';
const middleware = (suffix: string, spec: object): object => ({
  listed: { [`${ROUTER}.middlewares`]: `shop-web-${suffix}@kubernetescrd` },
  objects: [{ apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', name: `web-${suffix}`, fields: { spec } }],
});
const TLS = { annotations: { [`${ROUTER}.entrypoints`]: 'websecure', [`${ROUTER}.tls`]: 'true' } };

const WRITTEN: Written = {
  scope: {},
  httpsRedirect: {
    ...TLS,
    objects: [{ apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', name: 'web-redirect', fields: { spec: { redirectScheme: { scheme: 'https', permanent: true } } } }],
    plainIngress: { [`${ROUTER}.entrypoints`]: 'web', [`${ROUTER}.middlewares`]: 'shop-web-redirect@kubernetescrd' },
  },
  httpsOnly: TLS,
  exactPaths: {},
  regexPaths: { annotations: { [`${ROUTER}.pathmatcher`]: 'PathRegexp' }, everyIngress: { [`${ROUTER}.pathmatcher`]: 'PathRegexp' }, pattern: '/v[0-9]+' },
  hsts: middleware('headers', { headers: { customResponseHeaders: { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } } }),
  responseHeaders: middleware('headers', { headers: { customResponseHeaders: { 'X-Frame-Options': 'DENY', 'X-Team': 'shop' } } }),
  clientAddresses: middleware('clients', { ipAllowList: { sourceRange: ['203.0.113.0/24', '2001:db8::/32'] } }),
  basicAuthentication: middleware('users', { basicAuth: { secret: 'users' } }),
  externalAuthentication: middleware('authentication', {
    forwardAuth: { address: 'http://auth.security.svc.cluster.local:8080/verify', authResponseHeaders: ['X-User', 'X-Mail'] },
  }),
  rateLimit: middleware('rate', { rateLimit: { average: 60, period: '1m', burst: 60 } }),
  requestSize: middleware('size', { buffering: { maxRequestBodyBytes: 8388608 } }),
  rewrite: middleware('rewrite', { replacePathRegex: { regex: '^(?:/shop)(?:/(.*))?$', replacement: '/v1/$1' } }),
  timeout: {
    serviceAnnotations: { [`${SERVICE}.serverstransport`]: 'shop-web-transport@kubernetescrd' },
    objects: [{ apiVersion: 'traefik.io/v1alpha1', kind: 'ServersTransport', name: 'web-transport', fields: { spec: { forwardingTimeouts: { responseHeaderTimeout: '30s' } } } }],
  },
  stickySessions: {
    serviceAnnotations: { [`${SERVICE}.sticky.cookie`]: 'true', [`${SERVICE}.sticky.cookie.name`]: 'pod', [`${SERVICE}.sticky.cookie.secure`]: 'true', [`${SERVICE}.sticky.cookie.httponly`]: 'true' },
  },
  webSockets: {},
  grpc: { serviceAnnotations: { [`${SERVICE}.serversscheme`]: 'h2c' } },
  backendTls: {
    serviceAnnotations: { [`${SERVICE}.serverstransport`]: 'shop-web-transport@kubernetescrd', [`${SERVICE}.serversscheme`]: 'https' },
    objects: [{ apiVersion: 'traefik.io/v1alpha1', kind: 'ServersTransport', name: 'web-transport', fields: { spec: { serverName: 'web.shop.svc.cluster.local', rootCAs: [{ configMap: 'shop-ca' }] } } }],
  },
};

test('one transport to the pods is for all that is asked of it, and reads Secrets as well', () => {
  const { serviceAnnotations, objects } = translateFeatures(TRAEFIK_FEATURES, { timeout: { seconds: 30 }, backendTls: { hostname: 'web', secret: 'shop-ca' } }, APP);
  expect(serviceAnnotations).toStrictEqual({ [`${SERVICE}.serverstransport`]: 'shop-web-transport@kubernetescrd', [`${SERVICE}.serversscheme`]: 'https' });
  expect(objects.map(({ fields }) => fields)).toStrictEqual([{ spec: { forwardingTimeouts: { responseHeaderTimeout: '30s' }, serverName: 'web', rootCAs: [{ secret: 'shop-ca' }] } }]);
});

test('Traefik has these features on an Ingress, written so, and no other', () => {
  expect(everythingSaidOf(TRAEFIK_FEATURES)).toStrictEqual(WRITTEN);
});
