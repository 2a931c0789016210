import { findingsOf, from, pod, policy, reportOn, service, verdictOn } from './shop';

const CLASS = 'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: istio}\nspec: {controllerName: istio.io/gateway-controller}';
const HTTPS = '{name: https, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: {certificateRefs: [{name: web-tls}]}}';
const HTTP = '{name: http, port: 80, protocol: HTTP}';
const PRIVATE_NODES = 'cluster: {provider: gke, nodeAddresses: private}';
const INTERNAL = 'infrastructure: {annotations: {networking.gke.io/load-balancer-type: Internal}}, ';

const gateway = (listeners: string, more = ''): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: shop}\nspec: {gatewayClassName: istio, ${more}listeners: [${listeners}]}`;
const route = (name: string, parent = 'sectionName: https', hosts = `[${name}.example.com]`): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: ${name}, namespace: shop}
spec: {parentRefs: [{name: edge, ${parent}}], hostnames: ${hosts}, rules: [{backendRefs: [{name: ${name}, port: 8080}]}]}`;
const app = (name: string, intent: string, more = {}): readonly string[] => [pod(name, { declares: { intent, ...more } }), service(name)];

/** Admits the proxies of the Gateway, and nobody else. */
const guard = (name: string): string => policy(name, 'ingress: [{from: [{podSelector: {matchLabels: {gateway.networking.k8s.io/gateway-name: edge}}}]}]');

test('a private workload behind a route is violated, one behind a Gateway that is not there unproven', () => {
  const there = reportOn([CLASS, gateway(HTTPS), ...app('db', 'private'), route('db')], PRIVATE_NODES);
  expect(findingsOf(there, 'EXP-ROUTE').map(({ object, severity }) => [object, severity])).toStrictEqual([['HTTPRoute shop/db', 'error']]);
  expect(verdictOn(there, 'shop/db[Pod]')).toBe('violated');
  const elsewhere = reportOn([...app('db', 'private'), policy('db', from('orders')), route('db')], PRIVATE_NODES);
  expect(findingsOf(elsewhere, 'EXP-ROUTE').map(({ severity }) => severity)).toStrictEqual(['warning']);
  expect(verdictOn(elsewhere, 'shop/db[Pod]')).toBe('unproven');
});

test('a load balancer that routes make is stopped by policies that select pods only', () => {
  const managed = gateway(HTTPS).replace('gatewayClassName: istio', 'gatewayClassName: gke-l7-global-external-managed');
  const report = (admitted: string) => findingsOf(reportOn([managed, ...app('web', 'public'), route('web'), policy('web', `ingress: [{from: [${admitted}]}]`)], PRIVATE_NODES), 'NP-LB-IPBLOCK');
  expect(report('{namespaceSelector: {}}').map(({ workload }) => workload)).toStrictEqual(['shop/web[Pod]']);
  expect(report('{ipBlock: {cidr: 35.191.0.0/16}}')).toStrictEqual([]);
});

