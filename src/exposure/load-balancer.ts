import { Service } from '../cluster/model';
import { AddressSet } from '../network/address-set';
import { NetworkScope, Profile } from '../profile/profile';
import { admittedClients } from './load-balancers/load-balancer-clients';
import { scopeOfPools, withPoolProduct } from './load-balancers/load-balancer-pools';
import { LoadBalancerRow } from './load-balancers/load-balancer-row';
import { holds, loadBalancerOf, loadBalancerScope, targetsPods } from './load-balancers/load-balancer-scope';
import { SeenAs, ZoneEntry } from './model';
import { seenThroughNode, servedWorkloads } from './services/service-way-in';
import { tunnelOfLoadBalancer } from './tunnels/tunnel-classes';
import { ExposureContext, FoundWayIn, WayInFinder } from './way-in-finder';
import { privateEntries, publicEntries, ROUTED_ADDRESSES, undecidedEntries } from './zones';

const MAKER = 'the load balancer is public: `cluster.loadBalancer` of exposure.yaml does not say what makes it';
const POOLS = 'the address that it gets is public: the pools that it may come from differ, and `cluster.addressPools` of exposure.yaml does not say';
const NODES = 'the nodes, which are the load balancer, have public addresses, which `cluster.nodeAddresses` of exposure.yaml does not say';

/**
 * A Service of type LoadBalancer. Which network reaches it is up to the cloud: `load-balancer-table.ts` knows. Classes that tunnels serve
 * have files of their own.
 */
export const LOAD_BALANCER: WayInFinder = {
  kind: 'LoadBalancer',
  *find(context) {
    for (const service of context.cluster.services) {
      if (service.spec.type === 'LoadBalancer' && tunnelOfLoadBalancer(service) === undefined) yield* findIn(context, service);
    }
  },
};

function* findIn({ cluster, profile }: ExposureContext, service: Service): Generator<FoundWayIn> {
  const row = loadBalancerOf(service, withPoolProduct(cluster, profile));
  const ofPools = scopeOfPools(cluster, profile, row, service);
  const scope = ofPools ?? loadBalancerScope(row, service, profile);
  const entries = entriesOf(scope, ofPools === undefined ? reasonForDoubt(row) : POOLS, admittedClients(row, service));
  const seenAs = seenByPods(row, service, profile);
  for (const [workload, ports] of servedWorkloads(cluster, service)) {
    yield {
      kind: 'LoadBalancer',
      object: service,
      field: 'spec.type',
      workload,
      ports,
      through: [service.ref],
      front: { kind: 'open', entries, seenAs, scope },
    };
  }
}

function reasonForDoubt(row: LoadBalancerRow): string {
  return row.default === 'nodes' ? NODES : row.doubt ?? MAKER;
}

function entriesOf(scope: NetworkScope | 'unknown', doubt: string, clients: AddressSet | undefined): readonly ZoneEntry[] {
  const entries = scope === 'internet' ? publicEntries(clients)
    : scope === 'private-network' ? privateEntries(clients)
      : undecidedEntries(doubt, clients);
  return entries.filter((entry) => entry.clients?.isEmpty !== true);
}

function seenByPods(row: LoadBalancerRow, service: Service, { cluster }: Profile): SeenAs {
  if (targetsPods(row, service)) {
    if (row.keepsClient !== undefined && holds(row.keepsClient, service)) return { kind: 'client' };
    const subnets = cluster.loadBalancerSubnets.map((block) => AddressSet.parseCidr(block));
    return { kind: 'address', within: subnets.length === 0 ? AddressSet.PRIVATE : AddressSet.union(subnets), name: 'an address of the load balancer, of `cluster.loadBalancerSubnets`' };
  }
  const seen = seenThroughNode(service);
  if (seen.kind === 'node' || row.source === 'client') return seen;
  if (row.source === 'pods') return { kind: 'peer', peers: [], name: `the pods of ${row.name}` };
  return { kind: 'address', within: ROUTED_ADDRESSES, name: `the address of the load balancer (${row.name}), which replaces that of the client` };
}
