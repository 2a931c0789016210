import { App, Chart } from 'cdk8s';
import { Exposure, GatewayController, GatewayScope, GatewayTls, InternalApi, InternalApiProps, PublicWebApp, SharedIngressGateway, SharedIngressGatewayProps } from '../../src';
import { manifest } from './rendered';

const TLS = GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true });
const IMAGE = 'registry.example.com/orders:1.4';

interface Given {
  readonly gateway?: Partial<SharedIngressGatewayProps>;
  readonly provider?: string;
  readonly api?: Partial<InternalApiProps>;
}

function app({ gateway: settings = {}, provider = 'gke', api = {} }: Given = {}): App {
  const root = new App();
  Exposure.of(root).configure({ cluster: { provider, nodeAddresses: 'private' } });
  const edge = new Chart(root, 'edge', { namespace: 'edge' });
  const gateway = new SharedIngressGateway(edge, 'tools', {
    controller: GatewayController.envoyGateway(), tls: TLS, scope: GatewayScope.PRIVATE_NETWORK, ...settings,
  });
  new InternalApi(new Chart(root, 'shop', { namespace: 'shop' }), 'orders', { image: IMAGE, port: 8080, gateway, hosts: ['orders.internal.example.com'], ...api });
  return root;
}

describe('an InternalApi behind a gateway of the private network', () => {
  test('is reached from there by its domain, and never from the internet', () => {
    const report = Exposure.of(app()).report();
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(report.workloads).toStrictEqual([{ workload: 'shop/orders[Deployment]', intent: 'internal', verdict: 'honored' }]);
    expect(report.reach.map(({ zone, verdict }) => [zone, verdict])).toStrictEqual([['private-network', 'reachable']]);
  });

  test.each([
    ['gke', { 'networking.gke.io/load-balancer-type': 'Internal' }],
    ['aks', { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }],
    ['hetzner', { 'load-balancer.hetzner.cloud/disable-public-network': 'true' }],
  ])('has a load balancer that says so in the words of %s', (provider, annotations) => {
    expect(manifest(app({ provider }), 'Gateway', 'tools')).toMatchObject({ spec: { infrastructure: { annotations } } });
  });

  test('is refused by a provider that needs more than an annotation, until the annotations are given', () => {
    expect(() => app({ provider: 'linode' }).synthYaml()).toThrow('edge/tools: scope: no annotation is known that makes a load balancer of Linode reachable from the private-network only');
    const given = app({ provider: 'linode', gateway: { loadBalancerAnnotations: { 'service.beta.kubernetes.io/linode-loadbalancer-frontend-subnet-id': '4711' } } });
    expect(Exposure.of(given).report().ok).toBe(true);
  });

  test('is refused behind a gateway for the internet', () => {
    expect(() => app({ gateway: { scope: GatewayScope.INTERNET } })).toThrow('gateway: "edge/tools" is for the internet; publish a PublicWebApp through it, or use a gateway of the private network');
  });

  test('cannot ask a gateway for anything where it has none', () => {
    const chart = new Chart(new App(), 'shop');
    expect(() => new InternalApi(chart, 'orders', { image: IMAGE, port: 8080, hosts: ['orders.internal.example.com'], webSockets: true }))
      .toThrow(/webSockets: has no effect without a gateway[\s\S]*hosts: has no effect without a gateway/);
  });
});

describe('a gateway of the private network', () => {
  test('does not publish a PublicWebApp', () => {
    const root = new App();
    const edge = new Chart(root, 'edge', { namespace: 'edge' });
    const gateway = new SharedIngressGateway(edge, 'tools', { controller: GatewayController.envoyGateway(), tls: TLS, scope: GatewayScope.PRIVATE_NETWORK });
    expect(() => new PublicWebApp(edge, 'web', { image: IMAGE, port: 3000, gateway, hosts: ['shop.example.com'] }))
      .toThrow('gateway: "edge/tools" is for the private-network; publish an InternalApi through it, or use a gateway for the internet');
  });
});

describe('two gateways side by side', () => {
  function both(internal: GatewayController, open: GatewayController): App {
    const root = app({ gateway: { controller: internal } });
    const edge = new Chart(root, 'public-edge', { namespace: 'public-edge' });
    const gateway = new SharedIngressGateway(edge, 'public', { controller: open, tls: TLS });
    new PublicWebApp(new Chart(root, 'web', { namespace: 'web' }), 'web', { image: IMAGE, port: 3000, gateway, hosts: ['shop.example.com'] });
    return root;
  }

  test('are proved apart: the internet gets to the public app only', () => {
    const report = Exposure.of(both(GatewayController.envoyGateway(), GatewayController.envoyGateway())).report();
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(report.reach.filter(({ zone }) => zone === 'internet').map(({ workload }) => workload)).toStrictEqual(['web/web[Deployment]']);
  });

  test('of one controller with pods in common are refused: whoever asks the public one for the internal host gets it', () => {
    const two = both(GatewayController.traefik({ className: 'internal' }), GatewayController.traefik());
    expect(() => two.synthYaml()).toThrow(/edge\/tools: shares .* with public-edge\/public/);
  });

  test('of one controller with pods of their own are proved apart', () => {
    const internal = GatewayController.traefik({ className: 'internal', namespace: 'traefik-internal' });
    expect(Exposure.of(both(internal, GatewayController.traefik())).report().ok).toBe(true);
  });
});
