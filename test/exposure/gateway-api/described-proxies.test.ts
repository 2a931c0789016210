import { BOTH, NOBODY, PRIVATE_ONLY, workload } from '../routes/publishing';
import { edge, intoWeb, shop, webRoute } from './shop';

const PRIVATE_NODES = 'cluster: { provider: gke, nodeAddresses: private }';
const INTERNAL_ANNOTATION = '{ networking.gke.io/load-balancer-type: Internal }';

/** A load balancer of namespace infra, without node ports, in front of pods with these labels. */
const balancer = (selector: string, port: number, annotations = '{}'): string => `
---
apiVersion: v1
kind: Service
metadata: { name: edge-lb, namespace: infra, annotations: ${annotations} }
spec: { type: LoadBalancer, allocateLoadBalancerNodePorts: false, selector: ${selector}, ports: [{ port: 80, targetPort: ${port} }] }
`;

describe('proxies of which labels are described keep those that the product puts on them', () => {
  const envoy = (kind: string): string => `
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata: { name: edge, namespace: infra }
spec: { provider: { type: Kubernetes, kubernetes: { envoyService: { type: ${kind} } } } }
`;
  const config = `${PRIVATE_NODES}\ncontrollers: [{ preset: envoy-gateway, className: public, namespace: infra, podLabels: { app.kubernetes.io/name: envoy } }]`;
  const gateway = edge('gateway.envoyproxy.io/gatewayclass-controller', { more: 'infrastructure: { parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: edge } }' });

  test.each([
    ['selects what the product puts on them', '{ gateway.envoyproxy.io/owning-gateway-name: edge, gateway.envoyproxy.io/owning-gateway-namespace: infra }', BOTH],
    ['selects what is described', '{ app.kubernetes.io/name: envoy }', BOTH],
    ['selects those of another Gateway', '{ gateway.envoyproxy.io/owning-gateway-name: inner }', NOBODY],
  ])('a load balancer that %s', (_, selector, expected) => {
    expect(intoWeb([shop(), gateway, envoy('ClusterIP'), webRoute(), balancer(selector, 10080)].join(''), config)).toStrictEqual(expected);
  });
});

describe('where kgateway leaves the proxies of a Gateway to somebody else', () => {
  const parameters = (name: string, spec: string): string => `
---
apiVersion: gateway.kgateway.dev/v1alpha1
kind: GatewayParameters
metadata: { name: ${name}, namespace: infra }
spec: ${spec}
`;
  const SELF_MANAGED = '{ selfManaged: {} }';
  const CLUSTER_IP = '{ kube: { service: { type: ClusterIP } } }';
  const described = (more: string): string => `${PRIVATE_NODES}\ncontrollers: [{ preset: kgateway, className: public, namespace: infra${more} }]`;
  const OWN_PODS = described(', podLabels: { app: envoy }');
  const proxies = workload('envoy', 'infra', 'shop/envoy');
  const gateway = (more: string): string =>
    edge('kgateway.dev/kgateway', { more: `infrastructure: { ${more}, parametersRef: { group: gateway.kgateway.dev, kind: GatewayParameters, name: own } }` })
      .replace('kgateway.dev/kgateway }', 'kgateway.dev/kgateway, parametersRef: { group: gateway.kgateway.dev, kind: GatewayParameters, name: class, namespace: infra } }');
  const into = (own: string, ofClass: string, config: string, more = '', annotations = '{}'): readonly string[] =>
    intoWeb([shop(), gateway(`annotations: ${annotations}`), own, ofClass, webRoute(), more].join(''), config);

  test('no Service is taken for one that it makes: what is described without a network is public', () => {
    expect(into(parameters('own', SELF_MANAGED), parameters('class', CLUSTER_IP), OWN_PODS)).toStrictEqual(BOTH);
    expect(into(parameters('own', '{}'), parameters('class', SELF_MANAGED), OWN_PODS, '', INTERNAL_ANNOTATION)).toStrictEqual(BOTH);
  });

  test('what leads to the described pods decides where the manifests contain them', () => {
    const through = (annotations: string): readonly string[] =>
      into(parameters('own', SELF_MANAGED), parameters('class', CLUSTER_IP), OWN_PODS, proxies + balancer('{ app: envoy }', 80, annotations));
    expect(through('{}')).toStrictEqual(BOTH);
    expect(through(INTERNAL_ANNOTATION)).toStrictEqual(PRIVATE_ONLY);
  });

  test('they are public unless they are described', () => {
    expect(into(parameters('own', SELF_MANAGED), parameters('class', CLUSTER_IP), PRIVATE_NODES)).toStrictEqual(BOTH);
  });

  test('the parameters of the Gateway may take that back, which versions of kgateway do not agree on', () => {
    expect(into(parameters('own', '{ kube: {} }'), parameters('class', SELF_MANAGED), OWN_PODS, '', INTERNAL_ANNOTATION)[0]).toBe('unknown');
    expect(into(parameters('own', '{ kube: {} }'), parameters('class', CLUSTER_IP), OWN_PODS, '', INTERNAL_ANNOTATION)[0]).toBe('unreachable');
  });

  test('parameters of the Gateway that are not in the manifests may take it back', () => {
    const internal = proxies + balancer('{ app: envoy }', 80, INTERNAL_ANNOTATION);
    expect(into('', parameters('class', SELF_MANAGED), OWN_PODS, internal)[0]).not.toBe('unreachable');
  });
});
