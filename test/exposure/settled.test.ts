import { exposureOf } from './exposure-of';
import { edge, shop, webRoute } from './gateway-api/shop';

const WEB = 'shop/web[Deployment]';
const service = (spec: string) => shop().replace('spec: { selector: { app: web }, ports', `spec: { ${spec}, selector: { app: web }, ports`);
const admitting = (from: string) => `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [${from}] }] }
`;
const ingress = (className: string, annotations = '{}') => `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop, annotations: ${annotations} }
spec: { ${className} rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
`;
const BGP = `
---
apiVersion: projectcalico.org/v3
kind: BGPConfiguration
metadata: { name: default }
spec: { serviceClusterIPs: [{ cidr: 10.96.0.0/12 }] }
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: { name: rack }
spec: { peerIP: 10.1.1.1, asNumber: 64512 }
`;
const FROM_EDGE = '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: edge } } }';
const ALB = '{ alb.ingress.kubernetes.io/target-type: ip, alb.ingress.kubernetes.io/scheme: internet-facing }';

/** The best that a zone gets, and what it depends on. */
function into(manifests: string, exposureYaml: string, zone: string): { readonly verdict: string; readonly assuming: readonly string[] } {
  const rows = exposureOf(manifests, exposureYaml).reach.filter(({ workload, from }) => workload.id === WEB && from === zone);
  const best = rows.find(({ verdict }) => verdict === 'reachable') ?? rows[0];
  return { verdict: best?.verdict ?? 'unreachable', assuming: best?.assuming ?? [] };
}

/** What stands in docs/exposure-yaml.md, "What settles an unknown": what is said, the key that it names, what is written there, and what is known then. */
describe('an unknown names the key of exposure.yaml that settles it', () => {
  test.each([
    ['cluster.nodeAddresses', service('type: NodePort'), 'internet', '', 'cluster: { nodeAddresses: private }', 'unreachable'],
    ['cluster.nodeAddresses', service('type: NodePort'), 'internet', '', 'cluster: { nodeAddresses: public }', 'reachable'],
    ['cluster.nodeCidrs', service('type: NodePort') + admitting('{ ipBlock: { cidr: 10.0.0.0/16 } }'), 'private-network', '', 'cluster: { nodeCidrs: [10.0.0.0/16] }', 'reachable'],
    ['controllers', shop() + ingress('ingressClassName: edge,') + admitting(FROM_EDGE), 'internet', '',
      'controllers: [{ preset: contour, className: edge, namespace: edge, podLabels: { app: envoy } }]', 'reachable'],
    ['controllers', shop() + ingress('ingressClassName: edge,') + admitting(FROM_EDGE), 'internet', '',
      'controllers: [{ preset: contour, className: edge, namespace: projectcontour, podLabels: { app: envoy } }]', 'unreachable'],
    ['controllers', shop() + ingress(''), 'internet', '', 'controllers: [{ preset: traefik, className: traefik }]', 'reachable'],
    ['controllers', shop() + webRoute(), 'internet', '', 'controllers: [{ preset: istio-gateway, className: istio, scope: private-network }]', 'unreachable'],
    ['cluster.loadBalancerSubnets', shop() + ingress('ingressClassName: alb,', ALB) + admitting('{ ipBlock: { cidr: 10.0.0.0/16 } }'), 'internet',
      'cluster: { provider: eks }', 'cluster: { provider: eks, loadBalancerSubnets: [10.0.1.0/24] }', 'reachable'],
    ['cluster.loadBalancer', service('type: LoadBalancer, allocateLoadBalancerNodePorts: false'), 'internet',
      'cluster: { provider: eks }', 'cluster: { provider: eks, loadBalancer: aws-load-balancer-controller }', 'unreachable'],
    ['cluster.serviceCidrs', shop() + BGP, 'private-network', '', 'cluster: { serviceCidrs: [10.96.0.0/16] }', 'reachable'],
    ['cluster.serviceCidrs', shop() + BGP, 'private-network', '', 'cluster: { serviceCidrs: [172.20.0.0/16] }', 'unreachable'],
  ])('%s', (key, manifests, zone, before, after, expected) => {
    const open = into(manifests, before, zone);
    expect(open.verdict).toBe('unknown');
    expect(open.assuming.join()).toContain(`\`${key}\``);
    expect(into(manifests, after, zone)).toStrictEqual({ verdict: expected, assuming: [] });
  });
});

describe('an unknown that no key settles names the manifest that does', () => {
  const selecting = edge('gateway.envoyproxy.io/gatewayclass-controller').replace('from: All', 'from: Selector, selector: { matchLabels: { team: shop } }');
  const withoutNamespace = shop().replace(/---\napiVersion: v1\nkind: Namespace\n.*\n/, '');

  test('the Namespace whose labels a listener asks for', () => {
    const open = into(withoutNamespace + selecting + webRoute(), '', 'internet');
    expect(open).toStrictEqual({ verdict: 'unknown', assuming: [expect.stringContaining('namespace shop, whose object the manifests do not contain')] });
    expect(into(shop('{ team: shop }') + selecting + webRoute(), '', 'internet').verdict).toBe('reachable');
    expect(into(shop('{ team: blog }') + selecting + webRoute(), '', 'internet').verdict).toBe('unreachable');
  });

  test('the Gateway that a route hangs on', () => {
    const open = into(shop() + webRoute(), '', 'internet');
    expect(open).toStrictEqual({ verdict: 'unknown', assuming: [expect.stringContaining('Gateway infra/edge, which the manifests do not contain')] });
    expect(into(shop() + edge('gateway.envoyproxy.io/gatewayclass-controller') + webRoute(), '', 'internet').verdict).toBe('reachable');
  });
});
