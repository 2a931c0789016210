import { App, Chart } from 'cdk8s';
import { Exposure, GatewayController, GatewayScope, GatewayTls, InternalApi, SharedIngressGateway, SharedIngressGatewayProps } from '../../../src';
import { validateAgainstProducts } from '../../schema/product-schema';
import { manifest, manifestsOf } from '../rendered';

const SUBNETS = { cidrs: ['10.0.8.0/22'] };
const SECRETS = GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true });

/** Clouds' controllers for the private network, with what each needs. */
const INTERNAL: Readonly<Record<string, Pick<SharedIngressGatewayProps, 'controller' | 'tls' | 'redirectHttp'>>> = {
  awsAlb: { controller: GatewayController.awsAlb(SUBNETS), tls: GatewayTls.acm() },
  eksAutoAlb: { controller: GatewayController.eksAutoAlb(SUBNETS), tls: GatewayTls.acm() },
  gkeInternal: { controller: GatewayController.gkeInternal(SUBNETS), tls: SECRETS, redirectHttp: false },
  applicationGateway: { controller: GatewayController.applicationGateway(SUBNETS), tls: SECRETS },
  gkeGatewayInternal: { controller: GatewayController.gkeGatewayInternal(SUBNETS), tls: SECRETS },
  awsGateway: { controller: GatewayController.awsGateway(SUBNETS), tls: GatewayTls.acm() },
};

function internalApi(props: Pick<SharedIngressGatewayProps, 'controller' | 'tls' | 'redirectHttp'>): App {
  const app = new App();
  const gateway = new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'tools', { ...props, scope: GatewayScope.PRIVATE_NETWORK });
  new InternalApi(new Chart(app, 'shop', { namespace: 'shop' }), 'orders', {
    image: 'registry.example.com/orders:1.4', port: 8080, gateway, hosts: ['orders.internal.example.com'],
  });
  return app;
}

test.each(Object.entries(INTERNAL))('an InternalApi behind %s is reached from the private network alone', (_, props) => {
  const report = Exposure.of(internalApi(props)).report();
  expect(report.findings.map(({ rule, object, message }) => `${rule} ${object}: ${message}`)).toStrictEqual([]);
  expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored']);
  expect(report.reach.map(({ zone, verdict }) => [zone, verdict])).toStrictEqual([['private-network', 'reachable']]);
});

test('and all that they write is valid', () => {
  expect(validateAgainstProducts(Object.values(INTERNAL).flatMap((props) => manifestsOf(internalApi(props))))).toStrictEqual([]);
});

test.each([
  ['GatewayController.gkeExternal', GatewayController.gkeExternal(), 'is for the internet by its class: use GatewayController.gkeInternal'],
  ['GatewayController.gkeGateway', GatewayController.gkeGateway(), 'is for the internet by its class: use GatewayController.gkeGatewayInternal'],
])('%s is refused', (_, controller, message) => {
  expect(() => internalApi({ controller, tls: SECRETS })).toThrow(message);
});

test('a redirect of gkeInternal is refused', () => {
  expect(() => internalApi({ controller: GatewayController.gkeInternal(SUBNETS), tls: SECRETS })).toThrow('gateway.redirectHttp: GKE Ingress (internal) has no redirect to HTTPS');
});

test('an internal load balancer of AWS says so', () => {
  expect(manifest(internalApi(INTERNAL.awsAlb!), 'Ingress', 'orders').metadata.annotations).toHaveProperty(['alb.ingress.kubernetes.io/scheme'], 'internal');
  expect(manifest(internalApi(INTERNAL.awsGateway!), 'LoadBalancerConfiguration', 'tools').spec).toStrictEqual({ scheme: 'internal' });
});
