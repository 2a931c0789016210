import { exposureOf, verdictOn } from '../exposure-of';

/** A web application of namespace shop behind Service web. */
export function shop(namespaceLabels = '{}'): string {
  return `
---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: ${namespaceLabels} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: shop/web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;
}

/** A Gateway edge of namespace infra with one listener that takes routes of every namespace, and its class. */
export function edge(controller: string, { more = '', version = 'v1', listener = 'port: 80, protocol: HTTP' } = {}): string {
  return `
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: public }
spec: { controllerName: ${controller} }
---
apiVersion: gateway.networking.k8s.io/${version}
kind: Gateway
metadata: { name: edge, namespace: infra }
spec:
  gatewayClassName: public
  listeners: [{ name: web, ${listener}, allowedRoutes: { namespaces: { from: All } } }]
  ${more}
`;
}

/** An HTTPRoute of a namespace to Service web of shop. */
export function webRoute(namespace = 'shop'): string {
  return `
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: ${namespace} }
spec:
  parentRefs: [{ name: edge, namespace: infra }]
  rules: [{ backendRefs: [{ name: web, namespace: shop, port: 80 }] }]
`;
}

/** A policy that isolates the web application and admits pods of namespace infra on some ports. */
export function admitInfra(...ports: readonly number[]): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: infra } } }]
      ports: [${ports.map((port) => `{ port: ${port} }`).join(', ')}]
`;
}

/** Verdicts on the web application from the internet and from the private network. */
export function intoWeb(manifests: string, exposureYaml = 'cluster: { provider: gke, nodeAddresses: private }'): readonly string[] {
  const exposure = exposureOf(manifests, exposureYaml);
  return (['internet', 'private-network'] as const).map((zone) => verdictOn(exposure, 'shop/web[Deployment]', zone, 'TCP', 8080));
}
