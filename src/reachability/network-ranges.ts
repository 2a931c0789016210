import { AMBIENT_PROBE_CIDRS } from '../controllers/meshes';
import { AddressSet } from '../network/address-set';
import { Profile } from '../profile/profile';

/** Where pods and nodes may have their addresses: as the profile says, else as widely as clusters are built. */
export interface NetworkRanges {
  readonly pods: AddressSet;
  readonly nodes: AddressSet;
  /** The addresses of nodes that the profile names; empty if it names none. */
  readonly declaredNodes: AddressSet;
}

/** Addresses that stay within a host or a link, or that stand for the node itself. */
const UNUSED = AddressSet.HOST_LOCAL.union(blocks(AMBIENT_PROBE_CIDRS));

/**
 * No pod and no node of another pod has an address that stays within a host or stands for the pod's own node.
 *
 * Without `podCidrs`, pods are assumed to have private addresses other than those of Services; without `nodeCidrs`, nodes may have any.
 */
export function networkRanges({ cluster }: Profile): NetworkRanges {
  const services = blocks(cluster.serviceCidrs);
  const declaredNodes = blocks(cluster.nodeCidrs);
  return {
    declaredNodes,
    pods: cluster.podCidrs.length > 0 ? blocks(cluster.podCidrs) : AddressSet.PRIVATE.minus(UNUSED).minus(services),
    nodes: cluster.nodeCidrs.length > 0 ? declaredNodes : AddressSet.PRIVATE.union(AddressSet.PUBLIC).minus(UNUSED).minus(services),
  };
}

function blocks(cidrs: readonly string[]): AddressSet {
  return AddressSet.union(cidrs.map((cidr) => AddressSet.parseCidr(cidr)));
}
