import { TRAEFIK_FEATURES } from '../dialects/traefik-features';
import { backendTlsPolicy } from './backend-tls';
import { FeatureName, Features, FeatureTable, Supported } from './feature';
import { GATEWAY_API } from './gateway-api';
import { refused } from './refused';

const DOCS = 'traefik v3.7: docs, routing with the Kubernetes Gateway API';
const REPORT = 'kubernetes-sigs/gateway-api: conformance/reports/v1.6/traefik-traefik (v3.7.10)';

/** The same Middlewares as of an Ingress, which a rule names by an ExtensionRef filter: in the order in which they stand there. */
function byMiddleware<Name extends FeatureName>(name: Name): Supported<Features[Name]> {
  const { source, refuses, translate } = TRAEFIK_FEATURES[name] as Supported<Features[Name]>;
  return {
    by: 'object',
    source: `${source}; ${DOCS} (ExtensionRef filters)`,
    ...(refuses && { refuses }),
    translate: (value, app) => {
      const { objects = [] } = translate(value, app);
      return { objects, filters: objects.map((object) => ({ type: 'ExtensionRef', extensionRef: { group: 'traefik.io', kind: 'Middleware', name: object.name } })) };
    },
  };
}

/** What Traefik makes of each feature on an HTTPRoute. */
export const TRAEFIK_GATEWAY_FEATURES: FeatureTable = {
  ...GATEWAY_API,
  backendTls: backendTlsPolicy('v1.6/traefik-traefik'),
  timeout: refused('it does not read the timeouts of a route; use GatewayController.traefik', `${REPORT}: HTTPRouteRequestTimeout unsupported`),
  clientAddresses: byMiddleware('clientAddresses'),
  basicAuthentication: byMiddleware('basicAuthentication'),
  externalAuthentication: byMiddleware('externalAuthentication'),
  rateLimit: byMiddleware('rateLimit'),
  requestSize: byMiddleware('requestSize'),
  stickySessions: refused('an HTTPRoute leads to a Service, and only Services of an IngressRoute or an Ingress are sticky; use GatewayController.traefik', DOCS),
};
