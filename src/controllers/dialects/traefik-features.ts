import { FeatureTable, PublishedApp, Translation } from '../features/feature';
import { belowPrefixes, replacedPrefix } from '../features/rewriting';

const ROUTER = 'traefik.ingress.kubernetes.io/router';
const SERVICE = 'traefik.ingress.kubernetes.io/service';
const INGRESS = 'traefik v3.7: docs, routing with the Kubernetes Ingress provider';
const MIDDLEWARE_DOCS = 'traefik v3.7: docs, HTTP middlewares';

/** Names the Middlewares of a router. */
export const MIDDLEWARES = `${ROUTER}.middlewares`;

/** Paths of type ImplementationSpecific are regular expressions. */
const PATTERNS = { [`${ROUTER}.pathmatcher`]: 'PathRegexp' };

/** Puts a router on the plain entry point. */
export const PLAIN_ROUTER = { [`${ROUTER}.entrypoints`]: 'web' };

/** A Middleware beside the Ingress, which names it `namespace-name@provider`. */
function middleware(app: PublishedApp, suffix: string, spec: object): Translation {
  const name = `${app.name}-${suffix}`;
  return {
    listed: { [MIDDLEWARES]: `${app.namespace}-${name}@kubernetescrd` },
    objects: [{ apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', name, fields: { spec } }],
  };
}

/** How Traefik connects to the pods of a Service: one for all that is asked of it. */
function transport({ name, namespace }: PublishedApp, spec: object): Translation {
  return {
    serviceAnnotations: { [`${SERVICE}.serverstransport`]: `${namespace}-${name}-transport@kubernetescrd` },
    objects: [{ apiVersion: 'traefik.io/v1alpha1', kind: 'ServersTransport', name: `${name}-transport`, fields: { spec } }],
  };
}

/** `spec.tls` alone does not switch a router to TLS. */
const TLS_ROUTER = { [`${ROUTER}.entrypoints`]: 'websecure', [`${ROUTER}.tls`]: 'true' };

/** What Traefik makes of each feature on an Ingress: mostly by Middlewares. */
export const TRAEFIK_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the proxies decides', translate: () => ({}) },
  httpsOnly: { by: 'native', source: INGRESS, translate: () => ({ annotations: TLS_ROUTER }) },
  httpsRedirect: {
    by: 'object',
    source: `${MIDDLEWARE_DOCS}, RedirectScheme`,
    // the redirect needs a router of its own on the plain entry point
    translate: (_, { name, namespace }) => ({
      annotations: TLS_ROUTER,
      objects: [{ apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', name: `${name}-redirect`, fields: { spec: { redirectScheme: { scheme: 'https', permanent: true } } } }],
      plainIngress: { ...PLAIN_ROUTER, [MIDDLEWARES]: `${namespace}-${name}-redirect@kubernetescrd` },
    }),
  },
  exactPaths: { by: 'native', source: 'networking.k8s.io/v1: path type Exact', translate: () => ({}) },
  regexPaths: {
    by: 'native',
    source: `${INGRESS} (router.pathmatcher)`,
    translate: () => ({ annotations: { ...PATTERNS }, everyIngress: { ...PATTERNS }, regexPath: (pattern) => pattern }),
  },
  hsts: {
    by: 'object',
    source: `${MIDDLEWARE_DOCS}, Headers`,
    translate: ({ header }, app) => middleware(app, 'headers', { headers: { customResponseHeaders: { 'Strict-Transport-Security': header } } }),
  },
  responseHeaders: {
    by: 'object',
    source: `${MIDDLEWARE_DOCS}, Headers`,
    translate: (headers, app) => middleware(app, 'headers', { headers: { customResponseHeaders: headers } }),
  },
  clientAddresses: {
    by: 'object',
    source: `${MIDDLEWARE_DOCS}, IPAllowList`,
    translate: (sourceRange, app) => middleware(app, 'clients', { ipAllowList: { sourceRange } }),
  },
  basicAuthentication: {
    by: 'object',
    source: `${MIDDLEWARE_DOCS}, BasicAuth (key users of the Secret)`,
    translate: ({ secret }, app) => middleware(app, 'users', { basicAuth: { secret } }),
  },
  externalAuthentication: {
    by: 'object',
    source: `${MIDDLEWARE_DOCS}, ForwardAuth`,
    translate: ({ url, responseHeaders }, app) => middleware(app, 'authentication', {
      forwardAuth: { address: url, ...(responseHeaders.length > 0 && { authResponseHeaders: responseHeaders }) },
    }),
  },
  rateLimit: {
    by: 'object',
    source: `${MIDDLEWARE_DOCS}, RateLimit`,
    translate: ({ requests, per }, app) => middleware(app, 'rate', { rateLimit: { average: requests, period: per === 'second' ? '1s' : '1m', burst: requests } }),
  },
  requestSize: {
    by: 'object',
    source: `${MIDDLEWARE_DOCS}, Buffering`,
    translate: ({ bytes }, app) => middleware(app, 'size', { buffering: { maxRequestBodyBytes: bytes } }),
  },
  rewrite: {
    by: 'object',
    source: `${MIDDLEWARE_DOCS}, ReplacePathRegex`,
    translate: ({ prefix }, app) => middleware(app, 'rewrite', {
      replacePathRegex: { regex: belowPrefixes(app.prefixes), replacement: replacedPrefix(prefix, '$1') },
    }),
  },
  timeout: {
    by: 'object',
    source: 'traefik v3.7: docs, ServersTransport (forwardingTimeouts)',
    translate: ({ seconds }, app) => transport(app, { forwardingTimeouts: { responseHeaderTimeout: `${seconds}s` } }),
  },
  stickySessions: {
    by: 'native',
    source: `${INGRESS} (service.sticky.cookie, on the Service)`,
    translate: ({ cookie }) => ({
      serviceAnnotations: {
        [`${SERVICE}.sticky.cookie`]: 'true',
        [`${SERVICE}.sticky.cookie.name`]: cookie,
        [`${SERVICE}.sticky.cookie.secure`]: 'true',
        [`${SERVICE}.sticky.cookie.httponly`]: 'true',
      },
    }),
  },
  webSockets: { by: 'native', source: 'traefik v3.7: docs, user guide on WebSocket', translate: () => ({}) },
  canary: { by: 'refused', reason: 'an Ingress leads to one Service; weights need an HTTPRoute: use GatewayController.traefikGateway()', source: 'traefik v3.7: docs, TraefikService (weighted round robin), routing with the Kubernetes Ingress provider' },
  backendTls: {
    by: 'object',
    source: 'traefik v3.7: docs, ServersTransport (serverName, rootCAs: key tls.ca or ca.crt)',
    translate: ({ hostname, configMap, secret }, app) => {
      const rootCAs = [secret === undefined ? { configMap } : { secret }];
      const { serviceAnnotations, ...object } = transport(app, { serverName: hostname, rootCAs });
      return { ...object, serviceAnnotations: { ...serviceAnnotations, [`${SERVICE}.serversscheme`]: 'https' } };
    },
  },
  grpc: {
    by: 'native',
    source: `${INGRESS} (service.serversscheme, on the Service)`,
    translate: () => ({ serviceAnnotations: { [`${SERVICE}.serversscheme`]: 'h2c' } }),
  },
};
