import { httpRouteSpec, HttpRouteIntent } from '../../src/emit/http-route';

const REWRITE = { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v1' } } };
const HEADERS = { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'X-A', value: 'b' }] } };

interface Rule {
  readonly matches: readonly { readonly path: { readonly type: string; readonly value: string } }[];
  readonly filters?: readonly { readonly type: string }[];
}

/** Each rule as its paths and its filters. */
function rules(intent: Pick<HttpRouteIntent, 'paths' | 'filters'>): string[] {
  const spec = httpRouteSpec({
    gateway: { name: 'public', namespace: 'edge' }, hosts: ['shop.example.com'], serviceName: 'web', servicePort: 3000, rule: {}, ...intent,
  }) as { readonly rules: readonly Rule[] };
  return spec.rules.map(({ matches, filters = [] }) => [...matches.map(({ path }) => `${path.type} ${path.value}`), ...filters.map(({ type }) => type)].join(', '));
}

const PATHS: HttpRouteIntent['paths'] = [
  { type: 'PathPrefix', value: '/shop' }, { type: 'Exact', value: '/health' }, { type: 'PathPrefix', value: '/cart' }, { type: 'RegularExpression', value: '/v[0-9]+' },
];

test('all paths share a rule and its filters', () => {
  expect(rules({ paths: PATHS, filters: [HEADERS] })).toStrictEqual([
    'PathPrefix /cart, Exact /health, PathPrefix /shop, RegularExpression /v[0-9]+, ResponseHeaderModifier',
  ]);
});

test('a prefix that is rewritten has a rule of its own, and what is no prefix is not rewritten', () => {
  expect(rules({ paths: PATHS, filters: [HEADERS, REWRITE] })).toStrictEqual([
    'PathPrefix /cart, ResponseHeaderModifier, URLRewrite',
    'PathPrefix /shop, ResponseHeaderModifier, URLRewrite',
    'Exact /health, RegularExpression /v[0-9]+, ResponseHeaderModifier',
  ]);
});

test('a prefix that is named twice has one rule', () => {
  expect(rules({ paths: [PATHS[0]!, PATHS[0]!], filters: [REWRITE] })).toStrictEqual(['PathPrefix /shop, URLRewrite']);
});
