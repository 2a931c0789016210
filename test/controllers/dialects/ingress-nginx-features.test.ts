import { INGRESS_NGINX_FEATURES } from '../../../src/controllers/dialects/ingress-nginx-features';
import { TRAEFIK_NGINX_FEATURES } from '../../../src/controllers/traefik-nginx-features';
import { everythingSaidOf, saidOf, Written } from '../asked-features';

const annotations = (own: Readonly<Record<string, string>>): { readonly annotations: Readonly<Record<string, string>> } =>
  ({ annotations: Object.fromEntries(Object.entries(own).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value])) });
const PREFIXES = ['/shop(/|$)(.*)', '/()(.*)'];

const WRITTEN: Written = {
  scope: {},
  httpsRedirect: annotations({ 'ssl-redirect': 'true' }),
  exactPaths: {},
  regexPaths: { ...annotations({ 'use-regex': 'true' }), prefix: PREFIXES },
  clientAddresses: annotations({ 'whitelist-source-range': '203.0.113.0/24,2001:db8::/32' }),
  basicAuthentication: annotations({ 'auth-type': 'basic', 'auth-secret': 'users', 'auth-realm': 'Authentication required' }),
  externalAuthentication: annotations({ 'auth-url': 'http://auth.security.svc.cluster.local:8080/verify', 'auth-response-headers': 'X-User,X-Mail' }),
  rateLimit: annotations({ 'limit-rpm': '60', 'limit-burst-multiplier': '1' }),
  requestSize: annotations({ 'proxy-body-size': '8388608' }),
  rewrite: { ...annotations({ 'use-regex': 'true', 'rewrite-target': '/v1/$2' }), prefix: PREFIXES },
  timeout: annotations({ 'proxy-read-timeout': '30', 'proxy-send-timeout': '30' }),
  stickySessions: annotations({ 'affinity': 'cookie', 'session-cookie-name': 'pod', 'session-cookie-secure': 'true' }),
  webSockets: {},
  grpc: annotations({ 'backend-protocol': 'GRPC' }),
  backendTls: 'reads the certificates of who issued it from a Secret (key ca.crt): name caSecret' as unknown as object,
};

const TLS = { hostname: 'web.shop.svc.cluster.local', secret: 'shop-ca' };

test.each([INGRESS_NGINX_FEATURES, TRAEFIK_NGINX_FEATURES])('the certificate of an app is verified, by its name too: table %#', (table) => {
  expect(saidOf(table, 'backendTls', TLS)).toStrictEqual(annotations({
    'backend-protocol': 'HTTPS', 'proxy-ssl-secret': 'shop/shop-ca', 'proxy-ssl-verify': 'on', 'proxy-ssl-name': 'web.shop.svc.cluster.local', 'proxy-ssl-server-name': 'on',
  }));
});

const CANARY = { canaryIngress: annotations({ 'canary': 'true', 'canary-weight': '10', 'canary-by-header': 'X-Canary', 'canary-by-header-value': 'yes' }).annotations };

test('ingress-nginx has these features, written so, and no other', () => {
  expect(everythingSaidOf(INGRESS_NGINX_FEATURES)).toStrictEqual({ ...WRITTEN, canary: CANARY });
});

test('Traefik in its place has them too, and limits bodies if it is told to buffer requests', () => {
  expect(everythingSaidOf(TRAEFIK_NGINX_FEATURES))
    .toStrictEqual({ ...WRITTEN, canary: CANARY, requestSize: annotations({ 'proxy-body-size': '8388608', 'proxy-request-buffering': 'on' }) });
});

test('no source of Traefik is one of ingress-nginx', () => {
  expect(Object.values(TRAEFIK_NGINX_FEATURES).filter(({ source }) => !source.startsWith('traefik v3.7'))).toStrictEqual([]);
});

test('an exact path beside a pattern would match what begins with it', () => {
  expect(saidOf(INGRESS_NGINX_FEATURES, 'exactPaths', true, { exactPaths: ['/health'], patterns: ['/v[0-9]+'] })).toMatch(/another host/);
});
