import { exposureOf, verdictOn } from '../exposure-of';
import { BOTH, described, NOBODY, object, PRIVATE_ONLY, SHOP, UNKNOWN, verdicts, WEB } from './publishing';

const ALIAS = `
---
apiVersion: v1
kind: Service
metadata: { name: alias, namespace: shop }
spec: { type: ExternalName, externalName: web.shop.svc.cluster.local, ports: [{ port: 80 }] }
`;
const proxy = (spec: string, options = {}) => object('projectcontour.io/v1', 'HTTPProxy', spec, options);
const route = (spec: string) => object('route.openshift.io/v1', 'Route', spec);
const server = (spec: string, options = {}) => object('k8s.nginx.org/v1', 'VirtualServer', spec, options);
const UPSTREAMS = 'upstreams: [{ name: main, service: web, port: 80 }]';

describe('each product publishes what its own kinds lead to', () => {
  test.each([
    ['Traefik', object('traefik.io/v1alpha1', 'IngressRoute', '{ routes: [{ match: "Host(`shop.example.com`)", services: [{ name: web, port: http }] }] }')],
    ['Traefik of old', object('traefik.containo.us/v1alpha1', 'IngressRoute', '{ routes: [{ match: "Host(`shop.example.com`)", services: [{ name: web, port: 80 }] }] }')],
    ['Contour', proxy('{ virtualhost: { fqdn: shop.example.com }, routes: [{ services: [{ name: web, port: 80 }] }] }')],
    ['OpenShift', route('{ host: shop.example.com, to: { kind: Service, name: web } }')],
    ['Kong', object('configuration.konghq.com/v1beta1', 'TCPIngress', '{ rules: [{ port: 9000, backend: { serviceName: web, servicePort: 80 } }] }', { annotations: '{ kubernetes.io/ingress.class: kong }' })],
    ['HAProxy', object('ingress.v1.haproxy.org/v1', 'TCP', '[{ name: web, frontend: { name: web, binds: [{ name: v4, port: 9000 }] }, service: { name: web, port: 80 } }]')],
    ['HAProxy of today', object('ingress.v3.haproxy.org/v3', 'TCP', '[{ name: web, frontend: { name: web, binds: { v4: { port: 9000 } } }, service: { name: web, port: 80 } }]')],
    ['F5 NGINX', server(`{ host: shop.example.com, ${UPSTREAMS}, routes: [{ path: /, action: { pass: main } }] }`)],
    ['F5 NGINX for connections', object('k8s.nginx.org/v1', 'TransportServer', `{ listener: { name: web, protocol: TCP }, ${UPSTREAMS}, action: { pass: main } }`)],
    ['Emissary', object('getambassador.io/v3alpha1', 'Mapping', '{ hostname: "*", prefix: /, service: "http://web.shop:80" }')],
    ['Emissary without a port', object('getambassador.io/v3alpha1', 'Mapping', '{ hostname: "*", prefix: /, service: web }')],
    ['Emissary for connections', object('getambassador.io/v3alpha1', 'TCPMapping', '{ port: 9000, service: "web:80" }')],
    ['APISIX', object('apisix.apache.org/v2', 'ApisixRoute', '{ http: [{ name: web, match: { paths: ["/*"] }, backends: [{ serviceName: web, servicePort: 80 }] }] }')],
    ['APISIX for connections', object('apisix.apache.org/v2', 'ApisixRoute', '{ stream: [{ name: web, protocol: TCP, match: { ingressPort: 9000 }, backend: { serviceName: web, servicePort: 80 } }] }')],
    ['Skipper', object('zalando.org/v1', 'RouteGroup', '{ backends: [{ name: main, type: service, serviceName: web, servicePort: 80 }], defaultBackends: [{ backendName: main }] }')],
    ['Gloo', object('gloo.solo.io/v1', 'Upstream', '{ kube: { serviceName: web, serviceNamespace: shop, servicePort: 80 } }', { name: 'up', namespace: 'gloo-system' })
      + object('gateway.solo.io/v1', 'VirtualService', '{ virtualHost: { domains: ["*"], routes: [{ routeAction: { single: { upstream: { name: up, namespace: gloo-system } } } }] } }', { namespace: 'gloo-system' })],
    ['Gloo by the name that its discovery gives to the port of a Service',
      object('gateway.solo.io/v1', 'VirtualService', '{ virtualHost: { domains: ["*"], routes: [{ routeAction: { single: { upstream: { name: shop-web-80, namespace: gloo-system } } } }] } }')],
  ])('%s', (_, manifests) => {
    expect(verdicts(SHOP + manifests)).toStrictEqual(BOTH);
  });

  test('and a variant of the product that exposure.yaml describes serves them as well', () => {
    const shop = SHOP + object('traefik.io/v1alpha1', 'IngressRoute', '{ routes: [{ services: [{ name: web, port: 80 }] }] }');
    expect(verdicts(shop, { controllers: ['{ preset: k3s-traefik, className: traefik, scope: private-network }'] })).toStrictEqual(PRIVATE_ONLY);
  });
});

