import { exposureOf, reachInto, verdictOn } from './exposure-of';
import { application, FROM_GATEWAY, gateway, gatewayPods, HTTP, isolating, istio, service, SHOP, TO_WEB, virtualService } from './istio-shop';

const verdict = (manifests: string, app = 'web', port = 8080, config = '') => verdictOn(exposureOf(manifests, config), `shop/${app}[Deployment]`, 'internet', 'TCP', port);
const web = (manifests: string, config = '') => verdict(SHOP + manifests, 'web', 8080, config);
const described = (more: string) => `controllers: [{ preset: istio-ingress, className: istio, namespace: istio-system, ${more} }]`;

describe('a VirtualService on a Gateway', () => {
  test('leads from the gateway to the Service that it names', () => {
    expect(reachInto(exposureOf(SHOP + gateway() + virtualService()), 'shop/web[Deployment]')).toStrictEqual([
      'internet: TCP 8080 reachable by Gateway edge/main > VirtualService shop/shop > Service shop/web',
      'private-network: TCP 8080 reachable by Gateway edge/main > VirtualService shop/shop > Service shop/web',
    ]);
  });

  test.each(['v1', 'v1beta1', 'v1alpha3'])('is read as %s', (version) => {
    expect(web((gateway() + virtualService()).replace(/istio.io\/v1/g, `istio.io/${version}`))).toBe('reachable');
  });

  test.each([
    ['is for the mesh only without gateways', virtualService(TO_WEB, 'hosts: [web]')],
    ['is for the mesh only if it says so', virtualService(TO_WEB, 'hosts: [web], gateways: [mesh]')],
    ['has hosts that no server offers', virtualService(TO_WEB, 'hosts: [shop.example], gateways: [edge/main]').replace('shop.example', 'shop.test')],
  ])('%s', (_, route) => {
    expect(web(gateway(`port: ${HTTP}, hosts: ["*.example"]`) + route)).toBe('unreachable');
  });

  test.each([
    ['beside the mesh', '[mesh, edge/main]'],
    ['by the name of old', '[main.edge.svc.cluster.local]'],
  ])('may name its gateway %s', (_, gateways) => {
    expect(web(gateway() + virtualService(TO_WEB, `hosts: [shop.example], gateways: ${gateways}`))).toBe('reachable');
  });

  test('finds a Gateway of its own namespace by name alone', () => {
    const own = gateway(undefined, undefined, 'shop');
    expect(['[main]', '[./main]'].map((gateways) => web(own + virtualService(TO_WEB, `hosts: [shop.example], gateways: ${gateways}`)))).toStrictEqual(['reachable', 'reachable']);
    expect(web(gateway() + own + virtualService(TO_WEB, 'hosts: [shop.example], gateways: [other]'))).toBe('unknown');
  });

  test('on a Gateway that the manifests do not contain is possible, and says so', () => {
    const { reach } = exposureOf(SHOP + virtualService());
    expect(reach[0]?.assuming).toStrictEqual(['Gateway edge/main, which the manifests do not contain, serves its hosts']);
  });

  test('is a possible way in if it may be the delegate of one elsewhere', () => {
    expect(web(virtualService(TO_WEB, 'hosts: []'))).toBe('unknown');
  });

  test('knows its hosts, paths and TLS', () => {
    const tls = gateway('port: { number: 443, name: https, protocol: HTTPS }, hosts: ["*.example"], tls: { mode: SIMPLE, credentialName: shop }');
    const http = '[{ match: [{ uri: { prefix: /a } }, { uri: { exact: /b } }], route: [{ destination: { host: web } }] }]';
    expect(exposureOf(SHOP + tls + virtualService(http, 'hosts: ["*", shop.example], gateways: [edge/main]')).waysIn[0]?.routes).toStrictEqual([
      { host: '*.example', path: '/a', tls: true },
      { host: '*.example', path: '/b', tls: true, exact: true },
      { host: 'shop.example', path: '/a', tls: true },
      { host: 'shop.example', path: '/b', tls: true, exact: true },
    ]);
  });
});

describe('hosts of a server', () => {
  test.each([
    ['shop/*', 'reachable'],
    ['*/shop.example', 'reachable'],
    ['./*', 'unreachable'],
    ['team/*', 'unreachable'],
  ])('%s: a VirtualService of the shop is %s', (host, expected) => {
    expect(web(gateway(`port: ${HTTP}, hosts: ["${host}"]`) + virtualService())).toBe(expected);
  });

  test.each([
    ['*.shop.example', '*.example', 'reachable'],
    ['*.example', 'a.b.example', 'reachable'],
    ['*.example', 'example', 'unreachable'],
    ['SHOP.example', 'shop.example', 'reachable'],
  ])('%s and the host %s: %s', (offered, host, expected) => {
    expect(web(gateway(`port: ${HTTP}, hosts: ["${offered}"]`) + virtualService(TO_WEB, `hosts: ["${host}"], gateways: [edge/main]`))).toBe(expected);
  });
});

