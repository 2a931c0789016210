import { App, Chart } from 'cdk8s';
import { Exposure, GatewayController, GatewayScope, GatewayTls, InternalApi, SharedIngressGateway } from '../../src';

/** An API behind a private gateway whose load balancer is told to be public. */
function verdictBehind(controller: GatewayController, loadBalancerAnnotations: Record<string, string>): string {
  const app = new App();
  Exposure.of(app).configure({ cluster: { provider: 'gke', nodeAddresses: 'private' } });
  const gateway = new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'tools', {
    controller, tls: GatewayTls.secret('tools-tls'), scope: GatewayScope.PRIVATE_NETWORK, loadBalancerAnnotations,
  });
  new InternalApi(new Chart(app, 'shop', { namespace: 'shop' }), 'orders', { image: 'registry.example.com/orders:1', port: 8080, gateway, hosts: ['orders.example.com'] });
  return Exposure.of(app).report().workloads.map(({ verdict }) => verdict).join();
}

const PUBLIC = { 'networking.gke.io/load-balancer-type': 'External' };

describe.each([
  ['envoyGateway', () => GatewayController.envoyGateway(), () => GatewayController.envoyGateway({ namespace: 'envoy-gateway-system' })],
  ['istioGateway', () => GatewayController.istioGateway(), () => GatewayController.istioGateway({ namespace: 'edge' })],
  ['nginxGatewayFabric', () => GatewayController.nginxGatewayFabric(), () => GatewayController.nginxGatewayFabric({ namespace: 'edge' })],
  ['kgateway', () => GatewayController.kgateway(), () => GatewayController.kgateway({ namespace: 'edge' })],
] as const)('a private gateway of %s', (_, usual, described) => {
  test('is proved by its load balancer, whether or not it is said where its pods are', () => {
    expect([usual(), described()].map((controller) => verdictBehind(controller, {}))).toStrictEqual(['honored', 'honored']);
    expect([usual(), described()].map((controller) => verdictBehind(controller, PUBLIC))).toStrictEqual(['violated', 'violated']);
  });

  test('is proved where its pods have labels of their own', () => {
    const other = (): GatewayController => GatewayController.envoyGateway({ podLabels: { app: 'edge-proxy' } });
    expect([verdictBehind(other(), {}), verdictBehind(other(), PUBLIC)]).toStrictEqual(['honored', 'violated']);
  });
});
