import { Features, FeatureTable, PublishedApp, Supported, Translation } from '../features/feature';
import { refused } from '../features/refused';

const DOCS = 'cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration';
const TYPES = 'kubernetes/ingress-gce: pkg/apis/backendconfig/v1, pkg/apis/frontendconfig/v1beta1, pkg/annotations';
const ARMOR = 'that is a policy of Cloud Armor, which its administrator makes';

/** A BackendConfig that the Service names for all of its ports. */
function backendConfig({ name }: PublishedApp, spec: object): Translation {
  return {
    serviceAnnotations: { 'cloud.google.com/backend-config': JSON.stringify({ default: name }) },
    objects: [{ apiVersion: 'cloud.google.com/v1', kind: 'BackendConfig', name, fields: { spec } }],
  };
}

function headers(values: Readonly<Record<string, string>>, app: PublishedApp): Translation {
  return backendConfig(app, { customResponseHeaders: { headers: Object.entries(values).map(([name, value]) => `${name}: ${value}`) } });
}

/** The class decides: Google makes a load balancer of another kind for each. */
function scopeOf(own: Features['scope'], otherwise: string): Supported<Features['scope']> {
  return {
    by: 'native',
    source: `${DOCS} (container-native load balancing); cloud.google.com/kubernetes-engine/docs/concepts/ingress (class)`,
    refuses: (scope) => (scope === own ? undefined : `is for the ${own} by its class: use ${otherwise}`),
    translate: () => ({ serviceAnnotations: { 'cloud.google.com/neg': '{"ingress": true}' } }),
  };
}

function stickySessions(generated: string): Supported<Features['stickySessions']> {
  return {
    by: 'object',
    source: `${DOCS} (session affinity); ${TYPES}; cloud.google.com/load-balancing/docs/backend-service (generated cookie affinity)`,
    refuses: ({ cookie }) => (cookie === generated ? undefined : `chooses the name of its cookie itself: write ${generated}`),
    translate: (_, app) => backendConfig(app, { sessionAffinity: { affinityType: 'GENERATED_COOKIE' } }),
  };
}

/** What the Ingress of GKE makes of each feature, with external load balancers. */
export const GKE_FEATURES: FeatureTable = {
  scope: scopeOf('internet', 'GatewayController.gkeInternal'),
  httpsRedirect: {
    by: 'object',
    source: `${DOCS} (HTTP to HTTPS redirects); ${TYPES}`,
    translate: (_, { name }) => ({
      annotations: { 'networking.gke.io/v1beta1.FrontendConfig': name },
      objects: [{
        apiVersion: 'networking.gke.io/v1beta1',
        kind: 'FrontendConfig',
        name,
        fields: { spec: { redirectToHttps: { enabled: true, responseCodeName: 'MOVED_PERMANENTLY_DEFAULT' } } },
      }],
    }),
  },
  httpsOnly: {
    by: 'native',
    source: 'cloud.google.com/kubernetes-engine/docs/concepts/ingress-xlb (disabling HTTP)',
    translate: () => ({ annotations: { 'kubernetes.io/ingress.allow-http': 'false' } }),
  },
  exactPaths: { by: 'native', source: 'cloud.google.com/kubernetes-engine/docs/concepts/ingress (URL paths)', translate: () => ({}) },
  regexPaths: refused('its paths are exact, or end in /*', 'cloud.google.com/kubernetes-engine/docs/concepts/ingress (URL paths)'),
  hsts: { by: 'object', source: `${DOCS} (custom response headers); ${TYPES}`, translate: ({ header }, app) => headers({ 'Strict-Transport-Security': header }, app) },
  responseHeaders: {
    by: 'object',
    source: `${DOCS} (custom response headers); ${TYPES}`,
    refuses: (values) => {
      const own = Object.keys(values).find((name) => /^(?:x-goog|x-user-ip$|cdn-loop$)/i.test(name));
      return own === undefined ? undefined : `keeps ${own} for itself`;
    },
    translate: headers,
  },
  clientAddresses: refused(ARMOR, `${DOCS} (Cloud Armor)`),
  basicAuthentication: refused('it knows Identity-Aware Proxy only; let the app ask for passwords, or use another controller', `${DOCS} (IAP)`),
  externalAuthentication: refused('it knows Identity-Aware Proxy only; let the app ask the service, or use another controller', `${DOCS} (IAP)`),
  rateLimit: refused(ARMOR, `${DOCS} (Cloud Armor)`),
  requestSize: refused('its load balancers have fixed limits; let the app refuse what is too large', `${DOCS} (feature comparison)`),
  rewrite: refused('an Ingress of GKE sends paths on as they are; publish the app below the path that it knows', `${DOCS} (feature comparison)`),
  timeout: { by: 'object', source: `${DOCS} (backend service timeout); ${TYPES}`, translate: ({ seconds }, app) => backendConfig(app, { timeoutSec: seconds }) },
  stickySessions: stickySessions('GCLB'),
  webSockets: { by: 'native', source: 'cloud.google.com/load-balancing/docs/https (WebSocket support)', translate: () => ({}) },
  canary: { by: 'refused', reason: 'a load balancer of an Ingress leads to one Service for each path; use GatewayController.gkeGateway()', source: 'cloud.google.com/kubernetes-engine/docs: ingress' },
  backendTls: { by: 'refused', reason: 'its load balancers take any certificate of a backend; let it speak plain HTTP to the app, or use the Gateway API', source: 'cloud.google.com/load-balancing/docs/backend-authenticated-tls-backend-mtls' },
  grpc: refused('it speaks HTTP/2 to pods over TLS only', `${DOCS} (HTTP/2)`),
};

/** What internal load balancers do otherwise. */
export const GKE_INTERNAL_FEATURES: Partial<FeatureTable> = {
  scope: scopeOf('private-network', 'GatewayController.gkeExternal'),
  httpsRedirect: refused('internal load balancers of an Ingress do not redirect; set redirectHttp to false', `${DOCS} (feature comparison)`),
  stickySessions: stickySessions('GCILB'),
};
