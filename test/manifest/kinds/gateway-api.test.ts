import { readYaml } from '../../../src/manifest/read';

/** Problems of one object, as `path message`. */
function problemsOf(kind: string, spec: string, version = 'v1', group = 'gateway.networking.k8s.io'): readonly string[] {
  const namespace = kind === 'GatewayClass' ? '' : ', namespace: shop';
  const { problems } = readYaml(`apiVersion: ${group}/${version}\nkind: ${kind}\nmetadata: { name: web${namespace} }\nspec: ${spec}\n`, 'gateway.yaml');
  return problems.map(({ path, message }) => `${path} ${message}`);
}

const gateway = (listener: string) => problemsOf('Gateway', `{ gatewayClassName: istio, listeners: [${listener}] }`);
const TLS = 'tls: { certificateRefs: [{ name: web-tls }] }';

describe('a Gateway', () => {
  test.each([
    ['{ name: web, port: 80, protocol: HTTP }'],
    [`{ name: web, port: 443, protocol: HTTPS, hostname: "*.shop.example", ${TLS} }`],
    ['{ name: web, port: 443, protocol: HTTPS, tls: { options: { networking.gke.io/pre-shared-certs: web } } }'],
    ['{ name: mq, port: 8883, protocol: TLS, tls: { mode: Passthrough } }'],
    ['{ name: db, port: 5432, protocol: TCP }, { name: dns, port: 53, protocol: UDP }'],
    [`{ name: a, port: 443, protocol: HTTPS, hostname: a.example, ${TLS} }, { name: b, port: 443, protocol: HTTPS, hostname: b.example, ${TLS} }`],
    ['{ name: web, port: 80, protocol: HTTP, hostname: "" }'],
  ])('with %s is accepted', (listener) => {
    expect(gateway(listener)).toStrictEqual([]);
  });

  test.each([
    [`{ name: web, port: 80, protocol: HTTP, ${TLS} }`, 'spec.listeners[0].tls must not be given with protocol HTTP; use HTTPS'],
    ['{ name: web, port: 443, protocol: HTTPS, tls: { mode: Passthrough } }', 'spec.listeners[0].tls.mode must be Terminate with protocol HTTPS; use protocol TLS to pass connections through'],
    ['{ name: web, port: 443, protocol: HTTPS, tls: { mode: Terminate } }', 'spec.listeners[0].tls must have certificateRefs or options, or nothing terminates TLS'],
    ['{ name: mq, port: 8883, protocol: TLS }', 'spec.listeners[0].tls is required: a listener of protocol TLS says its mode, Terminate or Passthrough'],
    ['{ name: db, port: 5432, protocol: TCP, hostname: db.example }', 'spec.listeners[0].hostname must not be given with protocol TCP, which knows no host names'],
    ['{ name: web, port: 80, protocol: HTTP }, { name: web, port: 81, protocol: HTTP }', 'spec.listeners[1].name "web" is the name of another listener; names must be unique'],
    ['{ name: a, port: 80, protocol: HTTP }, { name: b, port: 80, protocol: HTTP }', 'spec.listeners[1] has port, protocol and hostname of another listener; the combination must be unique'],
    ['{ name: web, protocol: HTTP }', 'spec.listeners[0].port is required: a port number, 1 to 65535'],
    ['{ name: web, port: 80, protocol: HTTP, hostname: 10.0.0.1 }', 'spec.listeners[0].hostname "10.0.0.1" must be a DNS name without a port, not an address'],
    ['{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: None } } }', 'spec.listeners[0].allowedRoutes.namespaces.from "None" must be "All", "Selector" or "Same"'],
    ['', 'spec.listeners is required: a Gateway has at least one listener'],
  ])('with %s is refused: %s', (listener, problem) => {
    expect(gateway(listener)).toStrictEqual([problem]);
  });
});

describe('a route', () => {
  const route = (spec: string, kind = 'HTTPRoute') => problemsOf(kind, spec);

  test.each([
    ['{ parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }'],
    ['{ parentRefs: [{ name: edge, sectionName: a }, { name: edge, sectionName: b }] }'],
    ['{ rules: [{ backendRefs: [{ group: example.com, kind: Bucket, name: files }] }] }'],
    ['{ rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }] }'],
  ])('%s is accepted', (spec) => {
    expect(route(spec)).toStrictEqual([]);
  });

  test.each([
    ['{ parentRefs: [{ name: edge }, { name: edge }] }', 'spec.parentRefs[1] names Gateway "edge" a second time; each reference to one parent needs a sectionName of its own'],
    ['{ parentRefs: [{ name: edge }, { name: edge, sectionName: b }] }', 'spec.parentRefs[1].sectionName must be given in all references to one parent, or in none'],
    ['{ rules: [{ backendRefs: [{ name: web }] }] }', 'spec.rules[0].backendRefs[0].port is required: the number of a port of the Service'],
    ['{ rules: [{ backendRefs: [{ name: web, port: 80, weight: -1 }] }] }', 'spec.rules[0].backendRefs[0].weight -1 must be a whole number, 0 to 1000000'],
    ['{ rules: [{ matches: [{ path: { value: shop } }] }] }', 'spec.rules[0].matches[0].path.value "shop" must be an absolute path, starting with "/"'],
    ['{ hostnames: ["*.*.example"] }', 'spec.hostnames[0] "*.*.example" must have "*" only as its whole leftmost label, followed by a domain (for example "*.example.com")'],
    ['{ rules: [{ backendRefs: [{ name: web, port: 80 }], filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }] }',
      'spec.rules[0] must not have both backendRefs and a RequestRedirect filter'],
  ])('%s is refused: %s', (spec, problem) => {
    expect(route(spec)).toStrictEqual([problem]);
  });

  test('a regular expression is no path', () => {
    expect(route('{ rules: [{ matches: [{ path: { type: RegularExpression, value: "^/shop/.*" } }] }] }')).toStrictEqual([]);
  });
});

test.each([
  ['GatewayClass', '{ controllerName: istio }', 'spec.controllerName "istio" must be a domain and a path, such as "example.com/gateway-controller"'],
  ['GatewayClass', '{}', 'spec.controllerName is required: the name of the product, such as "istio.io/gateway-controller"'],
  ['ListenerSet', '{ listeners: [{ name: web, port: 80, protocol: HTTP }] }', 'spec.parentRef is required: the Gateway that the listeners are added to'],
  ['ReferenceGrant', '{ from: [{ group: "", kind: HTTPRoute, namespace: shop }], to: [{ kind: Service }] }', 'spec.to[0].group is required: an API group; "" for Services and Secrets'],
])('a %s %s is refused', (kind, spec, problem) => {
  expect(problemsOf(kind, spec)).toStrictEqual([problem]);
});

test('versions of another shape pass unread', () => {
  expect(problemsOf('Gateway', '{ listeners: none }', 'v1alpha1')).toStrictEqual([]);
  const { objects } = readYaml('apiVersion: gateway.networking.k8s.io/v1alpha1\nkind: Gateway\nmetadata: { name: web }\nspec: {}\n', 'gateway.yaml');
  expect(objects.map(({ spec }) => spec)).toStrictEqual([undefined]);
});
