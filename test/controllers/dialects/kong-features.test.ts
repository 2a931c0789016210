import { KONG_FEATURES } from '../../../src/controllers/dialects/kong-features';
import { translateFeatures } from '../../../src/emit/translate-features';
import { APP, ASKED, everythingSaidOf, saidOf, Written } from '../asked-features';

const prefixed = (own: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(own).map(([key, value]) => [`konghq.com/${key}`, value]));
const plugin = (suffix: string, kind: string, config: object): object => ({
  listed: prefixed({ plugins: `web-${suffix}` }),
  objects: [{ apiVersion: 'configuration.konghq.com/v1', kind: 'KongPlugin', name: `web-${suffix}`, fields: { plugin: kind, config } }],
});
const headers = (all: readonly string[]): object => plugin('headers', 'response-transformer', { replace: { headers: all }, add: { headers: all } });

const WRITTEN: Written = {
  scope: {},
  httpsRedirect: { annotations: prefixed({ 'protocols': 'https', 'https-redirect-status-code': '308' }) },
  httpsOnly: { annotations: prefixed({ 'protocols': 'https', 'https-redirect-status-code': '426' }) },
  exactPaths: {},
  regexPaths: { pattern: '/~/v[0-9]+' },
  hsts: headers(['Strict-Transport-Security:max-age=31536000; includeSubDomains']),
  responseHeaders: headers(['X-Frame-Options:DENY', 'X-Team:shop']),
  clientAddresses: plugin('clients', 'ip-restriction', { allow: ['203.0.113.0/24', '2001:db8::/32'] }),
  rateLimit: plugin('rate', 'rate-limiting', { minute: 60, limit_by: 'ip', policy: 'local' }),
  requestSize: plugin('size', 'request-size-limiting', { allowed_payload_size: 8388608, size_unit: 'bytes' }),
  rewrite: { annotations: prefixed({ 'strip-path': 'true' }), serviceAnnotations: prefixed({ path: '/v1' }) },
  timeout: { serviceAnnotations: prefixed({ 'read-timeout': '30000', 'write-timeout': '30000' }) },
  stickySessions: {
    serviceAnnotations: prefixed({ 'upstream-policy': 'web-sticky' }),
    objects: [{
      apiVersion: 'configuration.konghq.com/v1beta1',
      kind: 'KongUpstreamPolicy',
      name: 'web-sticky',
      fields: { spec: { algorithm: 'consistent-hashing', hashOn: { cookie: 'pod', cookiePath: '/' } } },
    }],
  },
  webSockets: {},
  grpc: { annotations: prefixed({ protocols: 'grpcs' }), serviceAnnotations: prefixed({ protocol: 'grpc' }) },
};

test('Kong has these features, written so, and no other', () => {
  expect(everythingSaidOf(KONG_FEATURES)).toStrictEqual(WRITTEN);
});

test('a route has one plugin of a kind, which is named once', () => {
  const { hsts, responseHeaders } = ASKED;
  const { annotations, objects } = translateFeatures(KONG_FEATURES, { hsts, responseHeaders }, APP);
  const all = ['Strict-Transport-Security:max-age=31536000; includeSubDomains', 'X-Frame-Options:DENY', 'X-Team:shop'];
  expect(annotations).toStrictEqual({ 'konghq.com/plugins': 'web-headers' });
  expect(objects.map(({ fields }) => fields)).toStrictEqual([{ plugin: 'response-transformer', config: { replace: { headers: all }, add: { headers: all } } }]);
});

test('a route of gRPC is none of HTTP', () => {
  expect(translateFeatures(KONG_FEATURES, { httpsRedirect: true, grpc: true }, APP).annotations).toHaveProperty(['konghq.com/protocols'], 'grpcs');
});

test('a prefix may go away', () => {
  expect(saidOf(KONG_FEATURES, 'rewrite', { prefix: '/' })).toHaveProperty('serviceAnnotations', prefixed({ path: '/' }));
});
