import { Features, Supported } from './feature';

const API = 'Gateway API v1.6';

/** A route has 16 rules, and one of them is for the paths that are not rewritten. */
const MOST_REWRITTEN = 15;

const header = (headers: Readonly<Record<string, string>>): object => ({
  type: 'ResponseHeaderModifier', responseHeaderModifier: { set: Object.entries(headers).map(([name, value]) => ({ name, value })) },
});

type StandardFeature = 'scope' | 'httpsRedirect' | 'httpsOnly' | 'exactPaths' | 'regexPaths' | 'hsts' | 'responseHeaders' | 'rewrite' | 'timeout' | 'webSockets' | 'grpc' | 'canary';

/**
 * What the Gateway API itself says. `extended` and implementation-specific features are not in every product: each product takes from
 * here what its own documentation lists.
 */
export const GATEWAY_API: { readonly [Name in StandardFeature]: Supported<Features[Name]> } = {
  scope: { by: 'native', source: `${API}: Gateway, infrastructure.annotations`, translate: () => ({}) },
  // a route of its own on the plain listener
  httpsRedirect: { by: 'native', source: `${API}: HTTPRoute, RequestRedirect (core)`, translate: () => ({}) },
  httpsOnly: { by: 'native', source: `${API}: Gateway, a listener for each protocol`, translate: () => ({}) },
  exactPaths: { by: 'native', source: `${API}: HTTPRoute, path match Exact (core)`, translate: () => ({}) },
  regexPaths: { by: 'native', source: `${API}: HTTPRoute, path match RegularExpression (implementation-specific)`, translate: () => ({}) },
  hsts: {
    by: 'native',
    source: `${API}: HTTPRoute, ResponseHeaderModifier (extended)`,
    translate: (value) => ({ filters: [header({ 'Strict-Transport-Security': value.header })] }),
  },
  responseHeaders: { by: 'native', source: `${API}: HTTPRoute, ResponseHeaderModifier (extended)`, translate: (headers) => ({ filters: [header(headers)] }) },
  rewrite: {
    by: 'native',
    source: `${API}: HTTPRoute, URLRewrite (extended)`,
    // each in a rule of its own
    refuses: (_, { prefixes }) => (prefixes.length > MOST_REWRITTEN ? `rewrites ${MOST_REWRITTEN} paths at most` : undefined),
    translate: ({ prefix }) => ({ filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: prefix } } }] }),
  },
  timeout: { by: 'native', source: `${API}: HTTPRoute, timeouts.request (extended)`, translate: ({ seconds }) => ({ rule: { timeouts: { request: `${seconds}s` } } }) },
  webSockets: { by: 'native', source: `${API}: HTTPRoute, backend protocol WebSocket (extended)`, translate: () => ({}) },
  canary: { by: 'native', source: `${API}: HTTPRoute, backendRefs.weight and header matches (core)`, translate: (canaryBackend) => ({ canaryBackend }) },
  grpc: { by: 'native', source: `${API}: HTTPRoute, backend protocol kubernetes.io/h2c (extended)`, translate: () => ({ appProtocol: 'kubernetes.io/h2c' }) },
};

/** How objects of products refer to the route that they are about. */
export function routeReference(name: string): object {
  return { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name };
}
