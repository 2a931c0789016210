import { exposureOf } from '../exposure-of';
import { BOTH, NOBODY, PRIVATE_ONLY } from '../routes/publishing';
import { ENVOY, intoConfigured, KGATEWAY, KONG, NGINX } from './configured-shop';
import { edge, shop, webRoute } from './shop';

const UNKNOWN = ['unknown', 'unknown'];
const PUBLIC_NODES = 'cluster: { provider: gke, nodeAddresses: public }';

/** A policy that isolates the web application and admits nobody. */
const NOBODY_IN = `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }
`;

describe('proxies that may be on the network of the nodes', () => {
  const envoy = (kind: string, spec: string): string =>
    `{ provider: { type: Kubernetes, kubernetes: { envoyService: { type: ClusterIP }, ${kind}: { patch: { value: { spec: { template: { spec: ${spec} } } } } } } } }`;
  const nginx = (patches: string): string => `{ kubernetes: { service: { type: ClusterIP }, deployment: { patches: ${patches} } } }`;
  const kong = (spec: string): string =>
    `{ dataPlaneOptions: { deployment: { podTemplateSpec: { spec: ${spec} } }, network: { services: { ingress: { type: ClusterIP } } } } }`;
  const kube = (spec: string): string => `{ kube: { service: { type: ClusterIP }, deploymentOverlay: { spec: { template: { spec: ${spec} } } } } }`;
  const ON_NODES = '{ hostNetwork: true }';
  const HOST_PORT = '{ containers: [{ name: envoy, ports: [{ containerPort: 10080, hostPort: 80 }] }] }';
  const ELSEWHERE = '{ hostNetwork: false, nodeSelector: { pool: edge } }';

  test.each([
    ['Envoy Gateway, a DaemonSet', ENVOY, envoy('envoyDaemonSet', ON_NODES), UNKNOWN],
    ['Envoy Gateway, a port of the node', ENVOY, envoy('envoyDeployment', HOST_PORT), UNKNOWN],
    ['Envoy Gateway, other nodes', ENVOY, envoy('envoyDeployment', ELSEWHERE), NOBODY],
    ['NGINX Gateway Fabric, an operation', NGINX, nginx('[{ type: JSONPatch, value: [{ op: add, path: /spec/template/spec/hostNetwork, value: true }] }]'), UNKNOWN],
    ['NGINX Gateway Fabric, another operation', NGINX, nginx('[{ type: JSONPatch, value: [{ op: add, path: /spec/template/spec/nodeName, value: edge }] }]'), NOBODY],
    ['Kong\'s operator', KONG, kong(ON_NODES), UNKNOWN],
    ['Kong\'s operator, other nodes', KONG, kong(ELSEWHERE), NOBODY],
    ['kgateway', KGATEWAY, kube(ON_NODES), UNKNOWN],
    ['kgateway, other nodes', KGATEWAY, kube(ELSEWHERE), NOBODY],
  ])('of %s', (_, product, own, expected) => {
    expect(intoConfigured(product, { own })).toStrictEqual(expected);
  });

  test('may come with an address of a node, which no policy of a backend keeps out for sure', () => {
    expect(intoConfigured(ENVOY, { own: envoy('envoyDaemonSet', ON_NODES), more: NOBODY_IN })).toStrictEqual(UNKNOWN);
    expect(intoConfigured(ENVOY, { own: envoy('envoyDaemonSet', ELSEWHERE), more: NOBODY_IN })).toStrictEqual(NOBODY);
  });
});

describe('ports of the node that lead to the proxies of NGINX Gateway Fabric', () => {
  const nginx = (containerPort: number): string =>
    `{ kubernetes: { service: { type: ClusterIP }, daemonSet: { container: { hostPorts: [{ port: 8081, containerPort: ${containerPort} }] } } } }`;

  test('let in whoever reaches the nodes, to a listener', () => {
    expect(intoConfigured(NGINX, { own: nginx(80), exposureYaml: PUBLIC_NODES })).toStrictEqual(BOTH);
    expect(intoConfigured(NGINX, { own: nginx(80) })).toStrictEqual(PRIVATE_ONLY);
    expect(intoConfigured(NGINX, { own: nginx(9113), exposureYaml: PUBLIC_NODES })).toStrictEqual(NOBODY);
  });

  test('belong to pods that no manifest contains, and no path names', () => {
    const made = edge(NGINX.controller, { more: 'infrastructure: { parametersRef: { group: gateway.nginx.org, kind: NginxProxy, name: own } }' });
    const own = `
---
apiVersion: gateway.nginx.org/v1alpha2
kind: NginxProxy
metadata: { name: own, namespace: infra }
spec: ${nginx(80)}
`;
    const { reach } = exposureOf([shop(), made, own, webRoute()].join(''), PUBLIC_NODES);
    expect([...new Set(reach.map(({ through }) => through.join(' > ')))]).toStrictEqual(['Gateway infra/edge > HTTPRoute shop/web > Service shop/web']);
  });
});

describe('the ports on which proxies of Envoy Gateway listen', () => {
  const envoy = (more: string): string => `{ provider: { type: Kubernetes, kubernetes: { envoyService: { type: ClusterIP }${more} } } }`;
  const inFront = (targetPort: number): string => `
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: envoy-gateway-system }
spec: { type: LoadBalancer, selector: { gateway.envoyproxy.io/owning-gateway-name: edge }, ports: [{ port: 80, targetPort: ${targetPort} }] }
`;

  test.each([
    ['those of the listeners, moved to where no privilege is needed', '', 10080, BOTH],
    ['not those of the listeners', '', 80, NOBODY],
    ['those of the listeners where the EnvoyProxy says so', ', useListenerPortAsContainerPort: true', 80, BOTH],
    ['not the others then', ', useListenerPortAsContainerPort: true', 10080, NOBODY],
  ])('are %s: a Service to them lets everybody in (%s, %i)', (_, more, targetPort, expected) => {
    expect(intoConfigured(ENVOY, { own: envoy(more), more: inFront(targetPort) })).toStrictEqual(expected);
  });
});
