import { HAPROXYTECH_FEATURES } from '../../../src/controllers/dialects/haproxytech-features';
import { translateFeatures } from '../../../src/emit/translate-features';
import { APP, ASKED, everythingSaidOf, saidOf, Written } from '../asked-features';

const annotations = (own: Readonly<Record<string, string>>): object =>
  ({ annotations: Object.fromEntries(Object.entries(own).map(([key, value]) => [`haproxy.org/${key}`, value])) });
const onService = (key: string, value: string): object => ({ serviceAnnotations: { [`haproxy.org/${key}`]: value } });

const WRITTEN: Written = {
  scope: {},
  httpsRedirect: annotations({ 'ssl-redirect': 'true', 'ssl-redirect-port': '443', 'ssl-redirect-code': '301' }),
  exactPaths: {},
  hsts: { lines: { 'haproxy.org/response-set-header': ['Strict-Transport-Security max-age=31536000; includeSubDomains'] } },
  responseHeaders: { lines: { 'haproxy.org/response-set-header': ['X-Frame-Options DENY', 'X-Team shop'] } },
  clientAddresses: annotations({ 'allow-list': '203.0.113.0/24,2001:db8::/32' }),
  basicAuthentication: annotations({ 'auth-type': 'basic-auth', 'auth-secret': 'shop/users' }),
  rateLimit: annotations({ 'rate-limit-requests': '60', 'rate-limit-period': '1m', 'rate-limit-status-code': '429' }),
  rewrite: annotations({ 'path-rewrite': '^(?:/shop)(?:/(.*))?$ /v1/\\1' }),
  timeout: onService('timeout-server', '30s'),
  stickySessions: onService('cookie-persistence', 'pod'),
  webSockets: {},
  grpc: onService('server-proto', 'h2'),
};

test('HAProxy Kubernetes Ingress Controller has these features, written so, and no other', () => {
  expect(everythingSaidOf(HAPROXYTECH_FEATURES)).toStrictEqual(WRITTEN);
});

test('headers of several features are lines of one annotation', () => {
  const { hsts, responseHeaders } = ASKED;
  expect(translateFeatures(HAPROXYTECH_FEATURES, { hsts, responseHeaders }, APP).annotations).toStrictEqual({
    'haproxy.org/response-set-header': 'Strict-Transport-Security max-age=31536000; includeSubDomains\nX-Frame-Options DENY\nX-Team shop',
  });
});

test.each([[{ 'X-A': '50%' }], [{ 'X-A': '$HOME' }], [{ 'X-A': 'a\\' }], [{ 'X#A': 'b' }]])('the header %j would be read as configuration', (headers) => {
  expect(saidOf(HAPROXYTECH_FEATURES, 'responseHeaders', headers)).toMatch(/^takes %/);
});
