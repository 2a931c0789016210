import { Cluster, Service } from '../../cluster/model';
import { AddressPoolSpec } from '../../manifest/kinds/metallb/address-pool';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { AddressSet } from '../../network/address-set';
import { NetworkScope, Profile } from '../../profile/profile';
import { LoadBalancerRow } from './load-balancer-row';

type Pool = KubernetesObject<AddressPoolSpec>;

/** Products that hand out addresses of pools in the manifests. */
const POOLS: readonly { readonly implementation: 'metallb' | 'cilium'; readonly group: string; readonly kind: string }[] = [
  { implementation: 'metallb', group: 'metallb.io', kind: 'IPAddressPool' },
  { implementation: 'cilium', group: 'cilium.io', kind: 'CiliumLoadBalancerIPPool' },
];

/** The profile, completed by what serves load balancers where no cloud does and the manifests have pools of one product only. */
export function withPoolProduct(cluster: Cluster, profile: Profile): Profile {
  const { provider, loadBalancer } = profile.cluster;
  if (loadBalancer !== undefined || (provider !== 'unknown' && provider !== 'bare-metal')) return profile;
  const products = POOLS.filter(({ group, kind }) => cluster.objectsOf(group, kind).length > 0);
  const [product] = products;
  if (product === undefined || products.length > 1) return profile;
  return { ...profile, cluster: { ...profile.cluster, loadBalancer: product.implementation } };
}

/**
 * Which network the addresses belong to that a Service may get from pools of the manifests, whose scope exposure.yaml may state. Pools that are reserved for it come before the
 * others (MetalLB, "Reduce scope of address allocation"). `unknown` where they differ; undefined where no pool is for it.
 */
export function scopeOfPools(cluster: Cluster, profile: Profile, row: LoadBalancerRow, service: Service): NetworkScope | 'unknown' | undefined {
  const product = POOLS.find(({ implementation }) => row.pools !== undefined && row.implementations?.includes(implementation) === true);
  if (product === undefined) return undefined;
  const pools = cluster.objectsOf(product.group, product.kind).filter(({ spec }) => spec !== undefined) as readonly Pool[];
  const scopes = new Set(candidates(cluster, pools, row, service).map((pool) => scopeOf(pool, profile)));
  const [scope] = scopes;
  return scopes.size > 1 ? 'unknown' : scope;
}

function candidates(cluster: Cluster, pools: readonly Pool[], row: LoadBalancerRow, service: Service): readonly Pool[] {
  const named = (row.pools?.pool ?? []).map((annotation) => service.metadata.annotations[annotation]).find((name) => name !== undefined);
  if (named !== undefined) return pools.filter(({ metadata }) => metadata.name === named);
  const automatic = pools.filter(({ spec }) => spec.automatic);
  const reserved = automatic.filter(({ spec }) => spec.reservedFor !== undefined && isFor(cluster, spec.reservedFor, service));
  return reserved.length > 0 ? reserved : automatic.filter(({ spec }) => spec.reservedFor === undefined);
}

function isFor(cluster: Cluster, reserved: NonNullable<AddressPoolSpec['reservedFor']>, { metadata }: Service): boolean {
  const home = metadata.namespace ?? 'default';
  return reserved.namespaces.includes(home)
    || reserved.namespaceSelectors.some((selector) => selector.matches(cluster.namespaces.get(home)?.labels ?? {}))
    || reserved.serviceSelectors.some((selector) => selector.matches({
      ...metadata.labels, 'io.kubernetes.service.namespace': home, 'io.kubernetes.service.name': metadata.name,
    }));
}

function scopeOf({ metadata, spec }: Pool, { cluster }: Profile): NetworkScope | 'unknown' {
  if (Object.hasOwn(cluster.addressPools, metadata.name)) return cluster.addressPools[metadata.name] as NetworkScope;
  const addresses = AddressSet.union(spec.addresses.flatMap(rangeOf));
  if (addresses.isEmpty) return 'unknown';
  if (AddressSet.PRIVATE.contains(addresses)) return 'private-network';
  return addresses.intersect(AddressSet.PRIVATE).isEmpty ? 'internet' : 'unknown';
}

/** A CIDR, an address, or a range; what is none is left out. */
function rangeOf(text: string): readonly AddressSet[] {
  try {
    const [from = '', to] = text.split('-').map((part) => part.trim());
    if (to !== undefined) return [AddressSet.parseRange(from, to)];
    return [from.includes('/') ? AddressSet.parseCidr(from) : AddressSet.parseAddress(from)];
  } catch {
    return [];
  }
}
