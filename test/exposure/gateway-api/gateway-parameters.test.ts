import { BOTH, NOBODY, PRIVATE_ONLY } from '../routes/publishing';
import { AWS, CILIUM, CONTOUR, ENVOY, intoConfigured, KGATEWAY, KONG, NGINX, Said } from './configured-shop';
import { edge, intoWeb, shop, webRoute } from './shop';

const UNDECIDED = ['unknown', 'reachable'];
const UNKNOWN = ['unknown', 'unknown'];
const INTERNAL = '{ networking.gke.io/load-balancer-type: Internal }';

describe('load balancers of AWS have the scheme of the object that has precedence', () => {
  const toPods = `
---
apiVersion: gateway.k8s.aws/v1
kind: TargetGroupConfiguration
metadata: { name: web, namespace: shop }
spec: { targetReference: { name: web }, defaultConfiguration: { targetType: ip } }
`;
  const PUBLIC = '{ scheme: internet-facing }';
  const PRIVATE = '{ scheme: internal }';
  const PREFER_GATEWAY = '{ scheme: internal, mergingMode: prefer-gateway }';
  const described = (scope: string): string =>
    `cluster: { provider: eks, nodeAddresses: private }\ncontrollers: [{ preset: aws-gateway, className: public, cidrs: [10.0.8.0/22], scope: ${scope} }]`;

  test.each<[string, Said, readonly string[]]>([
    ['that of the class', { own: PRIVATE, ofClass: PUBLIC }, BOTH],
    ['that of the class, also where it closes', { own: PUBLIC, ofClass: PRIVATE }, PRIVATE_ONLY],
    ['that of the Gateway where the class prefers it', { own: PUBLIC, ofClass: PREFER_GATEWAY }, BOTH],
    ['not where the Gateway prefers itself: only the class is asked', { own: '{ scheme: internal, mergingMode: prefer-gateway }', ofClass: PUBLIC }, BOTH],
    ['that of the Gateway where the class says none', { own: PUBLIC, ofClass: '{ ipAddressType: ipv4 }' }, BOTH],
    ['the only one', { own: PRIVATE }, PRIVATE_ONLY],
    ['an unknown one where the class prefers what is missing', { own: 'missing', ofClass: PREFER_GATEWAY }, UNDECIDED],
    ['an unknown one where that of the class is missing, which may have precedence', { own: PRIVATE, ofClass: 'missing' }, UNDECIDED],
  ])('%s', (_, said, expected) => {
    expect(intoConfigured(AWS, { ...said, more: toPods })).toStrictEqual(expected);
  });

  test.each<[string, string, Said, readonly string[]]>([
    ['what has precedence says the internet too', 'internet', { own: PRIVATE, ofClass: PUBLIC }, BOTH],
    ['the Gateway has an internal load balancer for sure', 'internet', { own: PRIVATE, ofClass: PREFER_GATEWAY }, PRIVATE_ONLY],
    ['what is missing might narrow it', 'internet', { own: 'missing', ofClass: PREFER_GATEWAY }, BOTH],
    ['a description stands where something is missing', 'private-network', { own: 'missing', ofClass: PRIVATE }, PRIVATE_ONLY],
    ['a Gateway asks for the internet and its class may forbid it', 'private-network', { own: PUBLIC, ofClass: 'missing' }, UNDECIDED],
  ])('a described scope: %s (%s)', (_, scope, said, expected) => {
    expect(intoConfigured(AWS, { ...said, more: toPods, exposureYaml: described(scope) })).toStrictEqual(expected);
  });

  test('a class that the manifests do not contain may have precedence over its Gateway', () => {
    const gateway = edge(AWS.controller, { more: 'infrastructure: { parametersRef: { group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: own } }' });
    const withoutClass = gateway.replace(/---\napiVersion: .*\nkind: GatewayClass\n.*\n.*\n/, '');
    const own = `
---
apiVersion: gateway.k8s.aws/v1
kind: LoadBalancerConfiguration
metadata: { name: own, namespace: infra }
spec: { scheme: internal }
`;
    expect(withoutClass).not.toContain('GatewayClass');
    expect(intoWeb([shop(), withoutClass, own, toPods, webRoute()].join(''), described('internet'))).toStrictEqual(BOTH);
    expect(intoWeb([shop(), withoutClass, own, toPods, webRoute()].join(''), described('internet').replace(', scope: internet', ''))).toStrictEqual(UNDECIDED);
  });
});

