import { BOTH, NOBODY, PRIVATE_ONLY } from '../routes/publishing';
import { ENVOY, intoConfigured, KGATEWAY, NGINX } from './configured-shop';
import { edge, intoWeb, shop, webRoute } from './shop';

const UNKNOWN = ['unknown', 'unknown'];
const OPENS = '{ spec: { type: LoadBalancer } }';
const CLOSES = '{ spec: { type: ClusterIP } }';
const INTERNAL = '{ metadata: { annotations: { networking.gke.io/load-balancer-type: Internal } } }';
const LABELS = '{ metadata: { labels: { team: shop } } }';

describe('patches of the Service that a product makes', () => {
  const envoy = (value: string, service = 'type: ClusterIP', more = ''): string =>
    `{ provider: { type: Kubernetes, kubernetes: { envoyService: { ${service}, patch: { type: StrategicMerge, value: ${value} } } } }${more} }`;

  test.each<[string, string, string, readonly string[]]>([
    ['publish it by its type', OPENS, 'type: ClusterIP', BOTH],
    ['publish it by addresses', '{ spec: { externalIPs: [203.0.113.9] } }', 'type: ClusterIP', BOTH],
    ['close it', CLOSES, 'type: LoadBalancer', NOBODY],
    ['move it to another network', INTERNAL, 'type: LoadBalancer', PRIVATE_ONLY],
    ['take an annotation away', '{ metadata: { annotations: { networking.gke.io/load-balancer-type: null } } }', 'annotations: { networking.gke.io/load-balancer-type: Internal }', BOTH],
    ['change nothing with labels', LABELS, 'type: ClusterIP', NOBODY],
    ['change nothing with what lets nobody in', '{ spec: { sessionAffinity: ClientIP } }', 'type: ClusterIP', NOBODY],
    ['change nothing with the name of a port', '{ spec: { ports: [{ port: 80, name: http }] } }', 'type: ClusterIP', NOBODY],
    ['change nothing with the number of a node port', '{ spec: { ports: [{ port: 80, nodePort: 30080 }] } }', 'type: NodePort', PRIVATE_ONLY],
    ['change nothing for the others with a port that they take away', '{ spec: { ports: [{ $patch: delete, port: 15021 }] } }', 'type: ClusterIP', NOBODY],
    ['leave open what other ports mean', '{ spec: { ports: [{ port: 8443, targetPort: 8443 }] } }', 'type: ClusterIP', UNKNOWN],
    ['leave open what another selector means', '{ spec: { selector: { app: web } } }', 'type: ClusterIP', UNKNOWN],
    ['leave open what directives mean', '{ spec: { $patch: replace } }', 'type: ClusterIP', UNKNOWN],
    ['leave open what a field without a value means', '{ spec: { type: null } }', 'type: LoadBalancer', UNKNOWN],
  ])('%s', (_, value, service, expected) => {
    expect(intoConfigured(ENVOY, { own: envoy(value, service) })).toStrictEqual(expected);
  });

  test('of both objects are not known to be applied one after the other', () => {
    const merged = ', mergeType: StrategicMerge';
    expect(intoConfigured(ENVOY, { own: envoy(LABELS, 'type: LoadBalancer', merged), ofClass: envoy(CLOSES) })).toStrictEqual(UNKNOWN);
    expect(intoConfigured(ENVOY, { own: envoy(LABELS, 'type: ClusterIP', merged), ofClass: envoy(LABELS) })).toStrictEqual(NOBODY);
  });

  test.each<[string, string, readonly string[]]>([
    ['one after the other', `[{ value: ${OPENS} }, { type: Merge, value: ${CLOSES} }]`, NOBODY],
    ['the last one decides', `[{ value: ${CLOSES} }, { value: ${OPENS} }]`, BOTH],
    ['operations are not applied', '[{ type: JSONPatch, value: [{ op: replace, path: /spec/type, value: LoadBalancer }] }]', UNKNOWN],
    ['operations on labels matter to nobody', '[{ type: JSONPatch, value: [{ op: add, path: /metadata/labels/team, value: shop }] }]', NOBODY],
  ])('of NGINX Gateway Fabric are a list: %s', (_, patches, expected) => {
    expect(intoConfigured(NGINX, { own: `{ kubernetes: { service: { type: ClusterIP, patches: ${patches} } } }` })).toStrictEqual(expected);
  });

  test('of kgateway are applied from the class to the Gateway', () => {
    const overlay = (value: string): string => `{ kube: { service: { type: ClusterIP }, serviceOverlay: ${value} } }`;
    expect(intoConfigured(KGATEWAY, { own: overlay(OPENS) })).toStrictEqual(BOTH);
    expect(intoConfigured(KGATEWAY, { own: overlay(CLOSES), ofClass: overlay(OPENS) })).toStrictEqual(NOBODY);
    expect(intoConfigured(KGATEWAY, { own: overlay(LABELS), ofClass: overlay(OPENS) })).toStrictEqual(BOTH);
  });
});

describe('a ConfigMap of Istio patches what it makes for a Gateway', () => {
  const gateway = (annotations = '{}'): string =>
    edge('istio.io/gateway-controller', { more: 'infrastructure: { parametersRef: { group: "", kind: ConfigMap, name: own } }' })
      .replace('name: edge, namespace: infra', `name: edge, namespace: infra, annotations: ${annotations}`);
  const configMap = (name: string, namespace: string, key: string, value: string, labels = '{}'): string => `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: ${namespace}, labels: ${labels} }
data:
  ${key}: |
    ${value}
`;
  const CLOSED = '{ networking.istio.io/service-type: ClusterIP }';

  test.each<[string, string, string, string, readonly string[]]>([
    ['opens what an annotation closes', CLOSED, 'service', 'spec: { type: LoadBalancer }', BOTH],
    ['closes', '{}', 'service', 'spec: { type: ClusterIP }', NOBODY],
    ['changes nothing with how many pods there are', CLOSED, 'horizontalPodAutoscaler', 'spec: { minReplicas: 2 }', NOBODY],
    ['leaves open what cannot be read', CLOSED, 'service', 'spec: {', UNKNOWN],
    ['puts proxies on the network of the nodes', CLOSED, 'deployment', 'spec: { template: { spec: { hostNetwork: true } } }', UNKNOWN],
    ['changes nothing with their resources', CLOSED, 'deployment', 'spec: { template: { spec: { nodeSelector: { pool: edge } } } }', NOBODY],
  ])('which %s', (_, annotations, key, value, expected) => {
    expect(intoWeb([shop(), gateway(annotations), configMap('own', 'infra', key, value), webRoute()].join(''))).toStrictEqual(expected);
  });

  test('also that of its class, where istiod looks for it; elsewhere it may', () => {
    const plain = edge('istio.io/gateway-controller').replace('name: edge, namespace: infra', `name: edge, namespace: infra, annotations: ${CLOSED}`);
    const ofClass = (namespace: string, className = 'public'): string =>
      configMap('defaults', namespace, 'service', 'spec: { type: LoadBalancer }', `{ gateway.istio.io/defaults-for-class: ${className} }`);
    const into = (...maps: readonly string[]): readonly string[] => intoWeb([shop(), plain, ...maps, webRoute()].join(''));
    expect(into(ofClass('istio-system'))).toStrictEqual(BOTH);
    expect(into(ofClass('infra'))).toStrictEqual(UNKNOWN);
    expect(into(ofClass('istio-system', 'other'))).toStrictEqual(NOBODY);
  });
});
