import { App, Chart } from 'cdk8s';
import { Exposure, GatewayController, GatewayScope, GatewayTls, InternalApi, PublicWebApp, SharedIngressGateway, SharedIngressGatewayProps } from '../../src';
import { Manifest, manifestsOf, refusal } from './rendered';

const TLS = GatewayTls.secret('shop-tls');
const IMAGE = 'registry.example.com/web:2.1';

/** Two gateways, made one after the other. */
function two(first: Partial<SharedIngressGatewayProps>, second: Partial<SharedIngressGatewayProps>): App {
  const app = new App();
  const edge = new Chart(app, 'edge', { namespace: 'edge' });
  for (const [id, props] of [['public', first], ['partners', second]] as const) {
    new SharedIngressGateway(edge, id, { controller: GatewayController.traefik(), tls: TLS, ...props });
  }
  return app;
}

const classes = (app: App): Manifest[] => manifestsOf(app).filter(({ kind }) => kind === 'IngressClass' || kind === 'GatewayClass');

describe('a class that two gateways have is written once', () => {
  test('and is the default if either says so, whichever is made first', () => {
    const [first, second] = [classes(two({ defaultClass: true }, {})), classes(two({}, { defaultClass: true }))];
    expect(first).toHaveLength(1);
    expect(first[0]!.metadata.annotations).toHaveProperty(['ingressclass.kubernetes.io/is-default-class'], 'true');
    expect(second).toStrictEqual(first);
  });

  test('and is not the default if nobody says so, or one denies it', () => {
    for (const app of [two({}, {}), two({ defaultClass: false }, {})]) {
      expect(classes(app)[0]!.metadata.annotations).not.toHaveProperty(['ingressclass.kubernetes.io/is-default-class']);
    }
  });

  test.each<[string, Partial<SharedIngressGatewayProps>, Partial<SharedIngressGatewayProps>]>([
    ['the same in both', { defaultClass: true }, { defaultClass: true }],
    ['the same addresses in another order', { controller: GatewayController.traefik({ cidrs: ['10.0.0.0/24', '10.0.1.0/24'] }) }, { controller: GatewayController.traefik({ cidrs: ['10.0.1.0/24', '10.0.0.0/24'] }) }],
    ['a GatewayClass of proxies for each Gateway', { controller: GatewayController.envoyGateway() }, { controller: GatewayController.envoyGateway(), scope: GatewayScope.PRIVATE_NETWORK }],
  ])('with %s', (_, first, second) => {
    expect(classes(two(first, second))).toHaveLength(1);
  });

  test.each<[string, Partial<SharedIngressGatewayProps>, Partial<SharedIngressGatewayProps>, string]>([
    ['the default, and not', { defaultClass: true }, { defaultClass: false },
      'edge/partners: defaultClass: says false, and edge/public says true of the same class "traefik", which is written once; say the same, or give one of them a className of its own'],
    ['written, and left to others', { createIngressClass: false }, { createIngressClass: true }, 'createIngressClass: says true, and edge/public says false'],
    ['of pods in two namespaces', {}, { controller: GatewayController.traefik({ namespace: 'traefik-partners' }) }, '"namespace":"traefik-partners"'],
    ['of two controllers', { controller: GatewayController.ingressNginx() }, { controller: GatewayController.f5Nginx() }, 'controller: says nginx.org/ingress-controller, and edge/public says k8s.io/ingress-nginx of the same class "nginx"'],
    ['of two networks where it alone says which', { controller: custom() }, { controller: custom(), scope: GatewayScope.PRIVATE_NETWORK }, 'scope: says private-network, and edge/public says internet'],
  ])('but not if it is %s', (_, first, second, message) => {
    expect(refusal(() => two(first, second))).toContain(message);
  });

  test('beside one of equal name for the other kind of route', () => {
    const gateway = GatewayController.custom({ controllerName: 'example.com/gateway', className: 'traefik', gatewayApi: true });
    expect(classes(two({}, { controller: gateway })).map(({ kind }) => kind)).toStrictEqual(['IngressClass', 'GatewayClass']);
  });
});

function custom(): GatewayController {
  return GatewayController.custom({ controllerName: 'example.com/gateway', className: 'edge', gatewayApi: true, cidrs: ['10.0.8.0/22'] });
}

test('load balancers of AWS for two networks share their class, and each says itself which network reaches it', () => {
  const app = new App();
  const edge = new Chart(app, 'edge', { namespace: 'edge' });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const gateway = (id: string, scope: GatewayScope): SharedIngressGateway =>
    new SharedIngressGateway(edge, id, { controller: GatewayController.awsGateway({ cidrs: ['10.0.8.0/22'] }), tls: GatewayTls.acm(), scope });
  const tools = gateway('tools', GatewayScope.PRIVATE_NETWORK);
  new PublicWebApp(shop, 'web', { image: IMAGE, port: 3000, gateway: gateway('public', GatewayScope.INTERNET), hosts: ['shop.example.com'] });
  new InternalApi(shop, 'dashboard', { image: IMAGE, port: 3000, gateway: tools, hosts: ['dashboard.internal.example.com'] });
  const report = Exposure.of(app).report();
  expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
  expect(report.reach.filter(({ zone }) => zone === 'internet').map(({ workload }) => workload)).toStrictEqual(['shop/web[Deployment]']);
});
