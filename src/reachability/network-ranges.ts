import { AddressSet } from '../network/address-set';
import { Profile } from '../profile/profile';

/** Where pods and nodes may have their addresses: as the profile says, else as widely as clusters are built. */
export interface NetworkRanges {
  readonly pods: AddressSet;
  readonly nodes: AddressSet;
  /** The addresses of nodes that the profile names; empty if it names none. */
  readonly declaredNodes: AddressSet;
}

/** Loopback and link-local addresses stay within a host or link: no pod and no node is reached by them. */
const HOST_LOCAL = AddressSet.union(['127.0.0.0/8', '169.254.0.0/16', '::1/128', 'fe80::/10'].map((block) => AddressSet.parseCidr(block)));

/** Without `podCidrs`, pods are assumed to have private addresses other than those of Services; without `nodeCidrs`, nodes may have any. */
export function networkRanges({ cluster }: Profile): NetworkRanges {
  const services = blocks(cluster.serviceCidrs);
  const declaredNodes = blocks(cluster.nodeCidrs);
  return {
    declaredNodes,
    pods: cluster.podCidrs.length > 0 ? blocks(cluster.podCidrs) : AddressSet.PRIVATE.minus(HOST_LOCAL).minus(services),
    nodes: cluster.nodeCidrs.length > 0 ? declaredNodes : AddressSet.PRIVATE.union(AddressSet.PUBLIC).minus(HOST_LOCAL).minus(services),
  };
}

function blocks(cidrs: readonly string[]): AddressSet {
  return AddressSet.union(cidrs.map((cidr) => AddressSet.parseCidr(cidr)));
}
