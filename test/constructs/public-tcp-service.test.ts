import { App, Chart } from 'cdk8s';
import { ClusterOptions, Exposure, ExposureReport, PublicTcpService, PublicTcpServiceProps } from '../../src';
import { manifest } from './rendered';

const GKE: ClusterOptions = { provider: 'gke', podCidrs: ['10.244.0.0/16'], nodeAddresses: 'private' };

function app(props: Partial<PublicTcpServiceProps> = {}, cluster: ClusterOptions = GKE): App {
  const root = new App();
  Exposure.of(root).configure({ cluster });
  new PublicTcpService(new Chart(root, 'shop', { namespace: 'shop' }), 'broker', {
    image: 'registry.example.com/broker:3.1', port: 8883, scheme: 'mqtts', ...props,
  });
  return root;
}

const found = ({ findings }: ExposureReport): string[] => findings.filter(({ severity }) => severity !== 'info').map(({ rule, message }) => `${rule} ${message}`);

describe('a PublicTcpService', () => {
  test('is reached from the internet through its own load balancer, on its port, as it declares', () => {
    const report = Exposure.of(app()).report();
    expect(found(report)).toStrictEqual([]);
    expect(report.workloads).toStrictEqual([{ workload: 'shop/broker[Deployment]', intent: 'public', verdict: 'honored' }]);
    expect(report.reach.map(({ zone, ports, through }) => [zone, ports, through])).toContainEqual(['internet', ['8883'], ['Service shop/broker-lb']]);
  });

  test('has a Service that states its scope and keeps the address of the client', () => {
    expect(manifest(app({ loadBalancer: { sourceRanges: ['203.0.113.0/24', '198.51.100.0/24'] } }), 'Service', 'broker-lb')).toMatchObject({
      metadata: { annotations: { 'networking.gke.io/load-balancer-type': 'External' } },
      spec: {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        loadBalancerSourceRanges: ['198.51.100.0/24', '203.0.113.0/24'],
        ports: [{ name: 'mqtts', port: 8883, protocol: 'TCP', targetPort: 8883 }],
      },
    });
  });

  test('lets clients in by address, and no pod among them', () => {
    const policy = manifest(app(), 'NetworkPolicy', 'broker');
    expect(policy.spec.ingress).toStrictEqual([{
      from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.244.0.0/16'] } }, { ipBlock: { cidr: '::/0' } }],
      ports: [{ port: 8883, protocol: 'TCP' }],
    }]);
  });

  test('lets in only the source ranges where it names some', () => {
    const policy = manifest(app({ loadBalancer: { sourceRanges: ['203.0.113.0/24'] } }), 'NetworkPolicy', 'broker');
    expect(policy.spec.ingress[0].from).toStrictEqual([{ ipBlock: { cidr: '203.0.113.0/24' } }]);
  });

  test('is refused without the addresses of pods, which its policy would let in', () => {
    expect(() => app({}, { provider: 'gke' }).synthYaml()).toThrow('shop/broker: its policy lets in addresses, and must leave out those of pods');
  });

  test('takes its address from a pool of MetalLB', () => {
    const metallb: ClusterOptions = { ...GKE, provider: 'bare-metal', loadBalancer: 'metallb', addressPools: { public: 'internet', lan: 'private-network' } };
    expect(manifest(app({ loadBalancer: { addressPool: 'public' } }, metallb), 'Service', 'broker-lb')).toMatchObject({ metadata: { annotations: { 'metallb.io/address-pool': 'public' } } });
    expect(found(Exposure.of(app({ loadBalancer: { addressPool: 'public' } }, metallb)).report())).toStrictEqual([]);
  });

  test.each<[Partial<PublicTcpServiceProps>, string]>([
    [{ loadBalancer: { sourceRanges: [] } }, 'loadBalancer.sourceRanges: is empty'],
    [{ loadBalancer: { sourceRanges: ['203.0.113.7'] } }, 'loadBalancer.sourceRanges[0]: '],
    [{ loadBalancer: { loadBalancerClass: 'No Class' } }, 'loadBalancer.loadBalancerClass: "No Class" is no class'],
  ])('%j is refused', (props, message) => {
    expect(() => app(props)).toThrow(message);
  });
});
