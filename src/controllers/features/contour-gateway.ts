import { FeatureTable } from './feature';
import { GATEWAY_API } from './gateway-api';
import { refused } from './refused';

const SOURCE = 'projectcontour/contour v1.33.6: internal/dag/gatewayapi_processor.go (filters)';
const PROXY_ONLY = 'Contour has it on its own HTTPProxy only, not on an HTTPRoute; use another controller';

/** What Contour makes of each feature on an HTTPRoute: what the Gateway API says, and nothing else. */
export const CONTOUR_GATEWAY_FEATURES: FeatureTable = {
  ...GATEWAY_API,
  backendTls: refused('Contour watches BackendTLSPolicy v1alpha3 only, which clusters no longer serve; use another controller', 'projectcontour/contour v1.33.6: cmd/contour/serve.go'),
  clientAddresses: refused(PROXY_ONLY, SOURCE),
  basicAuthentication: refused('Contour does not ask for passwords; let the app do so, or use another controller', SOURCE),
  externalAuthentication: refused(PROXY_ONLY, SOURCE),
  rateLimit: refused(PROXY_ONLY, SOURCE),
  requestSize: refused('Contour has no such limit; let the app refuse what is too large', SOURCE),
  stickySessions: refused(PROXY_ONLY, SOURCE),
};
