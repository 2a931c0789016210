import { admitInfra, edge, intoWeb, shop, webRoute } from './shop';

const ISTIO = 'istio.io/gateway-controller';
const ENVOY = 'gateway.envoyproxy.io/gatewayclass-controller';
const KONG = 'konghq.com/gateway-operator';
const AMBIENT = '{ istio.io/dataplane-mode: ambient }';
const OPEN = ['reachable', 'reachable'];
const INTERNAL = ['unreachable', 'reachable'];
const CLOSED = ['unreachable', 'unreachable'];

describe('pods in Istio\'s ambient mode are reached on the port that carries all others', () => {
  test.each([
    ['by a Gateway of Istio', AMBIENT, ISTIO, [15008], OPEN],
    ['also where only their own port is admitted, which the mesh may not use', AMBIENT, ISTIO, [8080], OPEN],
    ['but not by a Gateway of another product', AMBIENT, ENVOY, [15008], CLOSED],
    ['but not outside of the mesh', '{}', ISTIO, [15008], CLOSED],
  ])('%s', (_, labels, controller, ports, expected) => {
    expect(intoWeb([shop(labels), edge(controller), webRoute(), admitInfra(...ports)].join(''))).toStrictEqual(expected);
  });

  test('by a Gateway that exposure.yaml describes and the manifests do not contain', () => {
    const described = 'controllers: [{ preset: istio-gateway, className: istio, namespace: infra, podLabels: { gateway.networking.k8s.io/gateway-name: edge } }]';
    expect(intoWeb([shop(AMBIENT), webRoute(), admitInfra(15008)].join(''), described)).toStrictEqual(OPEN);
  });
});

describe('Kong\'s operator makes proxies beside each Gateway', () => {
  const configuration = `
---
apiVersion: gateway-operator.konghq.com/v2beta1
kind: GatewayConfiguration
metadata: { name: inner, namespace: infra }
spec: { dataPlaneOptions: { network: { services: { ingress: { annotations: { networking.gke.io/load-balancer-type: Internal } } } } } }
`;

  test.each([
    ['public by default', '', OPEN],
    ['internal by an annotation of the Gateway', 'infrastructure: { annotations: { networking.gke.io/load-balancer-type: Internal } }', INTERNAL],
    ['internal by its configuration', 'infrastructure: { parametersRef: { group: gateway-operator.konghq.com, kind: GatewayConfiguration, name: inner } }', INTERNAL],
  ])('%s', (_, more, expected) => {
    expect(intoWeb([shop(), edge(KONG, { more }), configuration, webRoute()].join(''))).toStrictEqual(expected);
  });

  test('in the namespace of the Gateway, with labels that nobody knows', () => {
    const made = [shop(), edge(KONG), webRoute()].join('');
    expect(intoWeb(made + admitInfra(8080))).toStrictEqual(OPEN);
    expect(intoWeb(made + admitInfra(9090))).toStrictEqual(CLOSED);
    const byLabel = admitInfra(8080).replace(' } } }]', ' } }, podSelector: { matchLabels: { app: edge } } }]');
    expect(intoWeb(made + byLabel)).toStrictEqual(['unknown', 'unknown']);
  });

  test.each([[8000, OPEN], [80, ['unknown', 'unknown']]])('which listen on port 8000 for HTTP, and a policy in front of them for %i leaves: %j', (port, expected) => {
    const guard = admitInfra(port).replace('namespace: shop', 'namespace: infra').replace('{ matchLabels: { app: web } }', '{}').replace(/from: \[.*\]\n/, 'from: []\n');
    expect(intoWeb([shop(), edge(KONG), webRoute(), guard].join(''))).toStrictEqual(expected);
  });
});
