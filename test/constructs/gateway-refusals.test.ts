import { ApiObject, App, Chart } from 'cdk8s';
import {
  ClientAuthentication, Exposure, GatewayController, GatewayScope, GatewayTls, HttpPath, InternalApi, PublicWebApp, PublicWebAppProps,
  SharedIngressGateway, SharedIngressGatewayProps,
} from '../../src';
import { manifest, refusal } from './rendered';

const TLS = GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true });

function gatewayIn(app: App, id: string, props: Partial<SharedIngressGatewayProps>): SharedIngressGateway {
  return new SharedIngressGateway(new Chart(app, id, { namespace: id }), id, { controller: GatewayController.envoyGateway(), tls: TLS, ...props });
}

function published(gateway: Partial<SharedIngressGatewayProps>, props: Partial<PublicWebAppProps> = {}): App {
  const app = new App();
  Exposure.of(app).configure({ cluster: { podCidrs: ['10.244.0.0/16'] } });
  new PublicWebApp(new Chart(app, 'shop', { namespace: 'shop' }), 'web', {
    image: 'registry.example.com/web:2.1', port: 3000, gateway: gatewayIn(app, 'edge', gateway), hosts: ['shop.example.com'], ...props,
  });
  return app;
}

const several = (n: number, text: (i: number) => string): string[] => Array.from({ length: n }, (_, i) => text(i));

describe('a public app behind the Gateway API is refused where', () => {
  test.each<[string, Partial<PublicWebAppProps>, string]>([
    ['a route cannot hold its hosts', { hosts: several(17, (i) => `h${i}.example.com`) }, 'hosts: are 17; a route has at most 16'],
    ['a route cannot hold its paths', { paths: several(65, (i) => `/p${i}`).map((path) => HttpPath.prefix(path)) }, 'paths: are 65; a route has at most 64'],
    ['rules for paths and for the header of a canary are too many', {
      paths: several(9, (i) => `/p${i}`).map((path) => HttpPath.prefix(path)),
      rewritePath: '/v1',
      canary: { image: 'registry.example.com/web:2.2', header: { name: 'X-Canary', value: 'yes' } },
    }, 'paths: need 18 rules'],
    ['a host leaves no room for the name of its listener', { hosts: [several(5, () => 'a'.repeat(48)).join('.')] }, 'hosts[0]: has 244 characters'],
    ['it speaks TLS itself, and nobody would verify who answers', { scheme: 'https' }, 'scheme: "https" needs backendTls'],
    ['it speaks what no gateway does', { scheme: 'amqp' }, 'scheme: "amqp" is not what gateways speak to apps'],
  ])('%s', (_, props, message) => {
    expect(() => published({}, props)).toThrow(message);
  });
});

describe('settings of a gateway without effect are refused:', () => {
  test.each<[string, Partial<SharedIngressGatewayProps>, string]>([
    ['annotations for a load balancer that is installed elsewhere', { controller: GatewayController.traefik(), loadBalancerAnnotations: { a: 'b' } }, 'loadBalancerAnnotations: have no effect'],
    ['plain HTTP both answered and redirected', { servePlainHttp: true, redirectHttp: true }, 'servePlainHttp: goes not with redirectHttp'],
    ['a default class that is not written', { controller: GatewayController.traefik(), createIngressClass: false, defaultClass: true }, 'defaultClass: has no effect'],
  ])('%s', (_, props, message) => {
    expect(() => published(props)).toThrow(message);
  });
});

test('a Gateway that publishes no app is refused, because it would have no listener', () => {
  const app = new App();
  new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'public', { controller: GatewayController.envoyGateway(), tls: GatewayTls.secret('shop-tls') });
  expect(refusal(() => app.synthYaml())).toBe(`Validation failed with the following errors:
  [edge/public] edge/public: publishes no app, and a Gateway has a listener for each host; publish an app through it, or leave it out`);
});

test.each(['x'.repeat(64), 'Public_Edge'])('a Gateway named after the id %s is refused', (id) => {
  const edge = new Chart(new App(), 'edge', { namespace: 'edge' });
  expect(refusal(() => new SharedIngressGateway(edge, id, { controller: GatewayController.envoyGateway(), tls: GatewayTls.secret('shop-tls') })))
    .toContain(`the name "${id.toLowerCase()}" must be a DNS label (lower-case letters, digits and dashes inside) of at most 63 characters`);
});

test('a host and a wildcard of its domain have listeners and Secrets of their own', () => {
  const app = published({}, { hosts: ['*.example.com', 'wildcard.example.com', 'any-https.example.com'] });
  const listeners = manifest(app, 'Gateway', 'edge').spec.listeners as { name: string; tls?: { certificateRefs: { name: string }[] } }[];
  expect(new Set(listeners.map(({ name }) => name)).size).toBe(4);
  expect(listeners.flatMap(({ tls }) => tls?.certificateRefs.map(({ name }) => name) ?? []))
    .toStrictEqual(['example.com-wildcard-tls', 'any-https.example.com-tls', 'wildcard.example.com-tls']);
});

test('challenges are routed on the plain listener, from the namespace of the Gateway, where cert-manager makes them', () => {
  const app = published({ tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }) });
  const [plain, encrypted] = manifest(app, 'Gateway', 'edge').spec.listeners.map(({ allowedRoutes }: { allowedRoutes: { namespaces: { selector: { matchExpressions: { values: string[] }[] } } } }) =>
    allowedRoutes.namespaces.selector.matchExpressions[0]!.values);
  expect([plain, encrypted]).toStrictEqual([['edge', 'shop'], ['shop']]);
});

