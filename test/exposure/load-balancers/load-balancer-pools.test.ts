import { database, databaseService } from '../exposure-of';
import { object, verdicts } from '../tunnels/shop';

const balancer = (annotations = '{}') => database() + databaseService('type: LoadBalancer, allocateLoadBalancerNodePorts: false', annotations);
const pool = (name: string, addresses: string, more = '') => object('metallb.io/v1beta1', 'IPAddressPool', name, `spec: { addresses: [${addresses}]${more} }`, 'metallb-system');
const ciliumPool = (blocks: string, more = '') => `\n---\napiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: lan }\nspec: { blocks: [${blocks}]${more} }\n`;
const PUBLIC = ['reachable', 'reachable'];
const INTERNAL = ['unreachable', 'reachable'];
const UNKNOWN = ['unknown', 'reachable'];

describe('the pool that a load balancer gets its address from decides who reaches it', () => {
  test.each([
    ['a private block', balancer() + pool('lan', '10.1.0.0/24'), INTERNAL],
    ['a private range', balancer() + pool('lan', '192.168.1.240-192.168.1.250'), INTERNAL],
    ['addresses of a carrier', balancer() + pool('lan', '100.64.1.0/24'), INTERNAL],
    ['a private block of IPv6', balancer() + pool('lan', '"fd00:1::/64"'), INTERNAL],
    ['a public block', balancer() + pool('wan', '203.0.113.0/24'), PUBLIC],
    ['two that differ', balancer() + pool('lan', '10.1.0.0/24') + pool('wan', '203.0.113.0/24'), UNKNOWN],
    ['one that it names', balancer('{ metallb.io/address-pool: lan }') + pool('lan', '10.1.0.0/24') + pool('wan', '203.0.113.0/24'), INTERNAL],
    ['one that only Services get which name it', balancer() + pool('lan', '10.1.0.0/24') + pool('wan', '203.0.113.0/24', ', autoAssign: false'), INTERNAL],
    ['one that is reserved for it', balancer() + pool('lan', '10.1.0.0/24', ', serviceAllocation: { namespaces: [shop] }') + pool('wan', '203.0.113.0/24'), INTERNAL],
    ['one that is reserved for others', balancer() + pool('lan', '10.1.0.0/24', ', serviceAllocation: { namespaces: [edge] }') + pool('wan', '203.0.113.0/24'), PUBLIC],
    ['one whose selector finds it', balancer() + pool('lan', '10.1.0.0/24', ', serviceAllocation: { serviceSelectors: [{ matchExpressions: [{ key: app, operator: DoesNotExist }] }] }') + pool('wan', '203.0.113.0/24'), INTERNAL],
    ['an address that it asks for', balancer('{ metallb.io/loadBalancerIPs: 203.0.113.5 }') + pool('lan', '10.1.0.0/24'), PUBLIC],
    ['a private block of Cilium', balancer() + ciliumPool('{ cidr: 10.1.0.0/24 }'), INTERNAL],
    ['a private range of Cilium', balancer() + ciliumPool('{ start: 10.1.0.10, stop: 10.1.0.20 }'), INTERNAL],
    ['one of Cilium for other Services', balancer() + ciliumPool('{ cidr: 10.1.0.0/24 }', ', serviceSelector: { matchLabels: { net: lan } }'), PUBLIC],
  ])('%s', (_, manifests, expected) => {
    expect(verdicts(manifests)).toStrictEqual(expected);
  });

  test('unless exposure.yaml says otherwise', () => {
    expect(verdicts(balancer() + pool('lan', '10.1.0.0/24'), 'cluster: { provider: bare-metal, addressPools: { lan: internet } }')).toStrictEqual(PUBLIC);
    expect(verdicts(balancer() + pool('wan', '203.0.113.0/24'), 'cluster: { loadBalancer: metallb, addressPools: { wan: private-network } }')).toStrictEqual(INTERNAL);
  });

  test('or of those that exposure.yaml alone describes, all that a Service may get from', () => {
    expect(verdicts(balancer(), 'cluster: { loadBalancer: metallb, addressPools: { lan: private-network } }')).toStrictEqual(INTERNAL);
    expect(verdicts(balancer(), 'cluster: { loadBalancer: cilium, addressPools: { lan: private-network, wan: internet } }')).toStrictEqual(UNKNOWN);
    expect(verdicts(balancer('{ metallb.io/address-pool: other }'), 'cluster: { loadBalancer: metallb, addressPools: { lan: private-network } }')).toStrictEqual(PUBLIC);
  });

  test('or the address that the Service asks for, by annotation or by the field that the annotations replaced', () => {
    const field = database() + databaseService('type: LoadBalancer, allocateLoadBalancerNodePorts: false, loadBalancerIP: 192.168.1.5');
    for (const product of ['metallb', 'cilium', 'kube-vip']) expect(verdicts(field, `cluster: { loadBalancer: ${product} }`)).toStrictEqual(INTERNAL);
    expect(verdicts(field, 'cluster: { provider: gke }')).toStrictEqual(PUBLIC);
    expect(verdicts(balancer('{ kube-vip.io/loadbalancerIPs: 192.168.1.5 }'), 'cluster: { loadBalancer: kube-vip }')).toStrictEqual(INTERNAL);
    expect(verdicts(balancer('{ io.cilium/lb-ipam-ips: "192.168.1.5,203.0.113.5" }'), 'cluster: { loadBalancer: cilium }')).toStrictEqual(PUBLIC);
  });

  test('unless exposure.yaml says that the pool of that address is public', () => {
    const translated = balancer('{ metallb.io/loadBalancerIPs: 10.1.0.5 }') + pool('edge', '10.1.0.0/24');
    expect(verdicts(translated)).toStrictEqual(INTERNAL);
    expect(verdicts(translated, 'cluster: { loadBalancer: metallb, addressPools: { edge: internet } }')).toStrictEqual(PUBLIC);
  });

  test('not where a cloud makes the load balancer', () => {
    expect(verdicts(balancer() + pool('lan', '10.1.0.0/24'), 'cluster: { provider: gke }')).toStrictEqual(PUBLIC);
  });
});
