import { OPENSHIFT_FEATURES } from '../../../src/controllers/dialects/openshift-features';
import { everythingSaidOf, saidOf, Written } from '../asked-features';

const annotations = (own: Readonly<Record<string, string>>): object =>
  ({ annotations: Object.fromEntries(Object.entries(own).map(([key, value]) => [`haproxy.router.openshift.io/${key}`, value])) });

const WRITTEN: Written = {
  scope: {},
  httpsRedirect: {},
  hsts: annotations({ hsts_header: 'max-age=31536000; includeSubDomains' }),
  clientAddresses: annotations({ ip_whitelist: '203.0.113.0/24 2001:db8::/32' }),
  rateLimit: annotations({ 'rate-limit-connections': 'true', 'rate-limit-connections.rate-http': '10' }),
  rewrite: annotations({ 'rewrite-target': '/v1' }),
  timeout: annotations({ timeout: '30s' }),
  stickySessions: { annotations: { 'router.openshift.io/cookie_name': 'pod', 'haproxy.router.openshift.io/disable_cookies': 'false' } },
  webSockets: {},
};

test('the router of OpenShift has these features, written so, and no other', () => {
  expect(everythingSaidOf(OPENSHIFT_FEATURES)).toStrictEqual(WRITTEN);
});

test('requests are counted in ten seconds', () => {
  expect(saidOf(OPENSHIFT_FEATURES, 'rateLimit', { requests: 5, per: 'second' })).toHaveProperty(['annotations', 'haproxy.router.openshift.io/rate-limit-connections.rate-http'], '50');
  expect(saidOf(OPENSHIFT_FEATURES, 'rateLimit', { requests: 100, per: 'minute' })).toMatch(/multiple of 6/);
});

test.each([
  ['/v1', ['/'], '/v1/'],
  ['/v1/', ['/shop'], '/v1'],
  ['/', ['/', '/shop'], '/'],
])('the target %s in place of %j is written %s', (prefix, prefixes, target) => {
  expect(saidOf(OPENSHIFT_FEATURES, 'rewrite', { prefix }, { prefixes })).toStrictEqual(annotations({ 'rewrite-target': target }));
});

test('one text cannot take the place of prefixes with and without a slash at their end', () => {
  expect(saidOf(OPENSHIFT_FEATURES, 'rewrite', { prefix: '/v1' }, { prefixes: ['/', '/shop'] })).toMatch(/text of a prefix alone/);
});
