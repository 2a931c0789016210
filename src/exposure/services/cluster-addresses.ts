import { isIP } from 'net';
import { Service } from '../../cluster/model';
import { AddressSet } from '../../network/address-set';
import { Profile } from '../../profile/profile';

/**
 * Whether the cluster address of a Service lies in ranges that somebody routes: by its own address where the manifest has one, else by
 * `cluster.serviceCidrs` of the profile. `unknown` where neither decides.
 */
export function clusterAddressIn({ spec }: Service, ranges: AddressSet, { cluster }: Profile): 'yes' | 'no' | 'unknown' {
  if (spec.headless || spec.type === 'ExternalName' || ranges.isEmpty) return 'no';
  const given = spec.clusterIPs.filter((address) => isIP(address) !== 0);
  if (given.length > 0) return given.some((address) => ranges.has(address)) ? 'yes' : 'no';
  if (cluster.serviceCidrs.length === 0) return 'unknown';
  const services = AddressSet.union(cluster.serviceCidrs.map((block) => AddressSet.parseCidr(block)));
  if (services.intersect(ranges).isEmpty) return 'no';
  return ranges.contains(services) ? 'yes' : 'unknown';
}

/** The addresses of CIDRs that somebody wrote; what is none is left out. */
export function addressesOf(ranges: readonly string[]): AddressSet {
  return AddressSet.union(ranges.flatMap((range) => parsed(range)));
}

function parsed(range: string): readonly AddressSet[] {
  try {
    return [AddressSet.parseCidr(range.trim())];
  } catch {
    return [];
  }
}
