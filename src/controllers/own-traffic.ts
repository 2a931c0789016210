/** What the pods of a controller need for themselves, beside the apps that they route to: data only. */
export interface OwnTraffic {
  /** Ports of its pods on which the API server asks them: admission webhooks. */
  readonly webhookPorts: readonly number[];
  /** Whether the pods that route watch the API server themselves. */
  readonly watchesApi: boolean;
  /** Pods that tell them what to route, where those are others: by labels, on these ports; of the same namespace unless another is named. */
  readonly controlPlane?: { readonly namespace?: string; readonly labels: Readonly<Record<string, string>>; readonly ports: readonly number[] };
  readonly sources: readonly string[];
}

const ALONE = { webhookPorts: [], watchesApi: true };

/** Routes, certificates of Secrets and the proxies' own certificates come from istiod, over mutual TLS. */
const BY_ISTIOD: OwnTraffic = {
  webhookPorts: [],
  watchesApi: false,
  controlPlane: { namespace: 'istio-system', labels: { app: 'istiod' }, ports: [15012] },
  sources: ['istio/istio 1.30.3: manifests/charts/istio-control/istio-discovery/templates/{service,deployment}.yaml', 'istio.io/latest/docs/ops/deployment/application-requirements (ports used by Istio)'],
};

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
  // the controller runs beside the proxy in the same pods
  'kong': { ...ALONE, webhookPorts: [8080], sources: ['Kong/charts: charts/kong 3.4.1 (values.yaml: ingressController.admissionWebhook.port, templates/deployment.yaml, controller-rbac-resources.yaml)'] },
  'istio-ingress': BY_ISTIOD,
  'istio-gateway': BY_ISTIOD,
  // the agents of the proxies
  'nginx-gateway-fabric': {
    webhookPorts: [],
    watchesApi: false,
    controlPlane: { namespace: 'nginx-gateway', labels: { 'app.kubernetes.io/name': 'nginx-gateway-fabric' }, ports: [8443] },
    sources: ['nginx/nginx-gateway-fabric v2.6.7: charts/nginx-gateway-fabric/templates/{service,deployment}.yaml, README.md'],
  },
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
