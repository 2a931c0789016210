import { findingsOf, pod, reportOn, service } from './shop';

const server = (port: string, more = '') => `{port: ${port}, hosts: [shop.example.com]${more}}`;
const HTTP = '{number: 80, name: http, protocol: HTTP}';
const HTTPS = server('{number: 443, name: https, protocol: HTTPS}', ', tls: {mode: SIMPLE, credentialName: shop}');
const TCP = server('{number: 5432, name: db, protocol: TCP}');
const gateway = (...servers: readonly string[]) => `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {selector: {istio: ingress}, servers: [${servers.join(', ')}]}`;
const route = (gateways = 'edge') => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec: {hosts: [shop.example.com], gateways: [${gateways}], http: [{route: [{destination: {host: web}}]}], tcp: [{route: [{destination: {host: web}}]}]}`;
const found = (documents: readonly string[], scope = 'internet') => findingsOf(
  reportOn([pod('web'), service('web'), ...documents], `controllers: [{preset: istio-ingress, className: istio, scope: ${scope}}]`), 'TLS-MISSING').map(({ object }) => object);

describe('a Gateway of Istio', () => {
  test('that serves requests in plain text only lacks TLS', () => {
    expect(found([gateway(server(HTTP)), route()])).toStrictEqual(['Gateway shop/edge']);
  });

  test.each([
    ['a server with TLS takes the same requests', [gateway(server(HTTP), HTTPS), route()]],
    ['the plain server redirects', [gateway(server(HTTP, ', tls: {httpsRedirect: true}'), HTTPS), route()]],
    ['it serves connections that are no requests', [gateway(TCP), route()]],
    ['nothing hangs on it', [gateway(server(HTTP)), route('mesh')]],
  ])('lacks nothing if %s', (_, documents) => {
    expect(found(documents)).toStrictEqual([]);
  });

  test('lacks nothing that only the private network reaches', () => {
    expect(found([gateway(server(HTTP)), route()], 'private-network')).toStrictEqual([]);
  });
});