test('a policy that keeps challenges of a Gateway from their pods breaks the promise of its hosts', () => {
  const app = published({ tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }) });
  const edge = app.node.tryFindChild('edge') as Chart;
  const findings = (): string[] => Exposure.of(app).report().findings.map(({ rule, object }) => `${rule} ${object}`);
  expect(findings()).toStrictEqual([]);
  edge.node.tryRemoveChild('acme-solver-edge');
  const spec = { podSelector: {}, policyTypes: ['Ingress'] };
  new ApiObject(edge, 'deny', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny' }, spec });
  expect(findings()).toContain('NP-ACME Gateway edge/edge');
});

test('challenges behind Cilium get to their pods by a policy of Cilium', () => {
  const app = published({ controller: GatewayController.ciliumGateway(), tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }) });
  expect(manifest(app, 'CiliumNetworkPolicy', 'edge-acme-solver').spec).toStrictEqual({
    endpointSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
    ingress: [{ fromEntities: ['ingress'], toPorts: [{ ports: [{ port: '8089', protocol: 'TCP' }] }] }],
  });
});

test('a redirect reads patterns as the app does', () => {
  const app = published({ controller: GatewayController.traefik() }, { paths: [HttpPath.regex('/v[0-9]+')] });
  expect(manifest(app, 'Ingress', 'web-redirect').metadata.annotations).toMatchObject({ 'traefik.ingress.kubernetes.io/router.pathmatcher': 'PathRegexp' });
});

describe('gateways of different networks', () => {
  test.each<[string, GatewayController, GatewayController]>([
    ['with the same labels in another order',
      GatewayController.traefik({ podLabels: { a: '1', b: '2' } }), GatewayController.traefik({ className: 'internal', podLabels: { b: '2', a: '1' } })],
    ['of which one selects the pods of the other too',
      GatewayController.traefik(), GatewayController.traefik({ className: 'internal', podLabels: { 'app.kubernetes.io/name': 'traefik', 'tier': 'internal' } })],
    ['behind addresses that stand in place of the same pods',
      GatewayController.traefik({ cidrs: ['10.0.0.0/20'] }), GatewayController.traefik({ className: 'internal', cidrs: ['10.1.0.0/20'] })],
    ['on the network of the same nodes',
      GatewayController.traefik({ hostNetwork: true, cidrs: ['10.0.0.0/20'] }), GatewayController.traefik({ className: 'internal', hostNetwork: true, cidrs: ['10.0.8.0/24'] })],
  ])('%s share their proxies', (_, open, internal) => {
    const app = published({ controller: open });
    const tools = gatewayIn(app, 'tools', { controller: internal, scope: GatewayScope.PRIVATE_NETWORK });
    new InternalApi(new Chart(app, 'ops', { namespace: 'ops' }), 'tool', { image: 'registry.example.com/tool:1', port: 80, gateway: tools, hosts: ['tool.example.com'] });
    expect(() => app.synthYaml()).toThrow(/tools\/tools: shares the (?:pods|nodes) of its controller with edge\/edge/);
  });
});

describe('the policy of an isolated controller', () => {
  test('lets it out to the apps of every gateway that it serves', () => {
    const app = published({ controller: GatewayController.traefik(), isolateController: true });
    const second = gatewayIn(app, 'second', { controller: GatewayController.traefik({ className: 'second' }) });
    new PublicWebApp(new Chart(app, 'blog', { namespace: 'blog' }), 'blog', { image: 'registry.example.com/blog:1', port: 4000, gateway: second, hosts: ['blog.example.com'] });
    const { egress } = manifest(app, 'NetworkPolicy', 'edge.edge-controller').spec;
    const ports = egress.flatMap((rule: { ports: { port: number }[] }) => rule.ports.map(({ port }) => port));
    expect(ports).toStrictEqual(expect.arrayContaining([3000, 4000]));
  });

  test('goes not with a service of authentication, which it would not reach', () => {
    expect(() => published({ controller: GatewayController.traefik(), isolateController: true }, {
      authentication: ClientAuthentication.external({ url: 'http://auth.security.svc.cluster.local:8080/verify' }),
    })).toThrow('authentication: the gateway isolates its controller');
  });
});

test('a load balancer for clients that are pods lets in nobody, and says so', () => {
  const app = new App();
  Exposure.of(app).configure({ cluster: { provider: 'gke', podCidrs: ['10.244.0.0/16'], nodeAddresses: 'private' } });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new InternalApi(chart, 'orders', { image: 'registry.example.com/orders:1.4', port: 8080, loadBalancer: { sourceRanges: ['10.244.1.0/24'] } });
  expect(manifest(app, 'NetworkPolicy', 'orders').spec).not.toHaveProperty('ingress');
  expect(() => app.synthYaml()).toThrow('shop/orders: loadBalancer.sourceRanges: names addresses of pods only');
});

test('an internal load balancer without source ranges is for private addresses', () => {
  const app = new App();
  Exposure.of(app).configure({ cluster: { provider: 'gke', podCidrs: ['10.244.0.0/16'], nodeAddresses: 'private' } });
  new InternalApi(new Chart(app, 'shop', { namespace: 'shop' }), 'orders', { image: 'registry.example.com/orders:1.4', port: 8080, loadBalancer: {} });
  expect(Exposure.of(app).report().findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toStrictEqual([]);
});
