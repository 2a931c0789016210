import { Service } from '../../cluster/model';
import { NetworkScope, Profile } from '../../profile/profile';
import { loadBalancerOf } from './load-balancer-scope';

type Annotations = Readonly<Record<string, string>>;

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const SCHEME = { 'internet': { [`${AWS}scheme`]: 'internet-facing' }, 'private-network': { [`${AWS}scheme`]: 'internal' } };
const INTERNAL = { 'internet': { [`${AWS}internal`]: 'false' }, 'private-network': { [`${AWS}internal`]: 'true' } };

const yesOrNo = (annotation: string, [internet, privateNetwork]: readonly [string, string] = ['false', 'true']): Readonly<Record<NetworkScope, Annotations>> =>
  ({ 'internet': { [annotation]: internet }, 'private-network': { [annotation]: privateNetwork } });

/**
 * What a Service says in order to be reached from one network, whatever the product does by default; by the names of the rows of the table,
 * whose markers read the same annotations.
 */
const EXPLICIT: Readonly<Record<string, Readonly<Record<NetworkScope, Annotations>>>> = {
  'AWS Load Balancer Controller': SCHEME,
  'EKS Auto Mode': SCHEME,
  'AWS cloud provider': INTERNAL,
  // whichever of the two makes it reads one of them
  'AWS load balancer of an unknown controller': {
    'internet': { ...SCHEME.internet, ...INTERNAL.internet },
    'private-network': { ...SCHEME['private-network'], ...INTERNAL['private-network'] },
  },
  'GKE': yesOrNo('networking.gke.io/load-balancer-type', ['External', 'Internal']),
  'AKS': yesOrNo('service.beta.kubernetes.io/azure-load-balancer-internal'),
  'Hetzner': yesOrNo('load-balancer.hetzner.cloud/disable-public-network'),
  'DigitalOcean': yesOrNo('service.beta.kubernetes.io/do-loadbalancer-network', ['EXTERNAL', 'INTERNAL']),
  'OpenStack Octavia': yesOrNo('service.beta.kubernetes.io/openstack-internal-load-balancer'),
  'OCI load balancer': yesOrNo('service.beta.kubernetes.io/oci-load-balancer-internal'),
  'IBM Cloud': yesOrNo('service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', ['public', 'private']),
  'Alibaba Cloud': yesOrNo('service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', ['internet', 'intranet']),
  'Scaleway': yesOrNo('service.beta.kubernetes.io/scw-loadbalancer-private'),
};

/** Nothing is said of a load balancer that has no annotations, and no class. */
const SILENT = { metadata: { annotations: {} }, spec: {} } as unknown as Service;

/**
 * Rows of load balancers that hand packets to the nodes with the address of the Service, so that no port of the nodes need be open; all
 * others connect to node ports, or leave it open whether they do.
 */
const WITHOUT_NODE_PORTS: ReadonlySet<string> = new Set(['GKE', 'AKS', 'MetalLB', 'Cilium', 'kube-vip']);

/** Whether load balancers of this cluster work for a Service without node ports (Service API, allocateLoadBalancerNodePorts). */
export function worksWithoutNodePorts(profile: Profile): boolean {
  return WITHOUT_NODE_PORTS.has(loadBalancerOf(SILENT, profile).name);
}

/** What a load balancer must say to be reached by one network only, or why that cannot be said. */
export type ExplicitScope = { readonly annotations: Annotations } | { readonly refused: string };

/**
 * The annotations that state the scope of a load balancer of this cluster, as the table of load balancers reads them.
 *
 * @param loadBalancerClass of the Service, where the author chose one
 */
export function explicitScope(profile: Profile, scope: NetworkScope, loadBalancerClass?: string): ExplicitScope {
  const row = loadBalancerOf({ ...SILENT, spec: { loadBalancerClass } } as unknown as Service, profile);
  const stated = EXPLICIT[row.name]?.[scope];
  if (stated !== undefined) return { annotations: stated };
  if (row.pools !== undefined) return ofPool(profile, row.name, row.pools.pool[0], scope);
  // what is public by default has nothing to say
  if (row.default === scope) return { annotations: {} };
  return { refused: `no annotation is known that makes a load balancer of ${row.name === 'unknown load balancer' ? 'an unknown provider' : row.name} reachable from the ${scope} only` };
}

function ofPool({ cluster }: Profile, name: string, annotation: string | undefined, scope: NetworkScope): ExplicitScope {
  const pools = Object.keys(cluster.addressPools).filter((pool) => cluster.addressPools[pool] === scope).sort();
  if (annotation !== undefined && pools[0] !== undefined) return { annotations: { [annotation]: pools[0] } };
  if (scope === 'internet') return { annotations: {} };
  return { refused: annotation === undefined ? `${name} chooses the pool by labels of the Service` : `addressPools names no pool of ${name} with scope ${scope}` };
}