describe('exportTo', () => {
  const exported = (to: string) => virtualService(TO_WEB, `hosts: [shop.example], gateways: [edge/main], exportTo: [${to}]`);

  test.each([
    ['"*"', 'reachable'],
    ['istio-system', 'reachable'],
    ['"."', 'unreachable'],
    ['"~"', 'unreachable'],
  ])('%s: %s by a gateway of istio-system', (to, expected) => {
    expect(web(gateway() + exported(to) + gatewayPods())).toBe(expected);
  });

  test('depends on where the pods of the gateway are', () => {
    expect(web(gateway() + exported('"."'))).toBe('unknown');
  });

  test('of the Service counts too', () => {
    const hidden = SHOP.replace('name: web, namespace: shop, annotations: {}', 'name: web, namespace: shop, annotations: { networking.istio.io/exportTo: "." }');
    expect(verdict(hidden + gateway() + virtualService() + gatewayPods())).toBe('unreachable');
  });
});

describe('the routes of a server', () => {
  const TLS_ROUTE = istio('VirtualService', '{ hosts: [db.example], gateways: [edge/main], tls: [{ match: [{ sniHosts: [db.example] }], route: [{ destination: { host: db } }] }] }');
  const TCP_ROUTE = istio('VirtualService', '{ hosts: ["*"], gateways: [edge/main], tcp: [{ match: [{ port: 5432 }], route: [{ destination: { host: db } }] }] }');
  const PASSTHROUGH = 'port: { number: 443, name: tls, protocol: TLS }, hosts: ["*"], tls: { mode: PASSTHROUGH }';
  const TCP = 'port: { number: 5432, name: db, protocol: TCP }, hosts: ["*"]';

  test.each([
    ['TLS that is passed on takes tls routes', PASSTHROUGH, TLS_ROUTE, 'reachable'],
    ['TLS that ends there takes none', 'port: { number: 443, name: tls, protocol: TLS }, hosts: ["*"], tls: { mode: SIMPLE }', TLS_ROUTE, 'unreachable'],
    ['TCP takes tcp routes', TCP, TCP_ROUTE, 'reachable'],
    ['TCP on another port than the route asks for', TCP.replace('5432', '6432'), TCP_ROUTE, 'unreachable'],
    ['HTTP takes no tcp routes', `port: ${HTTP}, hosts: ["*"]`, TCP_ROUTE, 'unreachable'],
  ])('%s', (_, server, route, expected) => {
    expect(verdict(SHOP + gateway(server) + route, 'db', 5432)).toBe(expected);
  });

  test.each([
    ['a server that only redirects', `port: ${HTTP}, hosts: ["*"], tls: { httpsRedirect: true }`, 'unreachable'],
    ['a server that listens inside the pod only', `port: ${HTTP}, hosts: ["*"], bind: 127.0.0.1`, 'unreachable'],
    ['HTTPS that is passed on', 'port: { number: 443, name: https, protocol: HTTPS }, hosts: ["*"], tls: { mode: PASSTHROUGH }', 'unreachable'],
    ['HTTPS that ends there', 'port: { number: 443, name: https, protocol: HTTPS }, hosts: ["*"], tls: { mode: MUTUAL }', 'reachable'],
    ['gRPC', 'port: { number: 90, name: grpc, protocol: GRPC }, hosts: ["*"]', 'reachable'],
  ])('%s: http routes are %s', (_, server, expected) => {
    expect(web(gateway(server) + virtualService())).toBe(expected);
  });

  test.each([
    ['of the gateway', '{ gateways: [edge/main] }', 'reachable'],
    ['of the mesh', '{ gateways: [mesh] }', 'unreachable'],
    ['of the port', '{ port: 80 }', 'reachable'],
    ['of another port', '{ port: 8080 }', 'unreachable'],
    ['of pods that the gateway is none of', '{ sourceLabels: { istio: other } }', 'unreachable'],
  ])('count where their condition %s holds', (_, match, expected) => {
    expect(web(gateway() + virtualService(`[{ match: [${match}], route: [{ destination: { host: web } }] }]`, 'hosts: [shop.example], gateways: [mesh, edge/main]'))).toBe(expected);
  });

  test('end behind one that takes everything', () => {
    const after = (first: string) => verdict(SHOP + gateway() + virtualService(`[${first}, { route: [{ destination: { host: db, port: { number: 5432 } } }] }]`), 'db', 5432);
    expect(after('{ route: [{ destination: { host: web } }] }')).toBe('unreachable');
    expect(after('{ match: [{ uri: { prefix: / } }], redirect: { uri: /x } }')).toBe('unreachable');
    expect(after('{ match: [{ uri: { prefix: / }, headers: { x: { exact: y } } }], route: [{ destination: { host: web } }] }')).toBe('reachable');
  });

  test('come from the VirtualService that one delegates to, which is the object', () => {
    const root = virtualService('[{ match: [{ uri: { prefix: /api } }], delegate: { name: api, namespace: shop } }]').replace('name: shop, namespace: shop', 'name: root, namespace: edge');
    const delegate = (uri: string, more = '') => istio('VirtualService', `{ ${more} http: [{ match: [{ uri: { prefix: ${uri} } }], route: [{ destination: { host: web } }] }] }`, { name: 'api' });
    const [wayIn] = exposureOf(SHOP + gateway() + root + delegate('/api/v1')).waysIn;
    expect([wayIn?.object.ref, wayIn?.through, wayIn?.routes]).toStrictEqual([
      'VirtualService shop/api',
      ['Gateway edge/main', 'VirtualService edge/root', 'VirtualService shop/api', 'Service shop/web'],
      [{ host: 'shop.example', path: '/api/v1', tls: false }],
    ]);
    expect(web(gateway() + root + delegate('/other'))).toBe('unreachable');
    expect(web(gateway() + root + delegate('/api', 'exportTo: ["."],'))).toBe('unreachable');
  });
});

