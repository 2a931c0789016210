import { FeatureTable, Refused } from '../features/feature';

const DOCS = 'docs.cilium.io: network/servicemesh';
const ANNOTATIONS = `${DOCS}/ingress (supported Ingress annotations); cilium/cilium: operator/pkg/ingress/annotations`;

const none: Refused = { by: 'refused', reason: 'it has no annotation for that; use a GatewayController that has it', source: ANNOTATIONS };
const useGateway: Refused = { by: 'refused', reason: 'it has no annotation for that; use GatewayController.ciliumGateway()', source: ANNOTATIONS };

/** What Cilium makes of each feature on an Ingress. */
export const CILIUM_FEATURES: FeatureTable = {
  scope: {
    by: 'native',
    source: `${DOCS}/ingress (the Service of type LoadBalancer that Cilium makes)`,
    // annotations of the Ingress are copied to a Service of its own, but not where Ingresses share one, which the installation decides
    refuses: (scope) => (scope === 'internet' ? undefined
      : 'makes the load balancer itself, one for each Ingress or one for all, and only its installation says which network gets to that: use GatewayController.ciliumGateway()'),
    translate: () => ({}),
  },
  httpsRedirect: {
    by: 'native',
    source: `${ANNOTATIONS} (force-https)`,
    translate: () => ({ annotations: { 'ingress.cilium.io/force-https': 'enabled' } }),
  },
  httpsOnly: { by: 'refused', reason: 'a host with TLS is also answered on port 80, with a redirect at best; leave redirectHttp on', source: `${ANNOTATIONS} (force-https)` },
  exactPaths: { by: 'native', source: `${DOCS}/path-types`, translate: () => ({}) },
  regexPaths: { by: 'native', source: `${DOCS}/path-types (ImplementationSpecific is a full regular expression)`, translate: () => ({}) },
  hsts: none,
  responseHeaders: useGateway,
  clientAddresses: {
    by: 'refused', reason: 'only a CiliumClusterwideNetworkPolicy about the identity "ingress" can, for all apps at once', source: `${DOCS}/ingress-and-network-policy`,
  },
  basicAuthentication: none,
  externalAuthentication: none,
  rateLimit: none,
  requestSize: none,
  rewrite: useGateway,
  timeout: {
    by: 'native',
    source: `${ANNOTATIONS} (request-timeout)`,
    translate: ({ seconds }) => ({ annotations: { 'ingress.cilium.io/request-timeout': `${seconds}s` } }),
  },
  stickySessions: none,
  webSockets: { by: 'native', source: 'cilium/cilium: operator/pkg/model/translation/envoy_http_connection_manager.go', translate: () => ({}) },
  canary: { by: 'refused', reason: 'an Ingress leads to one Service; use GatewayController.ciliumGateway()', source: 'docs.cilium.io: network/servicemesh/ingress' },
  backendTls: { by: 'refused', reason: 'it has no annotation for that; use GatewayController.ciliumGateway()', source: 'docs.cilium.io: network/servicemesh/ingress (supported Ingress annotations)' },
  grpc: { by: 'native', source: `${DOCS}/grpc`, translate: () => ({}) },
};
