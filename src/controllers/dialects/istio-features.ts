import { FeatureTable, Refused } from '../features/feature';

const INGRESS = 'istio/istio 1.30.3: pilot/pkg/config/kube/ingress';
const GATEWAYS = `${INGRESS}/gateways.go`;
const ROUTES = `${INGRESS}/virtualservices.go`;

const alwaysPlain: Refused = {
  by: 'refused', reason: 'it serves every host on port 80 as well, without a redirect; use GatewayController.istioGateway(), or set servePlainHttp on the gateway', source: `${GATEWAYS} (servers)`,
};
const readsNothing: Refused = {
  by: 'refused', reason: 'it reads no annotations of an Ingress; use GatewayController.istioGateway() or another one that has it', source: `${GATEWAYS}, virtualservices.go`,
};

/** What Istio makes of each feature on an Ingress: it reads hosts, paths and certificates, and nothing else. */
export const ISTIO_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the proxies decides', translate: () => ({}) },
  httpsRedirect: alwaysPlain,
  httpsOnly: alwaysPlain,
  exactPaths: { by: 'native', source: ROUTES, translate: () => ({}) },
  regexPaths: { by: 'refused', reason: 'it takes paths for exact ones or for prefixes; use GatewayController.istioGateway()', source: `${ROUTES} (createFallbackStringMatch)` },
  hsts: readsNothing,
  responseHeaders: readsNothing,
  clientAddresses: readsNothing,
  basicAuthentication: readsNothing,
  externalAuthentication: readsNothing,
  rateLimit: readsNothing,
  requestSize: readsNothing,
  rewrite: readsNothing,
  timeout: readsNothing,
  stickySessions: readsNothing,
  webSockets: { by: 'native', source: 'istio/istio 1.30.3: pilot/pkg/networking/core/listener_builder.go (upgrade to websocket)', translate: () => ({}) },
  canary: { by: 'refused', reason: 'an Ingress leads to one Service; use GatewayController.istioGateway()', source: 'istio/istio 1.30.3: pilot/pkg/config/kube/ingress/conversion.go' },
  backendTls: { by: 'refused', reason: 'it reads that from a DestinationRule, which the library does not write; use GatewayController.istioGateway()', source: 'istio.io 1.30: docs/reference/config/networking/destination-rule (ClientTLSSettings)' },
  grpc: {
    by: 'native',
    source: 'istio.io: ops/configuration/traffic-management/protocol-selection (appProtocol)',
    translate: () => ({ appProtocol: 'grpc' }),
  },
};
