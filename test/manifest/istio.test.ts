import { IstioGatewaySpec } from '../../src/manifest/kinds/istio/gateway';
import { VirtualServiceSpec } from '../../src/manifest/kinds/istio/virtual-service';
import { plain, problemsOf, specOf } from './reading';

const object = (kind: string, spec: string, version = 'v1') => `apiVersion: networking.istio.io/${version}\nkind: ${kind}\nmetadata: {name: main, namespace: shop}\nspec: ${spec}\n`;
const server = (text: string) => specOf<IstioGatewaySpec>(object('Gateway', `{selector: {istio: ingress}, servers: [{port: {number: 443, name: main, protocol: https}, hosts: ["*"], ${text}}]}`)).servers[0];

describe('a Gateway of Istio', () => {
  test('listens on ports for hosts', () => {
    expect(plain(server('tls: {mode: SIMPLE, credentialName: shop}'))).toStrictEqual({
      port: 443, protocol: 'HTTPS', hosts: ['*'], tls: 'terminated', httpsRedirect: false, path: 'spec.servers[0]',
    });
  });

  test.each([
    ['tls: {mode: AUTO_PASSTHROUGH}', 'auto-passthrough'],
    ['tls: {}', 'passthrough'],
    ['tls: {mode: ISTIO_MUTUAL}', 'terminated'],
    ['name: main', 'none'],
  ])('with %s: TLS is %s', (text, tls) => {
    expect(server(text)?.tls).toBe(tls);
  });
});

describe('a VirtualService', () => {
  test('routes to destinations', () => {
    const spec = specOf<VirtualServiceSpec>(object('VirtualService', '{hosts: [web], http: [{match: [{uri: {prefix: /a}, port: 80}], route: [{destination: {host: web, subset: v1, port: {number: 80}}, weight: 10}]}]}'));
    expect(plain(spec.http)).toStrictEqual([{
      matches: [{ port: 80, gateways: [], sourceLabels: {}, uri: { kind: 'prefix', value: '/a' }, sniHosts: [], complete: true }],
      destinations: [{ host: 'web', subset: 'v1', port: 80, weight: 10, path: 'spec.http[0].route[0].destination' }],
      mirrors: [],
      path: 'spec.http[0]',
    }]);
  });

  test('with conditions that are not kept says that it has more', () => {
    const spec = specOf<VirtualServiceSpec>(object('VirtualService', '{hosts: [web], http: [{match: [{headers: {x: {exact: y}}}, {name: all}]}]}'));
    expect(spec.http[0]?.matches.map(({ complete }) => complete)).toStrictEqual([false, true]);
  });

  test('must have the types of its CRD', () => {
    expect(problemsOf(object('VirtualService', '{hosts: web, http: [{route: [{destination: {host: 5, port: {number: web}}}]}]}'))).toStrictEqual([
      'shop.yaml:4 refused API-INVALID spec.hosts: must be a list, not "web"',
      'shop.yaml:4 refused API-INVALID spec.http[0].route[0].destination.port.number: must be a whole number, 0 to 65535, not "web"',
      'shop.yaml:4 refused API-INVALID spec.http[0].route[0].destination.host: must be a text, not 5; put it in quotes: "5"',
    ]);
  });
});
