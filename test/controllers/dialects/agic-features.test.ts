import { AGIC_FEATURES } from '../../../src/controllers/dialects/agic-features';
import { translateFeatures } from '../../../src/emit/translate-features';
import { APP, ASKED, everythingSaidOf, saidOf, Written } from '../asked-features';

const annotations = (own: Readonly<Record<string, string>>): object =>
  ({ annotations: Object.fromEntries(Object.entries(own).map(([key, value]) => [`appgw.ingress.kubernetes.io/${key}`, value])) });
const rule = (name: string, ruleSequence: number, headers: Readonly<Record<string, string>>): object => ({
  name, ruleSequence, actions: { responseHeaderConfigurations: Object.entries(headers).map(([headerName, headerValue]) => ({ actionType: 'set', headerName, headerValue })) },
});
const rewrites = (...rewriteRules: readonly object[]): object => ({
  ...annotations({ 'rewrite-rule-set-custom-resource': 'web' }),
  objects: [{ apiVersion: 'appgw.ingress.azure.io/v1beta1', kind: 'AzureApplicationGatewayRewrite', name: 'web', fields: { spec: { rewriteRules } } }],
});

const WRITTEN: Written = {
  scope: annotations({ 'use-private-ip': 'false' }),
  httpsRedirect: annotations({ 'ssl-redirect': 'true' }),
  httpsOnly: {},
  exactPaths: {},
  hsts: rewrites(rule('hsts', 100, { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' })),
  responseHeaders: rewrites(rule('headers', 200, { 'X-Frame-Options': 'DENY', 'X-Team': 'shop' })),
  rewrite: annotations({ 'backend-path-prefix': '/v1/' }),
  timeout: annotations({ 'request-timeout': '30' }),
  stickySessions: 'chooses the name of its cookie itself: write ApplicationGatewayAffinity' as unknown as object,
  webSockets: {},
};

test('the Application Gateway Ingress Controller has these features, written so, and no other', () => {
  expect(everythingSaidOf(AGIC_FEATURES)).toStrictEqual(WRITTEN);
  expect(saidOf(AGIC_FEATURES, 'stickySessions', { cookie: 'ApplicationGatewayAffinity' })).toStrictEqual(annotations({ 'cookie-based-affinity': 'true' }));
});

test('an internal app is on the private address', () => {
  expect(saidOf(AGIC_FEATURES, 'scope', 'private-network')).toStrictEqual(annotations({ 'use-private-ip': 'true' }));
});

test('/ alone is no exact path to it', () => {
  expect(saidOf(AGIC_FEATURES, 'exactPaths', true, { exactPaths: ['/'] })).toBe('takes / for the prefix of every path');
});

test('headers of several features are rules of one set', () => {
  const { objects } = translateFeatures(AGIC_FEATURES, { hsts: ASKED.hsts, responseHeaders: { 'X-A': 'b' } }, APP);
  expect(objects).toHaveLength(1);
  const { rewriteRules } = objects[0]!.fields.spec as { rewriteRules: { ruleSequence: number }[] };
  expect(rewriteRules.map(({ ruleSequence }) => ruleSequence)).toStrictEqual([100, 200]);
});
