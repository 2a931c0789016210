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
const found = (documents: readonly string[]) => findingsOf(reportOn([pod('web'), service('web'), GATEWAY, ...documents]), 'ING-DUP').map((finding) => finding.object);

describe('two owners of one host and path', () => {
  test.each([
    ['HTTPRoutes on one listener', [http('one'), http('two')], 'HTTPRoute shop/two'],
    ['Routes of OpenShift', [openshift('one'), openshift('two')], 'Route shop/two'],
    ['HTTPProxies of one host, whatever their paths', [proxy('one'), proxy('two')], 'HTTPProxy shop/two'],
    ['VirtualServers of one host', [server('one'), server('two')], 'VirtualServer shop/two'],
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
  ])('%s', (_, documents) => {
    expect(found(documents)).toStrictEqual([]);
  });
});
