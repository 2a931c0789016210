import { findingsOf, pod, reportOn, service } from './shop';

const gateway = (hostname: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: main, namespace: edge}
spec:
  gatewayClassName: eg
  listeners: [{name: web, protocol: HTTP, port: 80, ${hostname}allowedRoutes: {namespaces: {from: All}}}]`;
const route = (namespace: string, hostnames: string, rule = 'backendRefs: [{name: web, port: 8080}]') => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: ${namespace}}
spec: {parentRefs: [{name: main, namespace: edge}], ${hostnames}rules: [{${rule}}]}`;
const exact = (host: string) => `hostnames: [${host}], `;
const found = (...documents: readonly string[]) => findingsOf(reportOn([pod('web'), service('web'), ...documents]), 'EXP-WILDCARD-HOST').map(({ object, message }) => [object, message]);

describe('on a Gateway that two namespaces share', () => {
  test('a route without hosts answers for every host', () => {
    expect(found(gateway(''), route('shop', ''), route('print', exact('print.example.com')))).toStrictEqual([['HTTPRoute shop/web',
      'HTTPRoute shop/web answers for every host on Gateway edge/main, which it shares with namespace print, also for print.example.com once nobody claims that exactly']]);
  });

  test('a route without hosts answers for what the wildcard of the listener covers, at any depth', () => {
    expect(found(gateway('hostname: "*.example.com", '), route('shop', ''), route('print', exact('a.print.example.com')))[0]?.[1])
      .toMatch(/answers for \*\.example\.com .*also for a\.print\.example\.com/);
  });

  test.each([
    ['routes with exact hosts', [gateway(''), route('shop', exact('shop.example.com')), route('print', exact('print.example.com'))]],
    ['a route without hosts on a listener for one host', [gateway('hostname: shop.example.com, '), route('shop', ''), route('print', '')]],
    ['a route that nobody shares the Gateway with', [gateway(''), route('shop', '')]],
    ['a route that only redirects', [gateway(''), route('shop', '', 'filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]'), route('print', exact('print.example.com'))]],
  ])('nothing is said of %s', (_, documents) => {
    expect(found(...documents)).toStrictEqual([]);
  });
});