describe('nothing is published by', () => {
  test.each([
    ['a port that the Service does not have', object('traefik.io/v1alpha1', 'IngressRoute', '{ routes: [{ services: [{ name: web, port: 8080 }] }] }')],
    ['a Service of weight 0', object('traefik.io/v1alpha1', 'IngressRoute', '{ routes: [{ services: [{ name: web, port: 80, weight: 0 }, { name: other, port: 80 }] }] }')],
    ['a TraefikService that no route names', object('traefik.io/v1alpha1', 'TraefikService', '{ weighted: { services: [{ name: web, port: 80 }] } }')],
    ['a mirror that gets no share', object('traefik.io/v1alpha1', 'TraefikService', '{ mirroring: { name: other, port: 80, mirrors: [{ name: web, port: 80 }] } }', { name: 'mirrored' })
      + object('traefik.io/v1alpha1', 'IngressRoute', '{ routes: [{ services: [{ name: mirrored, kind: TraefikService }] }] }')],
    ['an HTTPProxy that nobody includes', proxy('{ routes: [{ services: [{ name: web, port: 80 }] }] }')],
    ['an HTTPProxy of another class', proxy('{ ingressClassName: other, routes: [{ services: [{ name: web, port: 80 }] }] }')],
    ['a root that includes a root, as for the second way', proxy('{ virtualhost: { fqdn: a.example.com }, includes: [{ name: part }] }') + proxy('{ includes: [{ name: web }] }', { name: 'part' })],
    ['the weight 0 beside another weight of Contour', proxy('{ virtualhost: { fqdn: a.example.com }, routes: [{ services: [{ name: web, port: 80 }, { name: other, port: 80, weight: 10 }] }] }')],
    ['a backend of weight 0 of an OpenShift Route', route('{ host: a.example.com, to: { kind: Service, name: other }, alternateBackends: [{ kind: Service, name: web, weight: 0 }] }')],
    ['a Route to a port of the Service that is none of the pod', route('{ to: { kind: Service, name: web }, port: { targetPort: 80 } }')],
    ['an upstream of F5 NGINX that no route passes to', server(`{ host: a.example.com, ${UPSTREAMS}, routes: [{ path: /, action: { return: { body: hello } } }] }`)],
    ['a VirtualServerRoute that no VirtualServer names', object('k8s.nginx.org/v1', 'VirtualServerRoute', `{ host: a.example.com, ${UPSTREAMS}, subroutes: [{ path: /, action: { pass: main } }] }`)],
    ['a Mapping to a host outside of the cluster', object('getambassador.io/v3alpha1', 'Mapping', '{ prefix: /, service: "https://www.example.com" }')],
    ['a route over the other protocol', object('traefik.io/v1alpha1', 'IngressRouteUDP', '{ routes: [{ services: [{ name: web, port: 80 }] }] }')],
  ])('%s', (_, manifests) => {
    expect(verdicts(SHOP + manifests)).toStrictEqual(NOBODY);
  });
});

