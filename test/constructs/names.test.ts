import { App, Chart } from 'cdk8s';
import { Exposure, GatewayController, GatewayTls, InternalApi, InternalApiProps, PublicWebApp, PublicWebAppProps, SharedIngressGateway } from '../../src';
import { refusal } from './rendered';

const IMAGE = 'registry.example.com/web:2.1';
const CIDRS = ['10.8.0.0/16'];
const PUBLISHED = { hosts: ['shop.example.com'] };

interface Shop {
  web(name: string, props?: Partial<PublicWebAppProps>): PublicWebApp;
  api(name: string, props?: Partial<InternalApiProps>): InternalApi;
}

function shop(controller = GatewayController.envoyGateway(), tls = GatewayTls.secret('shop-tls')): Shop {
  const app = new App();
  Exposure.of(app).configure({ cluster: { podCidrs: ['10.244.0.0/16'], provider: 'gke' } });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const gateway = new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'public', { controller, tls });
  let made = 0;
  return {
    web: (name, props) => new PublicWebApp(chart, `web-${made++}`, { name, image: IMAGE, port: 3000, gateway, ...PUBLISHED, ...props }),
    api: (name, props) => new InternalApi(chart, `api-${made++}`, { name, image: IMAGE, port: 8080, ...props }),
  };
}

const LOAD_BALANCER = { loadBalancer: {} };
const NODE_PORT = { nodePort: { clientCidrs: CIDRS } };
const CANARY = { canary: { image: IMAGE, weight: 10 } };

describe('a name leaves room for what stands behind it in that of a Service:', () => {
  test.each<[string, number, (shop: Shop, name: string) => unknown]>([
    ['-lb', 60, ({ api }, name) => api(name, LOAD_BALANCER)],
    ['-nodeport', 54, ({ api }, name) => api(name, NODE_PORT)],
    ['-canary', 56, ({ web }, name) => web(name, CANARY)],
  ])('%s leaves %i characters', (suffix, longest, make) => {
    expect(() => make(shop(), 'w'.repeat(longest))).not.toThrow();
    expect(refusal(() => make(shop(), 'w'.repeat(longest + 1)))).toContain(
      `name: "${'w'.repeat(longest + 1)}" has ${longest + 1} characters, and its Service is named "${'w'.repeat(longest + 1)}${suffix}": with "${suffix}" behind it, it may have at most ${longest}`);
  });

  test('but what is no Service may have more', () => {
    expect(() => shop(GatewayController.traefik()).web('w'.repeat(63))).not.toThrow();
  });
});

describe('a name with something behind it is that of no other object of its kind:', () => {
  const redirected = (s: Shop): unknown => s.web('web', { hosts: ['shop.example.com'] });
  const other = (s: Shop): unknown => s.web('web-redirect', { hosts: ['www.example.com'] });

  test.each<[string, () => Shop, readonly ((shop: Shop) => unknown)[], string]>([
    ['the route that redirects, and that of an app', shop, [redirected, other], 'shop/web-1: name: its HTTPRoute "web-redirect" would be that of shop/web-0 in namespace "shop"; give one of them another name'],
    ['the same, the other way round', shop, [other, redirected], 'shop/web-1: name: its HTTPRoute "web-redirect" would be that of shop/web-0'],
    ['the Ingress that redirects, and that of an app', () => shop(GatewayController.traefik()), [redirected, other], 'name: its Ingress "web-redirect" would be that of shop/web-0'],
    ['a load balancer, and the Service of an app', shop, [({ api }) => api('orders', LOAD_BALANCER), ({ api }) => api('orders-lb')], 'name: its Service "orders-lb" would be that of shop/api-0'],
    ['node ports, and the Service of an app', shop, [({ api }) => api('orders-nodeport'), ({ api }) => api('orders', NODE_PORT)], 'name: its Service "orders-nodeport" would be that of shop/api-0'],
    ['a second version, and an app', shop, [({ api }) => api('web-canary'), ({ web }) => web('web', CANARY)], 'canary: "web-canary" is also the name of shop/api-0'],
    ['policies of challenges, and of an app', () => shop(GatewayController.traefik(), GatewayTls.certManager({ clusterIssuer: 'letsencrypt' })),
      [({ api }) => api('shop-acme-solver'), ({ web }) => web('web')], 'shop: name: its NetworkPolicy "shop-acme-solver" would be that of shop/api-0'],
  ])('%s', (_, start, [first, second], message) => {
    const made = start();
    first!(made);
    expect(refusal(() => second!(made))).toContain(message);
  });

  test('objects of other kinds may have it', () => {
    const made = shop();
    redirected(made);
    expect(() => made.api('web-redirect')).not.toThrow();
  });
});
