import { ALB_FEATURES, EKS_AUTO_ALB_FEATURES } from '../../../src/controllers/dialects/alb-features';
import { translateFeatures } from '../../../src/emit/translate-features';
import { APP, ASKED, everythingSaidOf, saidOf, Written } from '../asked-features';

const prefixed = (own: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(own).map(([key, value]) => [`alb.ingress.kubernetes.io/${key}`, value]));
const annotations = (own: Readonly<Record<string, string>>): object => ({ annotations: prefixed(own) });

const WRITTEN: Written = {
  scope: annotations({ 'scheme': 'internet-facing', 'target-type': 'ip' }),
  httpsRedirect: annotations({ 'listen-ports': '[{"HTTP": 80}, {"HTTPS": 443}]', 'ssl-redirect': '443' }),
  httpsOnly: annotations({ 'listen-ports': '[{"HTTPS": 443}]' }),
  exactPaths: {},
  regexPaths: { ...annotations({ 'use-regex-path-match': 'true' }), pattern: '/^/v[0-9]+' },
  hsts: { listed: prefixed({ 'listener-attributes.HTTPS-443': 'routing.http.response.strict_transport_security.header_value=max-age=31536000; includeSubDomains' }) },
  clientAddresses: annotations({ 'inbound-cidrs': '203.0.113.0/24,2001:db8::/32' }),
  rewrite: annotations({ 'transforms.web': '[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"^(/shop)/?(.*)$","replace":"/v1/$2"}]}}]' }),
  timeout: annotations({ 'load-balancer-attributes': 'idle_timeout.timeout_seconds=30' }),
  webSockets: {},
  canary: {
    ...annotations({
      'actions.web': '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":3000,"weight":90},{"serviceName":"web-canary","servicePort":3000,"weight":10}]}}',
      'conditions.web-canary': '[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-Canary","values":["yes"]}}]',
    }),
    backends: [{ name: 'web-canary', port: 3000 }, { name: 'web', port: 'use-annotation' }],
  },
  grpc: annotations({ 'backend-protocol-version': 'GRPC' }),
};

/** Whose usual values it cannot say. */
const OTHERS = ['responseHeaders', 'stickySessions'];

test('the AWS Load Balancer Controller has these features on an Ingress, written so, and no other', () => {
  const said = Object.entries(everythingSaidOf(ALB_FEATURES));
  expect(Object.fromEntries(said.filter(([name]) => !OTHERS.includes(name)))).toStrictEqual(WRITTEN);
  expect(said.map(([name]) => name).filter((name) => OTHERS.includes(name))).toStrictEqual(OTHERS);
});

test('an internal load balancer says so', () => {
  expect(saidOf(ALB_FEATURES, 'scope', 'private-network')).toStrictEqual(annotations({ 'scheme': 'internal', 'target-type': 'ip' }));
});

test.each([
  [{ 'X-Team': 'shop' }, /cannot set X-Team to "shop"/],
  [{ 'X-Frame-Options': 'ALLOWALL' }, /cannot set X-Frame-Options to "ALLOWALL"/],
  [{ Server: 'none' }, /cannot set Server/],
])('its listeners do not set %j', (headers, reason) => {
  expect(saidOf(ALB_FEATURES, 'responseHeaders', headers as Record<string, string>)).toMatch(reason);
});

test('all headers are attributes of one listener; commas of a value are escaped', () => {
  const asked = { hsts: ASKED.hsts, responseHeaders: { 'x-frame-options': 'DENY', 'Access-Control-Allow-Methods': 'GET,POST' } };
  const name = 'alb.ingress.kubernetes.io/listener-attributes.HTTPS-443';
  expect(translateFeatures(ALB_FEATURES, asked, APP).annotations[name]).toBe([
    'routing.http.response.strict_transport_security.header_value=max-age=31536000; includeSubDomains',
    'routing.http.response.x_frame_options.header_value=DENY',
    'routing.http.response.access_control_allow_methods.header_value=GET\\,POST',
  ].join(','));
});

test('its cookie has a name of its own', () => {
  expect(saidOf(ALB_FEATURES, 'stickySessions')).toBe('chooses the name of its cookie itself: write AWSALB');
  expect(saidOf(ALB_FEATURES, 'stickySessions', { cookie: 'AWSALB' })).toStrictEqual(annotations({ 'target-group-attributes': 'stickiness.enabled=true,stickiness.type=lb_cookie' }));
});

test('a rewriting is of all paths of the app', () => {
  const { urlRewriteConfig } = (JSON.parse(Object.values((saidOf(ALB_FEATURES, 'rewrite', { prefix: '/' }, { prefixes: ['/a', '/a.b/'] }) as { annotations: object }).annotations)[0] as string) as any[])[0];
  expect(urlRewriteConfig.rewrites).toStrictEqual([{ regex: '^(/a\\.b|/a)/?(.*)$', replace: '/$2' }]);
  expect(saidOf(ALB_FEATURES, 'rewrite', { prefix: '/v1' }, { exactPaths: ['/health'] })).toMatch(/rewrites every path of an app/);
  expect(saidOf(ALB_FEATURES, 'rewrite', { prefix: '/v1' }, { prefixes: ['/', '/shop'] })).toMatch(/together with no other path/);
});

test('it waits 4000 seconds at most', () => {
  expect(saidOf(ALB_FEATURES, 'timeout', { seconds: 4001 })).toBe('waits 4000 seconds at most');
});

test('EKS Auto Mode cannot set attributes of listeners', () => {
  expect(Object.entries(EKS_AUTO_ALB_FEATURES).map(([name, { by }]) => [name, by])).toStrictEqual(['hsts', 'responseHeaders', 'rewrite', 'regexPaths', 'canary'].map((name) => [name, 'refused']));
});