describe('objects of a Gateway and of its class are combined as the product does it', () => {
  const envoy = (service: string, more = ''): string => `{ provider: { type: Kubernetes, kubernetes: { ${service} } }${more} }`;
  const CLUSTER_IP = 'envoyService: { type: ClusterIP }';
  const nginx = (service: string): string => `{ kubernetes: { service: { ${service} } } }`;
  const kube = (service: string): string => `{ kube: { service: { ${service} } } }`;
  const kong = (service: string): string => `{ dataPlaneOptions: { network: { services: { ingress: { ${service} } } } } }`;
  const contour = (type: string): string => `{ envoy: { networkPublishing: { type: ${type} } } }`;

  test.each<[string, Said, readonly string[]]>([
    ['the object of the class closes', { ofClass: envoy(CLUSTER_IP) }, NOBODY],
    ['the object of the Gateway closes', { own: envoy(CLUSTER_IP), ofClass: envoy('envoyService: { type: LoadBalancer }') }, NOBODY],
    ['that of the Gateway replaces that of the class', { own: '{ logging: { level: { default: debug } } }', ofClass: envoy(CLUSTER_IP) }, BOTH],
    ['also with its annotations', { own: envoy('envoyService: {}'), ofClass: envoy(`envoyService: { annotations: ${INTERNAL} }`) }, BOTH],
    ['it says to be merged', { own: '{ mergeType: StrategicMerge }', ofClass: envoy(CLUSTER_IP) }, NOBODY],
    ['it says to be merged, and the schema fills in a type', { own: envoy('envoyService: {}', ', mergeType: JSONMerge'), ofClass: envoy(CLUSTER_IP) }, BOTH],
    ['merged Gateways leave that of the Gateway alone', { own: envoy(CLUSTER_IP), ofClass: envoy('', ', mergeGateways: true') }, BOTH],
    ['merged Gateways have that of the class', { own: 'missing', ofClass: envoy(CLUSTER_IP, ', mergeGateways: true') }, NOBODY],
    ['that of the Gateway is missing', { own: 'missing', ofClass: envoy(CLUSTER_IP) }, UNKNOWN],
    ['that of the class is missing, which may merge Gateways', { own: envoy(CLUSTER_IP), ofClass: 'missing' }, UNKNOWN],
  ])('of Envoy Gateway: %s', (_, said, expected) => {
    expect(intoConfigured(ENVOY, said)).toStrictEqual(expected);
  });

  test.each<[string, Said, readonly string[]]>([
    ['fields that the Gateway leaves out are those of the class', { own: '{ kubernetes: {} }', ofClass: nginx('type: ClusterIP') }, NOBODY],
    ['the schema fills in a type that counts', { own: nginx('externalTrafficPolicy: Cluster'), ofClass: nginx('type: ClusterIP') }, BOTH],
    ['the Gateway says a type itself', { own: nginx('type: ClusterIP'), ofClass: nginx('type: LoadBalancer') }, NOBODY],
  ])('of NGINX Gateway Fabric: %s', (_, said, expected) => {
    expect(intoConfigured(NGINX, said)).toStrictEqual(expected);
  });

  test.each<[string, Said, readonly string[]]>([
    ['nothing is filled in', { own: kube('extraLabels: { team: shop }'), ofClass: kube('type: ClusterIP') }, NOBODY],
    ['annotations of both count', { own: kube('extraAnnotations: { team: shop }'), ofClass: kube(`extraAnnotations: ${INTERNAL}`) }, PRIVATE_ONLY],
    ['those of the Gateway itself have precedence', { infrastructure: 'annotations: { networking.gke.io/load-balancer-type: External }', ofClass: kube(`extraAnnotations: ${INTERNAL}`) }, BOTH],
  ])('of kgateway: %s', (_, said, expected) => {
    expect(intoConfigured(KGATEWAY, said)).toStrictEqual(expected);
  });

  test('Kong\'s operator merges them, and its schema fills in a type', () => {
    expect(intoConfigured(KONG, { own: '{ dataPlaneOptions: {} }', ofClass: kong('type: ClusterIP') })).toStrictEqual(NOBODY);
    expect(intoConfigured(KONG, { own: kong('annotations: {}'), ofClass: kong('type: ClusterIP') })).toStrictEqual(BOTH);
  });

  test.each<[string, Said, readonly string[]]>([
    ['that of the class counts', { own: 'missing', ofClass: contour('ClusterIPService') }, NOBODY],
    ['that of a Gateway does not', { own: contour('ClusterIPService') }, BOTH],
  ])('of Contour: %s', (_, said, expected) => {
    expect(intoConfigured(CONTOUR, said)).toStrictEqual(expected);
  });

  test('ranges that Cilium keeps out leave the internet in', () => {
    const ranges = (policy: string): string => `{ service: { allocateLoadBalancerNodePorts: false, loadBalancerSourceRanges: [10.0.0.0/8]${policy} } }`;
    expect(intoConfigured(CILIUM, { ofClass: ranges('') })).toStrictEqual(PRIVATE_ONLY);
    expect(intoConfigured(CILIUM, { ofClass: ranges(', loadBalancerSourceRangesPolicy: Deny') })).toStrictEqual(BOTH);
  });
});

describe('parameters that are missing or not understood leave it open who gets in', () => {
  const ISTIO = 'istio.io/gateway-controller';
  const istio = (ref: string, annotations: string): string =>
    edge(ISTIO, { more: `infrastructure: { parametersRef: { ${ref} } }` }).replace('name: edge, namespace: infra', `name: edge, namespace: infra, annotations: ${annotations}`);
  const CLOSED = '{ networking.istio.io/service-type: ClusterIP }';

  test.each([
    ['closed by an annotation', 'group: "", kind: ConfigMap, name: own', CLOSED],
    ['internal by an annotation', 'group: "", kind: ConfigMap, name: own', INTERNAL],
    ['public', 'group: "", kind: ConfigMap, name: own', '{}'],
    ['closed by an annotation, with a kind that Istio does not read', 'group: shop.example.com, kind: Settings, name: own', CLOSED],
  ])('of a Gateway of Istio that is otherwise %s', (_, ref, annotations) => {
    expect(intoWeb([shop(), istio(ref, annotations), webRoute()].join(''))).toStrictEqual(UNKNOWN);
  });

  test('also where it is described where the proxies are', () => {
    const described = 'cluster: { provider: gke, nodeAddresses: private }\ncontrollers: [{ preset: istio-gateway, className: public, namespace: infra }]';
    expect(intoWeb([shop(), istio('group: "", kind: ConfigMap, name: own', CLOSED), webRoute()].join(''), described)).toStrictEqual(UNKNOWN);
  });
});
