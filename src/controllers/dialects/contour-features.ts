import { FeatureTable, Refused } from '../features/feature';

const DOCS = 'projectcontour/contour v1.33.6: site/content/docs/main/config';
const ANNOTATIONS = `${DOCS}/annotations.md`;

const onlyOfHttpProxy: Refused = { by: 'refused', reason: 'Contour reads it on its HTTPProxy only; use GatewayController.envoyGateway()', source: ANNOTATIONS };
const noHeaders: Refused = { by: 'refused', reason: 'an Ingress can set no headers; set them in the app, or use GatewayController.contourGateway()', source: `${DOCS}/ingress.md (Header Manipulation)` };

/** Contour takes a path of type ImplementationSpecific for a regular expression if one of these is in it. */
const MAKES_PATTERN = /[\^+*[\]%]/;

/** What Contour makes of each feature on an Ingress: little. */
export const CONTOUR_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the proxies decides', translate: () => ({}) },
  httpsRedirect: {
    by: 'native',
    source: `${ANNOTATIONS} (ingress.kubernetes.io/force-ssl-redirect)`,
    translate: () => ({ annotations: { 'ingress.kubernetes.io/force-ssl-redirect': 'true' } }),
  },
  httpsOnly: {
    by: 'native',
    source: `${ANNOTATIONS} (kubernetes.io/ingress.allow-http)`,
    translate: () => ({ annotations: { 'kubernetes.io/ingress.allow-http': 'false' } }),
  },
  exactPaths: { by: 'native', source: `${DOCS}/ingress.md (Ingress Rules)`, translate: () => ({}) },
  regexPaths: {
    by: 'native',
    source: `${DOCS}/ingress.md (Ingress Rules, ImplementationSpecific)`,
    refuses: (_, { patterns }) => (patterns.every((pattern) => MAKES_PATTERN.test(pattern)) ? undefined
      : 'takes a path without any of ^ + * [ ] % for a prefix: use one of them in each pattern'),
    translate: () => ({}),
  },
  hsts: noHeaders,
  responseHeaders: noHeaders,
  clientAddresses: onlyOfHttpProxy,
  basicAuthentication: { by: 'refused', reason: 'Contour has none; use GatewayController.envoyGateway()', source: ANNOTATIONS },
  externalAuthentication: onlyOfHttpProxy,
  rateLimit: onlyOfHttpProxy,
  requestSize: { by: 'refused', reason: 'Contour has none; limit it in the app', source: ANNOTATIONS },
  rewrite: { by: 'refused', reason: 'an Ingress cannot; use GatewayController.contourGateway()', source: ANNOTATIONS },
  timeout: {
    by: 'native',
    source: `${ANNOTATIONS} (projectcontour.io/response-timeout)`,
    translate: ({ seconds }) => ({ annotations: { 'projectcontour.io/response-timeout': `${seconds}s` } }),
  },
  stickySessions: onlyOfHttpProxy,
  webSockets: {
    by: 'native',
    source: `${ANNOTATIONS} (projectcontour.io/websocket-routes, each path as the Ingress has it)`,
    translate: (_, { prefixes, exactPaths, patterns }) => ({ annotations: { 'projectcontour.io/websocket-routes': [...prefixes, ...exactPaths, ...patterns].join(',') } }),
  },
  canary: { by: 'refused', reason: 'an Ingress leads to one Service; use GatewayController.contourGateway()', source: 'projectcontour/contour v1.33.6: site/content/docs/main/config/ingress.md' },
  backendTls: { by: 'refused', reason: 'Contour verifies certificates on its HTTPProxy only; use another controller', source: 'projectcontour/contour v1.33.6: site/content/docs/main/config/upstream-tls.md' },
  grpc: {
    by: 'native',
    source: `${ANNOTATIONS} (projectcontour.io/upstream-protocol.h2c, on the Service)`,
    translate: (_, { servicePort }) => ({ serviceAnnotations: { 'projectcontour.io/upstream-protocol.h2c': String(servicePort) } }),
  },
};