describe('destinations', () => {
  const to = (destination: string) => web(gateway() + virtualService(`[{ route: [{ destination: { ${destination} } }] }]`));

  test.each([
    ['the whole name', 'host: web.shop.svc.cluster.local', 'reachable'],
    ['the port of the Service', 'host: web, port: { number: 80 }', 'reachable'],
    ['the port of the pod', 'host: web, port: { number: 8080 }', 'unreachable'],
    ['half a name, which Istio does not complete', 'host: web.shop', 'unknown'],
    ['a Service of another namespace', 'host: web.edge.svc.cluster.local', 'unreachable'],
  ])('by %s: %s', (_, destination, expected) => {
    expect(to(destination)).toBe(expected);
  });

  test('of a Service with several ports are those of the server unless one is named', () => {
    const ports = SHOP.replace('{ port: 80, targetPort: 8080 }', '{ name: http, port: 80, targetPort: 8080 }, { name: admin, port: 81, targetPort: 8081 }');
    const exposure = exposureOf(ports + gateway() + virtualService());
    expect([8080, 8081].map((port) => verdictOn(exposure, 'shop/web[Deployment]', 'internet', 'TCP', port))).toStrictEqual(['reachable', 'unreachable']);
  });

  test.each([
    ['a weight', '[{ route: [{ destination: { host: web }, weight: 90 }, { destination: { host: db }, weight: 10 }] }]', 'reachable'],
    ['no weight beside one that has', '[{ route: [{ destination: { host: web }, weight: 100 }, { destination: { host: db } }] }]', 'unreachable'],
    ['copies', '[{ route: [{ destination: { host: web } }], mirror: { host: db } }]', 'reachable'],
    ['copies, one of several', '[{ route: [{ destination: { host: web } }], mirrors: [{ destination: { host: db }, percentage: { value: 1 } }] }]', 'reachable'],
    ['a share of no copies', '[{ route: [{ destination: { host: web } }], mirror: { host: db }, mirrorPercentage: { value: 0 } }]', 'unreachable'],
  ])('with %s: %s', (_, http, expected) => {
    expect(verdict(SHOP + gateway() + virtualService(http), 'db', 5432)).toBe(expected);
  });

  test('of a subset are the pods with its labels', () => {
    const versions = ['v1', 'v2'].map((version) => application(`web-${version}`, '8080', '', `, version: ${version}`)).join('') + service('web', '{ port: 80, targetPort: 8080 }');
    const route = gateway() + virtualService('[{ route: [{ destination: { host: web, subset: stable } }] }]');
    const rule = istio('DestinationRule', '{ host: web, subsets: [{ name: stable, labels: { version: v1 } }] }');
    expect(['web-v1', 'web-v2'].map((app) => verdict(versions + route + rule, app))).toStrictEqual(['reachable', 'unreachable']);
    expect(['web-v1', 'web-v2'].map((app) => verdict(versions + route, app))).toStrictEqual(['unknown', 'unknown']);
  });

  test('may be names that a ServiceEntry gives to Services or pods', () => {
    const entry = (spec: string) => istio('ServiceEntry', `{ hosts: [web.internal], ports: [{ number: 80, name: http, protocol: HTTP, targetPort: 80 }], ${spec} }`);
    expect(['', 'endpoints: [{ address: web.shop.svc.cluster.local }]', 'endpoints: [{ address: api.example.com }]'].map((spec) =>
      web(gateway() + virtualService('[{ route: [{ destination: { host: web.internal } }] }]') + entry(spec === '' ? 'resolution: DNS' : spec)))).toStrictEqual(['unreachable', 'reachable', 'unreachable']);
    expect(web(entry('workloadSelector: { labels: { app: web } }').replace('targetPort: 80', 'targetPort: 8080') + gateway() + virtualService('[{ route: [{ destination: { host: web.internal } }] }]'))).toBe('reachable');
  });

  test('follow aliases of Services', () => {
    const alias = '\n---\napiVersion: v1\nkind: Service\nmetadata: { name: front, namespace: shop }\nspec: { type: ExternalName, externalName: web.shop.svc.cluster.local, ports: [{ port: 80 }] }\n';
    expect(verdict(SHOP + alias + gateway() + virtualService('[{ route: [{ destination: { host: front } }] }]'))).toBe('reachable');
  });
});

