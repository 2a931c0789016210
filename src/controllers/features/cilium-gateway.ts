import { backendTlsPolicy } from './backend-tls';
import { FeatureTable } from './feature';
import { GATEWAY_API } from './gateway-api';
import { refused } from './refused';

const DOCS = 'docs.cilium.io 1.20: network/servicemesh/gateway-api';
const NONE = 'Cilium has nothing of its own beside the Gateway API; use another controller';

/** What Cilium makes of each feature on an HTTPRoute. */
export const CILIUM_GATEWAY_FEATURES: FeatureTable = {
  ...GATEWAY_API,
  backendTls: backendTlsPolicy('v1.6/cilium'),
  clientAddresses: refused('policies of Cilium speak of all traffic to its proxy at once, and are its administrator\'s; use another controller', `${DOCS}, network/servicemesh/ingress (policies)`),
  basicAuthentication: refused(NONE, DOCS),
  externalAuthentication: refused(NONE, DOCS),
  rateLimit: refused(NONE, DOCS),
  requestSize: refused(NONE, DOCS),
  stickySessions: refused(NONE, DOCS),
  grpc: refused('it looks at the protocol of a Service only where its administrator set gatewayAPI.enableAppProtocol, which is off by default', `${DOCS} (GEP-1911)`),
};
