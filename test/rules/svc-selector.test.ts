import { firedBy, reportOn, service } from './shop';

const EDGE = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: eg}
spec: {controllerName: gateway.envoyproxy.io/gatewayclass-controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: edge}
spec: {gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP}]}`;
const metrics = (selector: string): string => `apiVersion: v1
kind: Service
metadata: {name: metrics, namespace: envoy-gateway-system}
spec: {selector: ${selector}, ports: [{port: 19001}]}`;
const owner = (name: string): string => `{gateway.envoyproxy.io/owning-gateway-name: ${name}, gateway.envoyproxy.io/owning-gateway-namespace: edge}`;

test('a Service of proxies that are made for a Gateway, or described, is not missing its pods', () => {
  expect(firedBy(reportOn([EDGE, metrics(owner('edge'))]))).not.toContain('SVC-SELECTOR');
  const config = 'controllers: [{preset: traefik, className: traefik, namespace: traefik}]';
  const traefik = service('web').replace('namespace: shop', 'namespace: traefik').replace('{app: web}', '{app.kubernetes.io/name: traefik}');
  expect(firedBy(reportOn([traefik], config))).not.toContain('SVC-SELECTOR');
});

test('a Service of proxies of a Gateway that is not there selects nothing', () => {
  expect(firedBy(reportOn([EDGE, metrics(owner('inner'))]))).toContain('SVC-SELECTOR');
  expect(firedBy(reportOn([service('web')]))).toContain('SVC-SELECTOR');
});
