import { FeatureTable, PublishedApp, Translation } from '../features/feature';
import { withoutSlash } from '../features/rewriting';

const KONG = 'konghq.com/';
const CONTROLLER = 'Kong/kubernetes-ingress-controller v3.5.13';
const ANNOTATIONS = `${CONTROLLER}: internal/annotations/annotations.go`;
const PLUGINS = 'developer.konghq.com/plugins';

/** A KongPlugin beside the Ingress. A route has one plugin of a kind, so what concerns the same kind shares an object. */
function plugin({ name }: PublishedApp, suffix: string, kind: string, config: object): Translation {
  return {
    listed: { [`${KONG}plugins`]: `${name}-${suffix}` },
    objects: [{ apiVersion: 'configuration.konghq.com/v1', kind: 'KongPlugin', name: `${name}-${suffix}`, fields: { plugin: kind, config } }],
  };
}

/** `replace` changes headers that the app sets, `add` adds those that it does not set. */
function headers(app: PublishedApp, all: Readonly<Record<string, string>>): Translation {
  const entries = Object.entries(all).map(([name, value]) => `${name}:${value}`);
  return plugin(app, 'headers', 'response-transformer', { replace: { headers: entries }, add: { headers: entries } });
}

/** What Kong makes of each feature: annotations for what is a property of its routes and services, plugins for the rest. */
export const KONG_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the proxies decides', translate: () => ({}) },
  httpsRedirect: {
    by: 'native',
    source: `${ANNOTATIONS} (protocols, https-redirect-status-code)`,
    translate: () => ({ annotations: { [`${KONG}protocols`]: 'https', [`${KONG}https-redirect-status-code`]: '308' } }),
  },
  httpsOnly: {
    by: 'native',
    source: `${ANNOTATIONS} (protocols, https-redirect-status-code); 426 stands for no redirect`,
    translate: () => ({ annotations: { [`${KONG}protocols`]: 'https', [`${KONG}https-redirect-status-code`]: '426' } }),
  },
  exactPaths: { by: 'native', source: `${CONTROLLER}: internal/dataplane/translator/subtranslator/ingress.go (PathsFromIngressPaths)`, translate: () => ({}) },
  regexPaths: {
    by: 'native',
    source: `${CONTROLLER}: internal/dataplane/translator/subtranslator/ingress.go (MaybePrependRegexPrefix; the prefix is /~)`,
    translate: () => ({ regexPath: (pattern) => `/~${pattern}` }),
  },
  hsts: {
    by: 'object',
    source: `${PLUGINS}/response-transformer`,
    translate: ({ header }, app) => headers(app, { 'Strict-Transport-Security': header }),
  },
  responseHeaders: { by: 'object', source: `${PLUGINS}/response-transformer`, translate: (all, app) => headers(app, all) },
  clientAddresses: { by: 'object', source: `${PLUGINS}/ip-restriction`, translate: (allow, app) => plugin(app, 'clients', 'ip-restriction', { allow }) },
  basicAuthentication: {
    by: 'refused', reason: 'its users are KongConsumers, each with a Secret of its own, not one Secret of the app', source: `${PLUGINS}/basic-auth`,
  },
  externalAuthentication: { by: 'refused', reason: 'no plugin of its open-source edition asks a service', source: PLUGINS },
  rateLimit: {
    by: 'object',
    source: `${PLUGINS}/rate-limiting (in each proxy)`,
    translate: ({ requests, per }, app) => plugin(app, 'rate', 'rate-limiting', { [per]: requests, limit_by: 'ip', policy: 'local' }),
  },
  requestSize: {
    by: 'object',
    source: `${PLUGINS}/request-size-limiting`,
    translate: ({ bytes }, app) => plugin(app, 'size', 'request-size-limiting', { allowed_payload_size: bytes, size_unit: 'bytes' }),
  },
  rewrite: {
    by: 'native',
    source: 'developer.konghq.com/kubernetes-ingress-controller/reference/path-manipulation (strip-path, and path on the Service)',
    translate: ({ prefix }) => ({
      annotations: { [`${KONG}strip-path`]: 'true' },
      serviceAnnotations: { [`${KONG}path`]: withoutSlash(prefix) || '/' },
    }),
  },
  timeout: {
    by: 'native',
    source: `${ANNOTATIONS} (read-timeout, write-timeout, in milliseconds, on the Service)`,
    translate: ({ seconds }) => ({ serviceAnnotations: { [`${KONG}read-timeout`]: String(seconds * 1000), [`${KONG}write-timeout`]: String(seconds * 1000) } }),
  },
  stickySessions: {
    by: 'object',
    source: `${CONTROLLER}: docs/api-reference.md (KongUpstreamPolicy, hashOn.cookie, named on the Service)`,
    translate: ({ cookie }, { name }) => ({
      serviceAnnotations: { [`${KONG}upstream-policy`]: `${name}-sticky` },
      objects: [{
        apiVersion: 'configuration.konghq.com/v1beta1',
        kind: 'KongUpstreamPolicy',
        name: `${name}-sticky`,
        fields: { spec: { algorithm: 'consistent-hashing', hashOn: { cookie, cookiePath: '/' } } },
      }],
    }),
  },
  webSockets: { by: 'native', source: 'developer.konghq.com/gateway/traffic-control/proxying (proxy WebSocket traffic)', translate: () => ({}) },
  canary: { by: 'refused', reason: 'an Ingress leads to one Service; use a GatewayController of the Gateway API', source: 'Kong/kubernetes-ingress-controller v3.5.13: docs, annotations' },
  backendTls: { by: 'refused', reason: 'it knows who issued a certificate by annotations and labels that the library does not write; use a GatewayController of the Gateway API', source: 'Kong/kubernetes-ingress-controller v3.5.13: internal/annotations/annotations.go (tls-verify, ca-certificates-secrets)' },
  grpc: {
    by: 'native',
    source: `${ANNOTATIONS} (protocols; protocol on the Service)`,
    // a route is either of HTTP or of gRPC
    translate: () => ({ annotations: { [`${KONG}protocols`]: 'grpcs' }, serviceAnnotations: { [`${KONG}protocol`]: 'grpc' } }),
  },
};
