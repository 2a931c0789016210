/** A BGPConfiguration of Calico, as far as it advertises cluster addresses. */
export interface BgpConfigurationSpec {
  /** `serviceClusterIPs`: ranges of cluster addresses that every node advertises. */
  readonly serviceClusterIPs: readonly string[];
}
