/** What the pods of a controller need for themselves, beside the apps that they route to: data only. */
export interface OwnTraffic {
  /** Ports of its pods on which the API server asks them: admission webhooks. */
  readonly webhookPorts: readonly number[];
  /** Whether the pods that route watch the API server themselves. */
  readonly watchesApi: boolean;
  /** Pods that tell them what to route, where those are others: of the same namespace, by labels, on these ports. */
  readonly controlPlane?: { readonly labels: Readonly<Record<string, string>>; readonly ports: readonly number[] };
  readonly sources: readonly string[];
}

const ALONE = { webhookPorts: [], watchesApi: true };

/** By the names of presets. What is not here has pods of which it is not known, or no pods. */
const OWN_TRAFFIC: Readonly<Record<string, OwnTraffic>> = {
  'traefik': { ...ALONE, sources: ['traefik-helm-chart 41.3.0: templates/rbac, values.yaml (ports)'] },
  'k3s-traefik': { ...ALONE, sources: ['k3s-io/k3s: manifests/traefik.yaml'] },
  'traefik-nginx': { ...ALONE, sources: ['traefik-helm-chart 41.3.0: templates/rbac, values.yaml (ports)'] },
  'traefik-gateway': { ...ALONE, sources: ['traefik-helm-chart 41.3.0: templates/rbac, values.yaml (ports)'] },
  'ingress-nginx': { ...ALONE, webhookPorts: [8443], sources: ['kubernetes/ingress-nginx at its last commit: charts/ingress-nginx/values.yaml (controller.admissionWebhooks.port)'] },
  'haproxytech': { ...ALONE, sources: ['haproxytech/helm-charts: kubernetes-ingress/values.yaml, templates/clusterrole.yaml'] },
  'haproxy-ingress': { ...ALONE, sources: ['haproxy-ingress/charts: haproxy-ingress/values.yaml, templates/clusterrole.yaml'] },
  'f5-nginx': { ...ALONE, sources: ['nginx/kubernetes-ingress 5.6.0: charts/nginx-ingress/templates/clusterrole.yaml'] },
  // xDS, the rate limit service and Wasm modules
  'envoy-gateway': {
    webhookPorts: [],
    watchesApi: false,
    controlPlane: { labels: { 'app.kubernetes.io/name': 'gateway-helm', 'control-plane': 'envoy-gateway' }, ports: [18000, 18001, 18002] },
    sources: ['envoyproxy/gateway v1.9.0: charts/gateway-helm/templates/envoy-gateway-service.yaml, _helpers.tpl'],
  },
  'contour': {
    webhookPorts: [],
    watchesApi: false,
    controlPlane: { labels: { app: 'contour' }, ports: [8001] },
    sources: ['projectcontour/contour v1.33.6: examples/contour/02-service-contour.yaml, 03-envoy.yaml'],
  },
};

/** What the controller's pods need for themselves; undefined where that is not known. */
export function ownTrafficOf(preset: string): OwnTraffic | undefined {
  return OWN_TRAFFIC[preset];
}
