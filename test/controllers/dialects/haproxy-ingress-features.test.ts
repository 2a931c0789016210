import { HAPROXY_INGRESS_FEATURES } from '../../../src/controllers/dialects/haproxy-ingress-features';
import { everythingSaidOf, saidOf, Written } from '../asked-features';

const annotations = (own: Readonly<Record<string, string>>): object =>
  ({ annotations: Object.fromEntries(Object.entries(own).map(([key, value]) => [`haproxy-ingress.github.io/${key}`, value])) });

const WRITTEN: Written = {
  scope: {},
  httpsRedirect: annotations({ 'ssl-redirect': 'true' }),
  exactPaths: {},
  regexPaths: annotations({ 'path-type': 'regex' }),
  hsts: annotations({ 'hsts': 'true', 'hsts-max-age': '31536000', 'hsts-include-subdomains': 'true', 'hsts-preload': 'false' }),
  clientAddresses: annotations({ 'allowlist-source-range': '203.0.113.0/24,2001:db8::/32' }),
  basicAuthentication: annotations({ 'auth-secret': 'users', 'auth-realm': 'Authentication required' }),
  externalAuthentication: annotations({ 'auth-url': 'http://auth.security.svc.cluster.local:8080/verify', 'auth-headers-succeed': 'X-User,X-Mail' }),
  requestSize: annotations({ 'proxy-body-size': '8388608' }),
  rewrite: annotations({ 'rewrite-target': '/v1' }),
  timeout: annotations({ 'timeout-server': '30s' }),
  stickySessions: annotations({ 'affinity': 'cookie', 'session-cookie-name': 'pod', 'session-cookie-keywords': 'indirect nocache httponly secure' }),
  webSockets: {},
  backendTls: 'reads the certificates of who issued it from a Secret (key ca.crt): name caSecret' as unknown as object,
  grpc: annotations({ 'backend-protocol': 'h2' }),
};

test('HAProxy Ingress has these features, written so, and no other', () => {
  expect(everythingSaidOf(HAPROXY_INGRESS_FEATURES)).toStrictEqual(WRITTEN);
});

test('a Service of the app\'s own namespace is named, and no header is copied that nobody asked for', () => {
  expect(saidOf(HAPROXY_INGRESS_FEATURES, 'externalAuthentication', { url: 'http://auth.shop.svc:8080', responseHeaders: [] }))
    .toStrictEqual(annotations({ 'auth-url': 'svc://auth:8080/', 'auth-headers-succeed': '-' }));
});

test.each([['https://auth.example.com/verify'], ['http://auth.example.com/verify']])('%s is no Service', (url) => {
  expect(saidOf(HAPROXY_INGRESS_FEATURES, 'externalAuthentication', { url, responseHeaders: [] })).toMatch(/name a Service/);
});

test.each([['/', '/'], ['/v1/', '/v1']])('the target %s is written %s, which no slash is doubled by', (prefix, target) => {
  expect(saidOf(HAPROXY_INGRESS_FEATURES, 'rewrite', { prefix })).toStrictEqual(annotations({ 'rewrite-target': target }));
});

test('the certificate of an app is verified, by its name too', () => {
  expect(saidOf(HAPROXY_INGRESS_FEATURES, 'backendTls', { hostname: 'web.shop.svc.cluster.local', secret: 'shop-ca' }))
    .toStrictEqual(annotations({ 'backend-protocol': 'h1-ssl', 'secure-sni': 'web.shop.svc.cluster.local', 'secure-verify-ca-secret': 'shop-ca' }));
});
