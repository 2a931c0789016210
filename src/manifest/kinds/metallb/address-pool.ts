import { LabelSelector } from '../../../network/label-selector';

/** A pool of addresses for load balancers: an IPAddressPool of MetalLB, or a CiliumLoadBalancerIPPool. */
export interface AddressPoolSpec {
  /** CIDRs, single addresses, and ranges `from-to`. */
  readonly addresses: readonly string[];
  /** Whether Services that do not name the pool may get its addresses. */
  readonly automatic: boolean;
  /** Services that it is reserved for; for all if absent. One that any of the three selects counts. */
  readonly reservedFor?: {
    readonly namespaces: readonly string[];
    readonly namespaceSelectors: readonly LabelSelector[];
    readonly serviceSelectors: readonly LabelSelector[];
  };
}
