import { backendTlsPolicy } from './backend-tls';
import { Features, FeatureTable, PublishedApp, Supported, Translation } from './feature';
import { GATEWAY_API } from './gateway-api';
import { refused } from './refused';

const DOCS = 'cloud.google.com/kubernetes-engine/docs/how-to';
const POLICIES = `${DOCS}/configure-gateway-resources (GCPBackendPolicy)`;
const REPORT = 'kubernetes-sigs/gateway-api: conformance/reports/v1.6/gke-gateway (1.36.2)';
const ARMOR = 'that is a policy of Cloud Armor, which its administrator makes';
const IAP = 'it knows Identity-Aware Proxy only; let the app authenticate, or use another controller';

/** A policy about the Service: one of each kind may be. */
function backendPolicy({ name, serviceName }: PublishedApp, settings: object): Translation {
  return {
    objects: [{
      apiVersion: 'networking.gke.io/v1', kind: 'GCPBackendPolicy', name, perService: true, fields: { spec: { targetRef: { group: '', kind: 'Service', name: serviceName }, default: settings } },
    }],
  };
}

/** The class decides: Google makes a load balancer of another kind for each. */
function scopeOf(own: Features['scope'], otherwise: string): Supported<Features['scope']> {
  return {
    ...GATEWAY_API.scope,
    source: `${DOCS}/gatewayclass-capabilities`,
    refuses: (scope) => (scope === own ? undefined : `is for the ${own} by its class: use ${otherwise}`),
  };
}

/** What Gateways of GKE make of each feature; classes differ in the network and in the name of the cookie that they make. */
function features(own: Features['scope'], otherwise: string, generated: string): FeatureTable {
  return {
    ...GATEWAY_API,
    backendTls: refused('its conformance report is of regional external load balancers; use GatewayController.gkeGatewayRegional()', REPORT),
    scope: scopeOf(own, otherwise),
    regexPaths: refused('its paths are exact or prefixes', `${DOCS}/gatewayclass-capabilities`),
    rewrite: refused('its conformance report lists rewritten paths as unsupported; publish the app below the path that it knows', `${REPORT}: HTTPRoutePathRewrite unsupported`),
    timeout: { by: 'object', source: POLICIES, translate: ({ seconds }, app) => backendPolicy(app, { timeoutSec: seconds }) },
    stickySessions: {
      by: 'object',
      source: `${POLICIES}; cloud.google.com/load-balancing/docs/backend-service (generated cookie affinity)`,
      refuses: ({ cookie }) => (cookie === generated ? undefined : `chooses the name of its cookie itself: write ${generated}`),
      translate: (_, app) => backendPolicy(app, { sessionAffinity: { type: 'GENERATED_COOKIE' } }),
    },
    webSockets: { ...GATEWAY_API.webSockets, source: 'cloud.google.com/load-balancing/docs/https (WebSocket support)' },
    grpc: refused('its conformance report lists HTTP/2 in plain text as unsupported', `${REPORT}: HTTPRouteBackendProtocolH2C unsupported`),
    clientAddresses: refused(ARMOR, POLICIES),
    basicAuthentication: refused(IAP, POLICIES),
    externalAuthentication: refused(IAP, POLICIES),
    rateLimit: refused(ARMOR, POLICIES),
    requestSize: refused('its load balancers have fixed limits; let the app refuse what is too large', POLICIES),
  };
}

export const GKE_GATEWAY_FEATURES = features('internet', 'GatewayController.gkeGatewayInternal', 'GCLB');
export const GKE_GATEWAY_REGIONAL_FEATURES: FeatureTable = {
  ...features('internet', 'GatewayController.gkeGatewayInternal', 'GCILB'),
  backendTls: backendTlsPolicy('v1.6/gke-gateway'),
};
export const GKE_GATEWAY_INTERNAL_FEATURES = features('private-network', 'GatewayController.gkeGateway', 'GCILB');