describe('a policy for proxies that no manifest contains', () => {
  const wrong = (labels: string, namespace: string, ...documents: readonly string[]): readonly string[] => {
    const written = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: proxies, namespace: ${namespace}}\nspec: {podSelector: {matchLabels: {${labels}}}, policyTypes: [Ingress]}`;
    return findingsOf(reportOn([written, ...documents], PRIVATE_NODES), 'NP-WRONG-NAMESPACE').map(({ object }) => object);
  };
  const OF_GATEWAY = 'gateway.networking.k8s.io/gateway-name: edge';
  const OF_TRAEFIK = 'app.kubernetes.io/name: traefik';
  const annotated = 'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: traefik, annotations: {cdk8s-exposure/gateway: \'{"preset":"traefik"}\'}}\nspec: {controller: traefik.io/ingress-controller}';

  test('selects them where a Gateway has no route yet, or a class describes them', () => {
    expect(wrong(OF_GATEWAY, 'shop', CLASS, gateway(HTTPS))).toStrictEqual([]);
    expect(wrong(OF_TRAEFIK, 'traefik', annotated)).toStrictEqual([]);
  });

  test('is in the wrong namespace, or for nobody, elsewhere', () => {
    expect(wrong(OF_GATEWAY, 'edge', CLASS, gateway(HTTPS))).toStrictEqual(['NetworkPolicy edge/proxies']);
    expect(wrong(OF_GATEWAY, 'shop', CLASS)).toStrictEqual(['NetworkPolicy shop/proxies']);
    expect(wrong(OF_TRAEFIK, 'kube-system', annotated)).toStrictEqual(['NetworkPolicy kube-system/proxies']);
    expect(wrong(OF_TRAEFIK, 'traefik')).toStrictEqual(['NetworkPolicy traefik/proxies']);
  });
});

describe('an internal workload', () => {
  const verdict = (made: string, config = PRIVATE_NODES) => {
    const report = reportOn([CLASS, made, ...app('orders', 'internal'), guard('orders'), route('orders')], config);
    return [verdictOn(report, 'shop/orders[Pod]'), ...findingsOf(report, 'EXP-GATEWAY-SCOPE').map(({ object }) => object)];
  };

  test('is violated behind a public Gateway, which is reported', () => {
    expect(verdict(gateway(HTTPS))).toStrictEqual(['violated', 'Gateway shop/edge']);
  });

  test('is no concern behind an internal one', () => {
    expect(verdict(gateway(HTTPS, INTERNAL))).toStrictEqual(['honored']);
  });

  test('is unproven where node ports of an internal load balancer may be public', () => {
    expect(verdict(gateway(HTTPS, INTERNAL), 'cluster: {provider: gke}')).toStrictEqual(['unproven', 'Gateway shop/edge']);
  });

  test('is reported on its route where the Gateway serves public workloads too', () => {
    const report = reportOn([CLASS, gateway(HTTPS), ...app('orders', 'internal'), route('orders'), ...app('web', 'public'), route('web')], PRIVATE_NODES);
    expect(findingsOf(report, 'EXP-GATEWAY-SCOPE').map(({ object }) => object)).toStrictEqual(['HTTPRoute shop/orders']);
  });
});

describe('declared hosts and gateways', () => {
  const verdict = (more: Readonly<Record<string, string>>, made = gateway(HTTPS), lead = route('web', 'sectionName: https', '["*.example.com"]')) => {
    const report = reportOn([CLASS, made, ...app('web', 'public', more), lead], PRIVATE_NODES);
    return findingsOf(report, 'INTENT-HOST-UNROUTED').length + findingsOf(report, 'INTENT-UNDECLARED-REACH').length;
  };

  test.each([
    [{ gateways: '["shop/edge"]' }, 0],
    [{ gateways: '["shop/inner"]' }, 1],
    [{ gateways: '["istio"]' }, 1],
    [{ 'ways-in': '["Gateway"]' }, 0],
  ])('%j: %d findings', (more, findings) => {
    expect(verdict(more)).toBe(findings);
  });

  test('a wildcard of a route serves hosts of several labels over TLS', () => {
    const declares = { hosts: '[{"host":"a.b.example.com"}]' };
    const report = reportOn([CLASS, gateway(HTTPS), ...app('web', 'public', declares), route('web', 'sectionName: https', '["*.example.com"]')], PRIVATE_NODES);
    expect(findingsOf(report, 'INTENT-HOST-UNROUTED')).toStrictEqual([]);
  });

  test('a host on a plain listener is not served over TLS', () => {
    expect(verdict({ hosts: '[{"host":"web.example.com"}]' }, gateway(HTTP), route('web', 'sectionName: http'))).toBe(1);
  });
});

describe('TLS', () => {
  const missing = (...documents: readonly string[]) => findingsOf(reportOn([CLASS, ...documents, ...app('web', 'public')], PRIVATE_NODES), 'TLS-MISSING').map(({ object }) => object);

  test('is missing where a route of an application hangs on a plain listener only', () => {
    expect(missing(gateway(HTTP), route('web', 'sectionName: http'))).toStrictEqual(['Gateway shop/edge']);
  });

  test('is there where the route hangs on both; then the section is missing', () => {
    expect(missing(gateway(`${HTTP}, ${HTTPS}`), route('web', 'kind: Gateway'))).toStrictEqual([]);
    const report = reportOn([CLASS, gateway(`${HTTP}, ${HTTPS}`), route('web', 'kind: Gateway'), ...app('web', 'public')], PRIVATE_NODES);
    expect(findingsOf(report, 'GW-NO-SECTIONNAME').map(({ object }) => object)).toStrictEqual(['HTTPRoute shop/web']);
  });

  test('is not asked of an internal Gateway', () => {
    expect(missing(gateway(HTTP, INTERNAL), route('web', 'sectionName: http'))).toStrictEqual([]);
  });
});

test('a Service beside the Gateway opens the workload past it', () => {
  const report = reportOn([CLASS, gateway(HTTPS), pod('web', { declares: { intent: 'public' } }), service('web', 'type: LoadBalancer'), route('web')], PRIVATE_NODES);
  expect(findingsOf(report, 'EXP-DIRECT-BYPASS').map(({ object }) => object)).toStrictEqual(['Service shop/web']);
});

test('TCPRoutes of a version that Istio does not watch are said', () => {
  const tcp = 'apiVersion: gateway.networking.k8s.io/v1\nkind: TCPRoute\nmetadata: {name: web, namespace: shop}\nspec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: web, port: 8080}]}]}';
  const report = reportOn([CLASS, gateway('{name: web, port: 9000, protocol: TCP}'), ...app('web', 'public'), guard('web'), tcp], PRIVATE_NODES);
  expect(findingsOf(report, 'GW-API-VERSION').map(({ object, severity }) => [object, severity])).toStrictEqual([['TCPRoute shop/web', 'warning']]);
  expect(verdictOn(report, 'shop/web[Pod]')).toBe('unproven');
});

test('a grant for a private Service is said, also with a name', () => {
  const grant = 'apiVersion: gateway.networking.k8s.io/v1\nkind: ReferenceGrant\nmetadata: {name: from-blog, namespace: shop}\nspec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: blog}], to: [{group: "", kind: Service, name: db}]}';
  expect(findingsOf(reportOn([grant, ...app('db', 'private')]), 'GW-REFERENCE-GRANT')).toHaveLength(1);
  expect(findingsOf(reportOn([grant, ...app('db', 'public')]), 'GW-REFERENCE-GRANT')).toHaveLength(0);
});
