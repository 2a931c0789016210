import { buildCluster } from '../../../src/cluster/build';
import { attachmentsOf } from '../../../src/cluster/gateway-api/attachment';
import { commonHosts, coversHosts } from '../../../src/cluster/gateway-api/hostnames';
import { GatewayApi } from '../../../src/cluster/gateway-api/objects';
import { permitOf } from '../../../src/cluster/gateway-api/reference-grants';
import { readYaml } from '../../../src/manifest/read';

const NAMESPACES = ['shop', 'edge', 'blog'].map((name) => `
---
apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { team: ${name === 'blog' ? 'news' : 'web'} } }
`).join('');

function gateway(listeners: string, more = ''): string {
  return `
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: edge }
spec: { gatewayClassName: istio, listeners: [${listeners}]${more} }
`;
}

function route(spec: string, kind = 'HTTPRoute', namespace = 'shop'): string {
  return `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: web, namespace: ${namespace} }
spec: { ${spec}, rules: [{ backendRefs: [{ name: web, port: 8080 }] }] }
`;
}

const ALL = 'allowedRoutes: { namespaces: { from: All } }';
const PARENT = 'parentRefs: [{ name: public, namespace: edge }]';

/** What becomes of the one route: the listeners that take it with hosts and conditions, or the reason why none does. */
function outcome(...documents: readonly string[]): readonly string[] {
  const parsed = readYaml([NAMESPACES, ...documents].join(''), 'gateway.yaml');
  expect(parsed.problems).toStrictEqual([]);
  const cluster = buildCluster(parsed);
  const { attachments, refusals, elsewhere } = attachmentsOf(cluster, GatewayApi.of(cluster).routes[0]!);
  return [
    ...attachments.map(({ listener, hosts, assuming }) => `${listener.name} ${hosts.map((host) => host ?? 'every host').join()}${assuming.length > 0 ? ' maybe' : ''}`),
    ...refusals.map(({ reason }) => `refused: ${reason}`),
    ...elsewhere.map(({ kind, name }) => `elsewhere: ${kind} ${name}`),
  ];
}

describe('which namespaces a listener admits', () => {
  test.each([
    ['', 'refused: namespace'],
    [', allowedRoutes: { namespaces: { from: Same } }', 'refused: namespace'],
    [`, ${ALL}`, 'web every host'],
    [', allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { team: web } } } }', 'web every host'],
    [', allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { team: news } } } }', 'refused: namespace'],
    [', allowedRoutes: { namespaces: { from: Selector } }', 'refused: namespace'],
  ])('listener%s: %s', (allowed, expected) => {
    expect(outcome(gateway(`{ name: web, port: 80, protocol: HTTP${allowed} }`), route(PARENT))).toStrictEqual([expected]);
  });

  test('by default those of its own namespace', () => {
    expect(outcome(gateway('{ name: web, port: 80, protocol: HTTP }'), route('parentRefs: [{ name: public }]', 'HTTPRoute', 'edge'))).toStrictEqual(['web every host']);
  });

  test('a namespace whose object is not there may have the label', () => {
    const selector = 'allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { team: web } } } }';
    expect(outcome(gateway(`{ name: web, port: 80, protocol: HTTP, ${selector} }`), route(PARENT, 'HTTPRoute', 'stock'))).toStrictEqual(['web every host maybe']);
  });
});

describe('which listeners a route names', () => {
  const TWO = gateway(`{ name: http, port: 80, protocol: HTTP, ${ALL} }, { name: other, port: 8080, protocol: HTTP, ${ALL} }`);

  test.each([
    [PARENT, ['http every host', 'other every host']],
    ['parentRefs: [{ name: public, namespace: edge, sectionName: other }]', ['other every host']],
    ['parentRefs: [{ name: public, namespace: edge, port: 80 }]', ['http every host']],
    ['parentRefs: [{ name: public, namespace: edge, sectionName: http, port: 8080 }]', ['refused: section']],
    ['parentRefs: [{ name: public, namespace: edge, sectionName: https }]', ['refused: section']],
    ['parentRefs: [{ name: public }]', ['elsewhere: Gateway public']],
    ['parentRefs: [{ kind: Service, group: "", name: web }]', []],
    ['parentRefs: []', []],
  ])('%s attaches to %j', (parents, expected) => {
    expect(outcome(TWO, route(parents))).toStrictEqual(expected);
  });
});

test.each([
  ['HTTP', 'HTTPRoute', 'web every host'], ['HTTP', 'GRPCRoute', 'web every host'], ['HTTP', 'TCPRoute', 'refused: protocol'],
  ['TCP', 'TCPRoute', 'web every host'], ['TCP', 'HTTPRoute', 'refused: protocol'], ['UDP', 'UDPRoute', 'web every host'],
  ['example.com/quic', 'HTTPRoute', 'web every host maybe'],
])('a listener of protocol %s and a %s: %s', (protocol, kind, expected) => {
  expect(outcome(gateway(`{ name: web, port: 80, protocol: ${protocol}, ${ALL} }`), route(PARENT, kind))).toStrictEqual([expected]);
});

