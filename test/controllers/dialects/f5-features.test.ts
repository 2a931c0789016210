import { F5_FEATURES } from '../../../src/controllers/dialects/f5-features';
import { translateFeatures } from '../../../src/emit/translate-features';
import { APP, ASKED, everythingSaidOf, saidOf, Written } from '../asked-features';

const prefixed = (own: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(own).map(([key, value]) => [`nginx.org/${key}`, value]));
const annotations = (own: Readonly<Record<string, string>>): object => ({ annotations: prefixed(own) });
const policy = (suffix: string, spec: object): object => ({
  listed: { 'nginx.org/policies': `shop/web-${suffix}` },
  objects: [{ apiVersion: 'k8s.nginx.org/v1', kind: 'Policy', name: `web-${suffix}`, fields: { spec } }],
});

const WRITTEN: Written = {
  scope: {},
  httpsRedirect: annotations({ 'ssl-redirect': 'true' }),
  exactPaths: {},
  hsts: { listed: prefixed({ 'add-header': 'Strict-Transport-Security:max-age=31536000; includeSubDomains:always' }), ...annotations({ hsts: 'false' }) },
  responseHeaders: { listed: prefixed({ 'add-header': 'X-Frame-Options:DENY:always,X-Team:shop:always' }) },
  clientAddresses: policy('clients', { accessControl: { allow: ['203.0.113.0/24', '2001:db8::/32'] } }),
  basicAuthentication: annotations({ 'basic-auth-secret': 'users', 'basic-auth-realm': 'Authentication required' }),
  rateLimit: annotations({
    'limit-req-rate': '60r/m', 'limit-req-key': '${binary_remote_addr}', 'limit-req-burst': '60', 'limit-req-no-delay': 'true', 'limit-req-reject-code': '429',
  }),
  requestSize: annotations({ 'client-max-body-size': '8388608' }),
  rewrite: annotations({ rewrites: 'serviceName=web rewrite=/v1' }),
  timeout: annotations({ 'proxy-read-timeout': '30s', 'proxy-send-timeout': '30s' }),
  stickySessions: annotations({ 'sticky-cookie-services': 'serviceName=web pod path=/ httponly secure' }),
  webSockets: annotations({ 'websocket-services': 'web' }),
};

const REFUSED_AS_ASKED = ['regexPaths', 'externalAuthentication'];

test('F5 NGINX Ingress Controller has these features, written so, and no other', () => {
  const said = Object.entries(everythingSaidOf(F5_FEATURES)).filter(([name]) => !REFUSED_AS_ASKED.includes(name));
  expect(Object.fromEntries(said)).toStrictEqual(WRITTEN);
});

test('who gets in is said by a Policy each, and all of them are named', () => {
  const { clientAddresses, externalAuthentication } = ASKED;
  const asked = { clientAddresses, externalAuthentication: { ...externalAuthentication, responseHeaders: [] } };
  const { annotations: all, objects } = translateFeatures(F5_FEATURES, asked, APP);
  expect(all).toStrictEqual({ 'nginx.org/policies': 'shop/web-clients,shop/web-authentication' });
  expect(objects[1]?.fields).toStrictEqual({ spec: { externalAuth: { authURI: '/verify', authServiceName: 'security/auth', authServicePorts: [8080] } } });
});

test.each([
  ['headers of the answer', saidOf(F5_FEATURES, 'externalAuthentication'), /passes no headers/],
  ['what is no Service', saidOf(F5_FEATURES, 'externalAuthentication', { url: 'https://auth.example.com', responseHeaders: [] }), /asks a Service only/],
  ['patterns beside other paths', saidOf(F5_FEATURES, 'regexPaths', true, { patterns: ['/v[0-9]+'] }), /every path of an Ingress/],
  ['patterns with an end', saidOf(F5_FEATURES, 'regexPaths', true, { prefixes: [], patterns: ['/v[0-9]+$'] }), /no \$ in paths/],
  ['a prefix that goes away', saidOf(F5_FEATURES, 'rewrite', { prefix: '/' }), /text of a prefix alone/],
  ['a header with a comma', saidOf(F5_FEATURES, 'responseHeaders', { 'X-A': 'a, b' }), /commas/],
])('%s are refused', (_, said, why) => {
  expect(said).toMatch(why);
});

test('patterns alone are written as they are, and a prefix that ends with a slash may go away', () => {
  expect(saidOf(F5_FEATURES, 'regexPaths', true, { prefixes: [], patterns: ['/v[0-9]+'] })).toStrictEqual(annotations({ 'path-regex': 'case_sensitive' }));
  expect(saidOf(F5_FEATURES, 'rewrite', { prefix: '/' }, { prefixes: ['/shop/'] })).toStrictEqual(annotations({ rewrites: 'serviceName=web rewrite=/' }));
});