describe('one object leads to others', () => {
  const toWeb = '[{ name: web, port: 80 }]';
  test.each([
    ['an HTTPProxy includes one of another namespace', proxy('{ virtualhost: { fqdn: a.example.com }, includes: [{ name: web, namespace: shop }] }', { name: 'root', namespace: 'edge' })
      + proxy(`{ routes: [{ services: ${toWeb} }] }`)],
    ['a tcpproxy includes', proxy('{ virtualhost: { fqdn: a.example.com, tls: { passthrough: true } }, tcpproxy: { include: { name: web } } }', { name: 'root' })
      + proxy(`{ tcpproxy: { services: ${toWeb} } }`)],
    ['Contour mirrors requests', proxy('{ virtualhost: { fqdn: a.example.com }, routes: [{ services: [{ name: other, port: 80 }, { name: web, port: 80, mirror: true }] }] }')],
    ['a VirtualServer names a VirtualServerRoute', server('{ host: a.example.com, routes: [{ path: /, route: shop/part }] }', { namespace: 'edge' })
      + object('k8s.nginx.org/v1', 'VirtualServerRoute', `{ host: a.example.com, ${UPSTREAMS}, subroutes: [{ path: /, action: { pass: main } }] }`, { name: 'part' })],
    ['a VirtualServer chooses VirtualServerRoutes by label', server('{ host: a.example.com, routes: [{ path: /, routeSelector: { matchLabels: { app: web } } }] }')
      + object('k8s.nginx.org/v1', 'VirtualServerRoute', `{ host: a.example.com, ${UPSTREAMS}, subroutes: [{ path: /, action: { pass: main } }] }`, { name: 'part', labels: '{ app: web }' })],
    ['splits and matches pass requests', server(`{ host: a.example.com, ${UPSTREAMS}, routes: [{ path: /, matches: [{ splits: [{ weight: 1, action: { proxy: { upstream: main } } }] }], action: { return: { body: no } } }] }`)],
    ['a TraefikService is followed', object('traefik.io/v1alpha1', 'TraefikService', '{ mirroring: { name: other, port: 80, mirrors: [{ name: web, port: 80, percent: 5 }] } }', { name: 'mirrored' })
      + object('traefik.io/v1alpha1', 'IngressRoute', '{ routes: [{ services: [{ name: mirrored, kind: TraefikService }] }] }')],
    ['a Middleware answers errors by a Service', object('traefik.io/v1alpha1', 'Middleware', '{ errors: { status: ["500-599"], service: { name: web, port: 80 } } }', { name: 'errors' })
      + object('traefik.io/v1alpha1', 'Middleware', '{ chain: { middlewares: [{ name: errors }] } }', { name: 'chain' })
      + object('traefik.io/v1alpha1', 'IngressRoute', '{ routes: [{ services: [{ name: other, port: 80 }], middlewares: [{ name: chain }] }] }')],
    ['a Route has alternate backends', route('{ to: { kind: Service, name: other }, alternateBackends: [{ kind: Service, name: web, weight: 1 }] }')],
    ['an ApisixUpstream has Services as nodes', object('apisix.apache.org/v2', 'ApisixUpstream', '{ externalNodes: [{ type: Service, name: web, port: 80 }] }', { name: 'up' })
      + object('apisix.apache.org/v2', 'ApisixRoute', '{ http: [{ name: web, match: { paths: ["/"] }, upstreams: [{ name: up }] }] }')],
  ])('%s', (_, manifests) => {
    expect(verdicts(SHOP + manifests)).toStrictEqual(BOTH);
  });

  test('and what a part of its own names is reported on the part, with the way to it', () => {
    const exposure = exposureOf(SHOP + proxy('{ virtualhost: { fqdn: a.example.com, tls: { secretName: a } }, includes: [{ name: web, namespace: shop, conditions: [{ prefix: /shop }] }] }', { name: 'root', namespace: 'edge' })
      + proxy('{ routes: [{ conditions: [{ prefix: /cart }], services: [{ name: web, port: 80 }] }] }'));
    const [wayIn] = exposure.waysIn;
    expect(wayIn?.object.ref).toBe('HTTPProxy shop/web');
    expect(wayIn?.through).toStrictEqual(['HTTPProxy edge/root', 'HTTPProxy shop/web', 'Service shop/web']);
    expect(wayIn?.routes).toStrictEqual([{ host: 'a.example.com', path: '/shop/cart', tls: true }]);
  });

  test('and a circle of includes ends', () => {
    const circle = proxy('{ virtualhost: { fqdn: a.example.com }, includes: [{ name: one }] }') + proxy('{ includes: [{ name: two }] }', { name: 'one' })
      + proxy('{ includes: [{ name: one }], routes: [{ services: [{ name: web, port: 80 }] }] }', { name: 'two' });
    expect(verdicts(SHOP + circle)).toStrictEqual(BOTH);
  });
});

describe('an alias is followed as far as the product follows it', () => {
  const traefik = object('traefik.io/v1alpha1', 'IngressRoute', '{ routes: [{ services: [{ name: alias, port: 80 }] }] }');
  test('Emissary resolves every name', () => {
    expect(verdicts(SHOP + ALIAS + object('getambassador.io/v3alpha1', 'Mapping', '{ prefix: /, service: alias }'))).toStrictEqual(BOTH);
  });
  test('Traefik refuses unless it is told otherwise, which nobody knows of one that is only described', () => {
    expect(verdicts(SHOP + ALIAS + traefik, { controllers: [described('traefik', 'traefik')] })).toStrictEqual(UNKNOWN);
  });
});

test('Kong passes over what names no class, unless its class is the default one', () => {
  const ingress = object('configuration.konghq.com/v1beta1', 'TCPIngress', '{ rules: [{ port: 9000, backend: { serviceName: web, servicePort: 80 } }] }');
  const ofKong = (annotations: string) => `\n---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: kong, annotations: ${annotations} }\nspec: { controller: ingress-controllers.konghq.com/kong }\n`;
  expect(verdicts(SHOP + ingress)).toStrictEqual(UNKNOWN);
  expect(verdicts(SHOP + ingress + ofKong('{}'))).toStrictEqual(NOBODY);
  expect(verdicts(SHOP + ingress + ofKong('{ ingressclass.kubernetes.io/is-default-class: "true" }'))).toStrictEqual(BOTH);
});

test('datagrams reach the UDP port, and nothing else', () => {
  const udp = object('traefik.io/v1alpha1', 'IngressRouteUDP', '{ entryPoints: [dns], routes: [{ services: [{ name: web, port: dns }] }] }');
  const exposure = exposureOf(SHOP + udp, '');
  expect([verdictOn(exposure, WEB, 'internet', 'UDP', 5353), verdictOn(exposure, WEB, 'internet', 'TCP', 8080)]).toStrictEqual(['reachable', 'unreachable']);
});
