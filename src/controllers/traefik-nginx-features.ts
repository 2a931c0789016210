import { INGRESS_NGINX_FEATURES } from './dialects/ingress-nginx-features';
import { FeatureTable, Refused } from './features/feature';

const NGINX = 'nginx.ingress.kubernetes.io/';
const DOCS = 'traefik v3.7: docs, routing with the Kubernetes Ingress NGINX provider';

const headers: Refused = {
  by: 'refused', reason: 'it sets only headers that its static configuration names (globalAllowedResponseHeaders); use GatewayController.traefik()', source: `${DOCS} (custom-headers)`,
};

/**
 * What Traefik makes of the annotations of ingress-nginx: since 3.7 it reads all that the library writes for that, but it limits bodies only
 * of requests that it buffers, which it does not by default.
 */
export const TRAEFIK_NGINX_FEATURES: FeatureTable = {
  ...withSource(INGRESS_NGINX_FEATURES, DOCS),
  hsts: headers,
  responseHeaders: headers,
  requestSize: {
    by: 'native',
    source: `${DOCS} (proxy-body-size, proxy-request-buffering); pkg/provider/kubernetes/ingress-nginx/middleware.go (buildBuffering)`,
    translate: ({ bytes }) => ({ annotations: { [`${NGINX}proxy-body-size`]: String(bytes), [`${NGINX}proxy-request-buffering`]: 'on' } }),
  },
};

function withSource(table: FeatureTable, source: string): FeatureTable {
  return Object.fromEntries(Object.entries(table).map(([name, support]) => [name, { ...support, source }])) as unknown as FeatureTable;
}