describe('the pods of the gateway', () => {
  const ROUTED = gateway() + virtualService();

  test('are those of the selector in any namespace: what reaches them gets in', () => {
    expect(reachInto(exposureOf(SHOP + ROUTED + gatewayPods()), 'shop/web[Deployment]')[0])
      .toBe('internet: TCP 8080 reachable by Service istio-system/istio-ingressgateway > Gateway edge/main > VirtualService shop/shop > Service shop/web');
    expect(web(ROUTED + gatewayPods('{ selector: { istio: ingressgateway }, ports: [{ port: 80, targetPort: 8080 }] }'))).toBe('unreachable');
  });

  test('are only those of its own namespace if the control plane says so', () => {
    const istiod = '\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: istiod, namespace: istio-system }\nspec: { containers: [{ name: discovery, image: istio/pilot, env: [{ name: PILOT_SCOPE_GATEWAY_TO_NAMESPACE, value: "true" }] }] }\n';
    const inside = gatewayPods('{ selector: { istio: ingressgateway }, ports: [{ port: 80 }] }', 'edge');
    expect(web(ROUTED + gatewayPods() + inside)).toBe('reachable');
    expect(web(ROUTED + gatewayPods() + inside + istiod)).toBe('unreachable');
    expect(web(ROUTED + gatewayPods() + istiod)).toBe('unknown');
  });

  test('listen behind the port of their Service that the server names, or on that port itself', () => {
    const on = (number: number) => web(gateway(`port: { number: ${number}, name: http, protocol: HTTP }, hosts: ["*"]`) + virtualService() + gatewayPods());
    expect([80, 8080, 9000].map(on)).toStrictEqual(['reachable', 'reachable', 'unreachable']);
  });

  test('are what policies see', () => {
    expect(web(ROUTED + gatewayPods() + isolating('web', FROM_GATEWAY))).toBe('reachable');
    expect(web(ROUTED + gatewayPods() + isolating('web', '[]'))).toBe('unreachable');
    expect(web(ROUTED + isolating('web', FROM_GATEWAY), described('podLabels: { istio: ingressgateway }, scope: internet'))).toBe('reachable');
    expect(web(ROUTED + isolating('web', '[]'), described('podLabels: { istio: ingressgateway }, scope: internet'))).toBe('unreachable');
    expect(web(ROUTED + isolating('web', FROM_GATEWAY))).toBe('unknown');
  });

  test('are as open as exposure.yaml says of pods with their labels', () => {
    expect(web(ROUTED, described('podLabels: { istio: ingressgateway }, scope: private-network'))).toBe('unreachable');
    expect(web(ROUTED, described('scope: private-network'))).toBe('unreachable');
    expect(web(ROUTED, described('podLabels: { istio: internal }, scope: private-network'))).toBe('reachable');
  });

  test('come in by the port of the mesh too where the pods are in ambient mode', () => {
    const ambient = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { istio.io/dataplane-mode: ambient } }\n';
    const hbone = isolating('web', FROM_GATEWAY.replace('8080', '15008'));
    expect(web(ROUTED + gatewayPods() + hbone)).toBe('unreachable');
    expect(verdict(ambient + SHOP + ROUTED + gatewayPods() + hbone)).toBe('reachable');
  });
});
