import { App, Chart } from 'cdk8s';
import { ClusterOptions, Exposure, ExposureReport, GatewayController, GatewayTls, InternalApi, InternalApiProps, PublicWebApp, SharedIngressGateway } from '../../src';
import { manifest } from './rendered';

const CLUSTER: ClusterOptions = { provider: 'aks', podCidrs: ['10.244.0.0/16'], nodeCidrs: ['10.0.0.0/20'], nodeAddresses: 'private' };
const IMAGE = 'registry.example.com/orders:1.4';

function api(props: Partial<InternalApiProps>, cluster: ClusterOptions = CLUSTER): App {
  const app = new App();
  Exposure.of(app).configure({ cluster });
  new InternalApi(new Chart(app, 'shop', { namespace: 'shop' }), 'orders', { image: IMAGE, port: 8080, ...props });
  return app;
}

const found = ({ findings }: ExposureReport): string[] => findings.filter(({ severity }) => severity !== 'info').map(({ rule, message }) => `${rule} ${message}`);
const zones = ({ reach }: ExposureReport): string[] => [...new Set(reach.map(({ zone }) => zone))];

describe('an InternalApi', () => {
  test('with a load balancer of its own is reached from the private network only', () => {
    const app = api({ loadBalancer: { sourceRanges: ['10.0.0.0/8'] } });
    const report = Exposure.of(app).report();
    expect(found(report)).toStrictEqual([]);
    expect(zones(report)).toStrictEqual(['private-network']);
    expect(manifest(app, 'Service', 'orders-lb')).toMatchObject({
      metadata: { annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' } },
      spec: { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] },
    });
  });

  test('with a node port is reached from the networks that it names', () => {
    const app = api({ nodePort: { clientCidrs: ['10.8.0.0/16'], port: 30080 } });
    const report = Exposure.of(app).report();
    expect(found(report)).toStrictEqual([]);
    expect(zones(report)).toStrictEqual(['private-network']);
    expect(manifest(app, 'Service', 'orders-nodeport').spec).toMatchObject({ type: 'NodePort', externalTrafficPolicy: 'Local', ports: [{ port: 8080, nodePort: 30080 }] });
    expect(manifest(app, 'NetworkPolicy', 'orders').spec.ingress).toStrictEqual([{ from: [{ ipBlock: { cidr: '10.8.0.0/16' } }], ports: [{ port: 8080, protocol: 'TCP' }] }]);
  });

  test('with a load balancer that its provider makes public is refused', () => {
    expect(() => api({ loadBalancer: {} }, { podCidrs: ['10.244.0.0/16'] }).synthYaml())
      .toThrow('shop/orders: loadBalancer: no annotation is known that makes a load balancer of an unknown provider reachable from the private-network only');
  });
});

describe('a PublicWebApp', () => {
  const web = (chart: Chart, props: object): PublicWebApp => new PublicWebApp(chart, 'web', { image: IMAGE, port: 3000, ...props });

  test('with a load balancer of its own is reached through it', () => {
    const app = new App();
    Exposure.of(app).configure({ cluster: CLUSTER });
    web(new Chart(app, 'shop', { namespace: 'shop' }), { loadBalancer: {} });
    const report = Exposure.of(app).report();
    expect(found(report)).toStrictEqual([]);
    expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored']);
  });

  test('has no URL without a host', () => {
    const chart = new Chart(new App(), 'shop');
    expect(() => web(chart, { loadBalancer: {} }).publicUrl).toThrow('shop/web: publicUrl: there is none');
  });

  test('needs a gateway or a load balancer, and not both', () => {
    const chart = new Chart(new App(), 'shop');
    const gateway = new SharedIngressGateway(chart, 'public', { controller: GatewayController.traefik(), tls: GatewayTls.secret('web-tls') });
    expect(() => web(chart, {})).toThrow('gateway: give it, or a loadBalancer of its own, and not both');
    expect(() => web(new Chart(new App(), 'other'), { gateway, hosts: ['shop.example.com'], loadBalancer: {} })).toThrow('gateway: give it, or a loadBalancer of its own, and not both');
  });
});
