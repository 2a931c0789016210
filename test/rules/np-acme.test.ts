import { findingsOf, pod, reportOn, service } from './shop';

const WEB = [pod('web'), service('web')];
const CLOSED = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: edge}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: proxies, namespace: edge}
spec: {podSelector: {matchExpressions: [{key: gateway.networking.k8s.io/gateway-name, operator: Exists}]}, policyTypes: [Ingress], ingress: [{}]}`;
const gateway = (name: string, host = 'shop.example.com'): string => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: edge, annotations: {cert-manager.io/cluster-issuer: le}}
spec:
  gatewayClassName: istio
  listeners: [{name: https, port: 443, protocol: HTTPS, hostname: "${host}", tls: {certificateRefs: [{name: tls}]}, allowedRoutes: {namespaces: {from: All}}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: shop}
spec: {parentRefs: [{name: ${name}, namespace: edge}], rules: [{backendRefs: [{name: web, port: 8080}]}]}`;
const CLASS = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: istio}
spec: {controllerName: istio.io/gateway-controller}`;
const issuer = (...solvers: readonly string[]): string => `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: le}
spec: {acme: {solvers: [${solvers.join(', ')}]}}`;
const byRoute = (name?: string): string => `{http01: {gatewayHTTPRoute: {${name === undefined ? '' : `parentRefs: [{name: ${name}, namespace: edge}]`}}}}`;
const BY_DNS = '{selector: {dnsZones: [example.com]}, dns01: {}}';

const found = (...documents: readonly string[]): readonly string[] =>
  findingsOf(reportOn([...WEB, CLASS, CLOSED, ...documents]), 'NP-ACME').map(({ object }) => object);

describe('policies that keep a Gateway from the pods that answer challenges are found', () => {
  test.each([
    ['where routes for challenges are its own', [byRoute()]],
    ['where the solver names it', [byRoute('edge')]],
    ['where HTTP-01 is for its host, and DNS-01 for others', [BY_DNS.replace('example.com', 'example.org'), byRoute()]],
  ])('%s', (_, solvers) => {
    expect(found(gateway('edge'), issuer(...solvers))).toStrictEqual(['Gateway edge/edge']);
  });

  test.each([
    ['where DNS-01 is for its host', [BY_DNS, byRoute()]],
    ['where the solver names a Gateway that is not there', [byRoute('other')]],
  ])('but nothing %s', (_, solvers) => {
    expect(found(gateway('edge'), issuer(...solvers))).toStrictEqual([]);
  });

  test('of the Gateway that orders the certificate, where another one leads to those pods', () => {
    const http = gateway('http', 'http.example.org').replace('annotations: {cert-manager.io/cluster-issuer: le}', 'labels: {}');
    expect(found(gateway('edge'), http, issuer(byRoute('http')))).toStrictEqual(['Gateway edge/edge']);
  });
});
