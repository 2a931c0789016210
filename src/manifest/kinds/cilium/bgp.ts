import { LabelSelector } from '../../../network/label-selector';

/** Which Services Cilium advertises by BGP with their cluster addresses. */
export interface CiliumBgpSpec {
  /** One for each place that advertises cluster addresses; a place without a selector selects no Service and is left out. */
  readonly clusterAddressesOf: readonly LabelSelector[];
}
