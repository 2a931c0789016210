import { Cluster, Service } from '../../cluster/model';
import { AddressPoolSpec } from '../../manifest/kinds/metallb/address-pool';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { AddressSet } from '../../network/address-set';
import { NetworkScope, Profile } from '../../profile/profile';
import { isPrivateAddress } from '../zones';
import { LoadBalancerRow } from './load-balancer-row';
import { addressesAskedFor } from './load-balancer-scope';

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
 * Which network the addresses belong to that a Service may get from pools of the manifests, whose scope exposure.yaml may state, or where the manifests have none, from
 * those of exposure.yaml. Pools that are reserved for it come before the others (MetalLB, "Reduce scope of address allocation"). `unknown` where they differ; undefined
 * where no pool is for it.
 */
export function scopeOfPools(cluster: Cluster, profile: Profile, row: LoadBalancerRow, service: Service): NetworkScope | 'unknown' | undefined {
  const product = POOLS.find(({ implementation }) => row.pools !== undefined && row.implementations?.includes(implementation) === true);
  if (product === undefined) return undefined;
  const pools = cluster.objectsOf(product.group, product.kind).filter(({ spec }) => spec !== undefined) as readonly Pool[];
  const named = poolNamedBy(row, service);
  const { addressPools } = profile.cluster;
  if (named !== undefined && Object.hasOwn(addressPools, named)) return addressPools[named];
  const asked = addressesAskedFor(row, service).map((address) => scopeOfAddress(address, pools, profile));
  if (asked.length > 0) return asked.includes('internet') ? 'internet' : 'private-network';
  const described = named === undefined ? Object.values(addressPools) : [];
  const scopes = new Set(pools.length === 0 ? described : candidates(cluster, pools, named, service).map((pool) => scopeOf(pool, profile)));
  const [scope] = scopes;
  return scopes.size > 1 ? 'unknown' : scope;
}

/** An address that the Service asks for belongs to the network of its pool; behind a translation that need not be the one that the address looks like. */
function scopeOfAddress(address: string, pools: readonly Pool[], { cluster }: Profile): NetworkScope {
  const pool = pools.find(({ metadata, spec }) => Object.hasOwn(cluster.addressPools, metadata.name) && addressesOf(spec).has(address));
  if (pool !== undefined) return cluster.addressPools[pool.metadata.name] as NetworkScope;
  return isPrivateAddress(address) ? 'private-network' : 'internet';
}

function poolNamedBy({ pools }: LoadBalancerRow, { metadata }: Service): string | undefined {
  return (pools?.pool ?? []).map((annotation) => metadata.annotations[annotation]).find((name) => name !== undefined);
}

function candidates(cluster: Cluster, pools: readonly Pool[], named: string | undefined, service: Service): readonly Pool[] {
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
  const addresses = addressesOf(spec);
  if (addresses.isEmpty) return 'unknown';
  if (AddressSet.PRIVATE.contains(addresses)) return 'private-network';
  return addresses.intersect(AddressSet.PRIVATE).isEmpty ? 'internet' : 'unknown';
}

function addressesOf({ addresses }: AddressPoolSpec): AddressSet {
  return AddressSet.union(addresses.flatMap(rangeOf));
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
