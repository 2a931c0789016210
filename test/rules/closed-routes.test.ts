import { findingsOf, pod, policy, reportOn, service, verdictOn } from './shop';

const DENY = policy('web', 'ingress: []');
const CLOSED_GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: istio}
spec: {controllerName: istio.io/gateway-controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop, annotations: {networking.istio.io/service-type: ClusterIP}}
spec: {gatewayClassName: istio, listeners: [{name: web, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: web, port: 8080}]}]}`;
const CLOSED_CLASS = `apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx, namespace: ingress-nginx}
spec:
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec: {containers: [{name: controller, image: registry.k8s.io/ingress-nginx/controller:v1.15.1, ports: [{containerPort: 443}]}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec: {ingressClassName: nginx, rules: [{host: shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}]}}]}`;

const reported = (intent: string, route: string, rule: string) => {
  const report = reportOn([pod('web', { declares: { intent } }), service('web'), DENY, route]);
  expect(report.reach.filter(({ workload }) => workload === 'shop/web[Pod]')).toStrictEqual([]);
  return [findingsOf(report, rule).map(({ object }) => object), verdictOn(report, 'shop/web[Pod]')];
};

describe('a route behind a gateway that nobody outside reaches', () => {
  test.each([
    ['an HTTPRoute', CLOSED_GATEWAY, 'EXP-ROUTE', 'HTTPRoute shop/web'],
    ['an Ingress', CLOSED_CLASS, 'EXP-INGRESS', 'Ingress shop/web'],
  ])('is a way in that a private or isolated workload forbids: %s', (_, route, rule, object) => {
    expect(reported('private', route, rule)).toStrictEqual([[object], 'violated']);
    expect(reported('isolated', route, rule)).toStrictEqual([[object], 'violated']);
  });

  test('is none that an internal workload forbids', () => {
    expect(reported('internal', CLOSED_GATEWAY, 'EXP-GATEWAY-SCOPE')[0]).toStrictEqual([]);
    expect(reported('internal', CLOSED_CLASS, 'EXP-INGRESS')[0]).toStrictEqual([]);
  });
});

const SHUT_PUBLIC_GATEWAY = `${CLOSED_CLASS}
---
apiVersion: v1
kind: Service
metadata: {name: nginx, namespace: ingress-nginx}
spec: {type: LoadBalancer, allocateLoadBalancerNodePorts: false, externalTrafficPolicy: Local, selector: {app: nginx}, ports: [{port: 443}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: nginx, namespace: ingress-nginx}
spec: {podSelector: {}, policyTypes: [Ingress], ingress: []}`;

test('a route behind a public gateway is one that an internal workload forbids too, even while the policies of the gateway shut everybody out', () => {
  const report = reportOn([pod('web', { declares: { intent: 'internal' } }), service('web'), DENY, SHUT_PUBLIC_GATEWAY], 'cluster: {provider: gke, nodeAddresses: private}');
  expect(report.reach.filter(({ workload }) => workload === 'shop/web[Pod]')).toStrictEqual([]);
  expect(findingsOf(report, 'EXP-INGRESS').map(({ object }) => object)).toStrictEqual(['Ingress shop/web']);
  expect(verdictOn(report, 'shop/web[Pod]')).toBe('violated');
});