test.each([['Passthrough', 'TLSRoute', 'mq every host'], ['Passthrough', 'TCPRoute', 'refused: protocol'], ['Terminate', 'TCPRoute', 'mq every host']])(
  'a TLS listener of mode %s and a %s: %s', (mode, kind, expected) => {
    const certificate = mode === 'Terminate' ? ', certificateRefs: [{ name: mq }]' : '';
    expect(outcome(gateway(`{ name: mq, port: 8883, protocol: TLS, tls: { mode: ${mode}${certificate} }, ${ALL} }`), route(PARENT, kind))).toStrictEqual([expected]);
  });

test('kinds that a listener lists exclude the others', () => {
  const kinds = 'allowedRoutes: { namespaces: { from: All }, kinds: [{ kind: GRPCRoute }] }';
  expect(outcome(gateway(`{ name: web, port: 80, protocol: HTTP, ${kinds} }`), route(PARENT))).toStrictEqual(['refused: kind']);
});

describe('ListenerSets', () => {
  const set = `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: team, namespace: shop }
spec: { parentRef: { name: public, namespace: edge }, listeners: [{ name: web, port: 80, protocol: HTTP }] }
`;
  const toSet = route('parentRefs: [{ group: gateway.networking.k8s.io, kind: ListenerSet, name: team }]');

  test.each([
    ['', 'refused: listener-set'],
    [', allowedListeners: { namespaces: { from: Same } }', 'refused: listener-set'],
    [', allowedListeners: { namespaces: { from: All } }', 'web every host'],
    [', allowedListeners: { namespaces: { from: Selector, selector: { matchLabels: { team: web } } } }', 'web every host'],
  ])('a Gateway%s: %s', (more, expected) => {
    expect(outcome(gateway('{ name: own, port: 81, protocol: HTTP }', more), set, toSet)).toStrictEqual([expected]);
  });

  test('a route to the Gateway does not attach to listeners of its ListenerSets', () => {
    const open = gateway('{ name: own, port: 81, protocol: HTTP }', ', allowedListeners: { namespaces: { from: All } }');
    expect(outcome(open, set, route(PARENT))).toStrictEqual(['refused: namespace']);
  });
});

test('a route that uses default Gateways attaches to one that says so, if the product implements them', () => {
  const listener = `{ name: web, port: 80, protocol: HTTP, ${ALL} }`;
  expect(outcome(gateway(listener, ', defaultScope: All'), route('useDefaultGateways: All'))).toStrictEqual(['web every host maybe']);
  expect(outcome(gateway(listener, ', defaultScope: All'), route('hostnames: []'))).toStrictEqual([]);
  expect(outcome(gateway(listener), route('useDefaultGateways: All'))).toStrictEqual([]);
});

describe('hosts', () => {
  test.each<[string | undefined, string[], (string | undefined)[]]>([
    [undefined, [], [undefined]],
    ['shop.example', [], ['shop.example']],
    [undefined, ['shop.example'], ['shop.example']],
    ['*.shop.example', ['a.b.shop.example'], ['a.b.shop.example']],
    ['*.shop.example', ['shop.example'], []],
    ['*.shop.example', ['notshop.example', 'www.shop.example'], ['www.shop.example']],
    ['*.example', ['*.shop.example'], ['*.shop.example']],
    ['www.shop.example', ['*.shop.example'], ['www.shop.example']],
    ['*.blog.example', ['*.shop.example'], []],
    ['Shop.Example', ['shop.example'], ['shop.example']],
  ])('of listener %s and route %j are %j', (listener, hosts, expected) => {
    expect(commonHosts(listener, hosts)).toStrictEqual(expected);
  });

  test('a wildcard covers a longer wildcard, and not the other way round', () => {
    expect(coversHosts('*.example', '*.shop.example')).toBe(true);
    expect(coversHosts('*.shop.example', '*.example')).toBe(false);
  });
});

describe('references across namespaces', () => {
  const grant = (namespace: string, from: string, to: string) => `
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: from-shop, namespace: ${namespace} }
spec: { from: [{ group: gateway.networking.k8s.io, ${from} }], to: [{ ${to} }] }
`;
  const FROM = 'kind: HTTPRoute, namespace: shop';
  const TO = 'group: "", kind: Service';

  test.each([
    [grant('blog', FROM, TO), true],
    [grant('blog', FROM, `${TO}, name: web`), true],
    [grant('blog', FROM, `${TO}, name: api`), false],
    [grant('shop', FROM, TO), false],
    [grant('blog', 'kind: HTTPRoute, namespace: edge', TO), false],
    [grant('blog', 'kind: TCPRoute, namespace: shop', TO), false],
    [grant('blog', FROM, 'group: "", kind: Secret'), false],
    ['', false],
  ])('grant %# decides: %s', (manifests, expected) => {
    const cluster = buildCluster(readYaml(NAMESPACES + manifests, 'grant.yaml'));
    const from = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' };
    expect(permitOf(cluster, { from, to: { group: '', kind: 'Service', namespace: 'blog', name: 'web' } }).granted).toBe(expected);
    expect(permitOf(cluster, { from, to: { group: '', kind: 'Service', namespace: 'shop', name: 'web' } }).granted).toBe(true);
  });
});
