import { exposureOf, verdictOn } from '../exposure-of';

export const WEB = 'shop/web[Deployment]';

/** A web application of the shop and its Service: port 80 named http leads to pod port 8080, port 53 over UDP to 5353. */
export const SHOP = workload('web', 'shop', 'shop/web') + `
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }, { name: dns, port: 53, protocol: UDP, targetPort: 5353 }] }
`;

export function workload(name: string, namespace: string, image: string, container = '', podSpec = ''): string {
  return `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { ${podSpec} containers: [{ name: ${name}, image: "${image}" ${container} }] }
`;
}

export function loadBalancer(name: string, namespace: string, ...ports: number[]): string {
  return `
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  type: LoadBalancer
  allocateLoadBalancerNodePorts: false
  selector: { app: ${name} }
  ports: [${ports.map((port) => `{ name: p${port}, port: ${port} }`).join(', ')}]
`;
}

/** An object of some kind in the shop, with its spec as YAML. */
export function object(apiVersion: string, kind: string, spec: string, { name = 'web', namespace = 'shop', annotations = '{}', labels = '{}' } = {}): string {
  return `
---
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace}, annotations: ${annotations}, labels: ${labels} }
spec: ${spec}
`;
}

/** A controller that only exposure.yaml describes. */
export function described(preset: string, className: string, scope = 'internet', namespace = 'edge'): string {
  return `{ preset: ${preset}, className: ${className}, namespace: ${namespace}, podLabels: { app: ${className} }, scope: ${scope} }`;
}

const PROVIDER = 'cluster: { provider: hetzner, nodeAddresses: private }';

/** Verdicts on a port of the web application: from the internet, from the private network. */
export function verdicts(manifests: string, { controllers = [] as readonly string[], port = 8080, protocol = 'TCP' as 'TCP' | 'UDP', on = WEB } = {}): readonly string[] {
  const exposure = exposureOf(manifests, `${PROVIDER}\ncontrollers: [${controllers.join(', ')}]`);
  return ['internet', 'private-network'].map((zone) => verdictOn(exposure, on, zone, protocol, port));
}

export const BOTH = ['reachable', 'reachable'];
export const PRIVATE_ONLY = ['unreachable', 'reachable'];
export const NOBODY = ['unreachable', 'unreachable'];
export const UNKNOWN = ['unknown', 'unknown'];
