import { findingsOf, pod, reportOn, service, verdictOn } from './shop';

const object = (apiVersion: string, kind: string, name: string, spec: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}`;
const GATEWAY = object('gateway.networking.k8s.io/v1', 'Gateway', 'main', '{gatewayClassName: eg, listeners: [{name: a, protocol: HTTP, port: 80}, {name: b, protocol: HTTP, port: 81}]}');
const http = (name: string, { host = 'shop.example.com', match = 'path: {type: PathPrefix, value: /}', section = 'a', more = '' } = {}) =>
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', name,
    `{parentRefs: [{name: main, sectionName: ${section}}], hostnames: [${host}], rules: [{matches: [{${match}}], ${more}backendRefs: [{name: web, port: 8080}]}]}`);
const openshift = (name: string, path = '/') => object('route.openshift.io/v1', 'Route', name, `{host: shop.example.com, path: ${path}, to: {kind: Service, name: web}}`);
const proxy = (name: string, more = 'virtualhost: {fqdn: shop.example.com}, ') => object('projectcontour.io/v1', 'HTTPProxy', name, `{${more}routes: [{conditions: [{prefix: /${name}}], services: [{name: web, port: 8080}]}]}`);
const server = (name: string, host = 'shop.example.com') =>
  object('k8s.nginx.org/v1', 'VirtualServer', name, `{host: ${host}, upstreams: [{name: web, service: web, port: 8080}], routes: [{path: /, action: {pass: web}}]}`);
const router = (name: string, match = 'Host(`shop.example.com`)', more = '', spec = '') =>
  object('traefik.io/v1alpha1', 'IngressRoute', name, `{${spec}routes: [{match: "${match}", ${more}services: [{name: web, port: 8080}]}]}`);
const ingress = (name: string, className: string, controller: string) => `apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: ${className}}
spec: {controller: ${controller}}
---
${object('networking.k8s.io/v1', 'Ingress', name, `{ingressClassName: ${className}, rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}]}}]}`)}`;
const virtualService = (name: string, match = '', gateway = 'main') =>
  object('networking.istio.io/v1', 'VirtualService', name, `{hosts: [shop.example.com], gateways: [${gateway}], http: [{${match}route: [{destination: {host: web}}]}]}`);
const tcpIngress = (name: string, host = '') => object('configuration.konghq.com/v1beta1', 'TCPIngress', name, `{rules: [{${host}port: 9000, backend: {serviceName: web, servicePort: 8080}}]}`);
const found = (documents: readonly string[]) => findingsOf(reportOn([pod('web'), service('web'), GATEWAY, ...documents]), 'ING-DUP').map((finding) => finding.object);

describe('two owners of one host and path', () => {
  test.each([
    ['HTTPRoutes on one listener', [http('one'), http('two')], 'HTTPRoute shop/two'],
    ['Routes of OpenShift', [openshift('one'), openshift('two')], 'Route shop/two'],
    ['HTTPProxies of one host, whatever their paths', [proxy('one'), proxy('two')], 'HTTPProxy shop/two'],
    ['VirtualServers of one host', [server('one'), server('two')], 'VirtualServer shop/two'],
    ['kinds of F5 with one host', [server('one'), ingress('two', 'nginx', 'nginx.org/ingress-controller')], 'Ingress shop/two'],
    ['IngressRoutes with one rule', [router('one'), router('two', 'Host( `shop.example.com` )')], 'IngressRoute shop/two'],
    ['an IngressRoute and an Ingress', [router('one'), ingress('two', 'traefik', 'traefik.io/ingress-controller')], 'Ingress shop/two'],
    ['VirtualServices of Istio for all requests of a host', [virtualService('one'), virtualService('two', 'match: [{uri: {prefix: /}}], ')], 'VirtualService shop/two'],
    ['TCPIngresses of one port', [tcpIngress('one'), tcpIngress('two')], 'TCPIngress shop/two'],
    ['Routes of OpenShift with one host in two namespaces', [openshift('one'), openshift('two', '/api').replace('namespace: shop', 'namespace: blog')], 'Route shop/one'],
  ])('%s', (_, documents, second) => {
    expect(found(documents)).toStrictEqual([second]);
  });

  test('leave a public workload unproven that declares the host', () => {
    const declared = pod('web', { declares: { intent: 'public', hosts: '[{"host":"shop.example.com"}]' } });
    const report = reportOn([declared, service('web'), openshift('one'), openshift('two')]);
    expect(findingsOf(report, 'ING-DUP').map(({ workload }) => workload)).toContain('shop/web[Pod]');
    expect(verdictOn(report, 'shop/web[Pod]')).not.toBe('honored');
  });
});

describe('one owner each have', () => {
  test.each([
    ['HTTPRoutes on two listeners', [http('one'), http('two', { section: 'b' })]],
    ['HTTPRoutes of two hosts', [http('one'), http('two', { host: 'www.example.com' })]],
    ['HTTPRoutes of two paths', [http('one'), http('two', { match: 'path: {type: PathPrefix, value: /api}' })]],
    ['HTTPRoutes that a header tells apart', [http('one'), http('two', { match: 'path: {type: PathPrefix, value: /}, headers: [{name: canary, value: always}]' })]],
    ['a route and its redirection', [http('one'), http('two', { more: 'filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}], ' }).replace(/, backendRefs.*\]\}\]\}$/, '}]}')]],
    ['Routes of OpenShift with two paths', [openshift('one'), openshift('two', '/api')]],
    ['an HTTPProxy and the one that it includes', [proxy('one', 'virtualhost: {fqdn: shop.example.com}, includes: [{name: two}], '), proxy('two', '')]],
    ['VirtualServers of two hosts', [server('one'), server('two', 'www.example.com')]],
    ['IngressRoutes that a header tells apart', [router('one'), router('two', 'Host(`shop.example.com`) && Header(`canary`, `always`)')]],
    ['IngressRoutes with a priority', [router('one'), router('two', undefined, 'priority: 10, ')]],
    ['IngressRoutes on two entry points', [router('one', undefined, '', 'entryPoints: [web], '), router('two', undefined, '', 'entryPoints: [websecure], ')]],
    ['IngressRoutes with and without TLS', [router('one'), router('two', undefined, '', 'tls: {}, ')]],
    ['an IngressRoute and an Ingress of another controller', [router('one'), ingress('two', 'nginx', 'nginx.org/ingress-controller')]],
    ['VirtualServices for two paths', [virtualService('one'), virtualService('two', 'match: [{uri: {prefix: /api}}], ')]],
    ['VirtualServices that a header tells apart', [virtualService('one'), virtualService('two', 'match: [{headers: {canary: {exact: always}}}], ')]],
    ['VirtualServices on two gateways', [virtualService('one'), virtualService('two', '', 'other')]],
    ['VirtualServices inside the mesh', [virtualService('one', '', 'mesh'), virtualService('two', '', 'mesh')]],
    ['TCPIngresses of one port for two server names', [tcpIngress('one', 'host: a.example.com, '), tcpIngress('two', 'host: b.example.com, ')]],
  ])('%s', (_, documents) => {
    expect(found(documents)).toStrictEqual([]);
  });
});
