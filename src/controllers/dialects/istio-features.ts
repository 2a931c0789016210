import { FeatureTable, Refused } from '../features/feature';

const CONVERSION = 'istio/istio 1.30.3: pilot/pkg/config/kube/ingress/conversion.go';

const alwaysPlain: Refused = {
  by: 'refused', reason: 'it serves every host on port 80 as well, without a redirect; use GatewayController.istioGateway(), or set servePlainHttp on the gateway', source: `${CONVERSION} (servers of the Gateway)`,
};
const readsNothing: Refused = {
  by: 'refused', reason: 'it reads no annotations of an Ingress; use GatewayController.istioGateway() or another one that has it', source: CONVERSION,
};

/** What Istio makes of each feature on an Ingress: it reads hosts, paths and certificates, and nothing else. */
export const ISTIO_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the proxies decides', translate: () => ({}) },
  httpsRedirect: alwaysPlain,
  httpsOnly: alwaysPlain,
  exactPaths: { by: 'native', source: CONVERSION, translate: () => ({}) },
  regexPaths: { by: 'refused', reason: 'it takes paths for exact ones or for prefixes; use GatewayController.istioGateway()', source: `${CONVERSION} (createFallbackStringMatch)` },
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
  webSockets: { by: 'native', source: 'istio/istio 1.30.3: pilot/pkg/networking/core (upgrade to websocket on every HTTP listener)', translate: () => ({}) },
  grpc: {
    by: 'native',
    source: 'istio.io: ops/configuration/traffic-management/protocol-selection (appProtocol)',
    translate: () => ({ appProtocol: 'grpc' }),
  },
};
