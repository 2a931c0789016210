import { Cluster, NetworkPolicy, Workload } from '../cluster/model';
import { NetworkPolicyPeer } from '../manifest/kinds/network-policy';
import { AddressSet } from '../network/address-set';
import { Profile } from '../profile/profile';
import { Direction } from '../reachability/model';
import { activePeers } from './facts/active-rules';
import { PeerCache } from './facts/admitted';
import { Rule } from './rule';

export const NP_HOSTNETWORK_PEER: Rule = {
  id: 'NP-HOSTNETWORK-PEER',
  severity: 'warning',
  title: 'A policy selects pods that use the network of their node, which no selector matches.',
  rationale: 'A pod with hostNetwork has the addresses of its node: network plugins see the node, not the pod, and most ignore such pods in selectors '
    + '(Kubernetes documentation, Network Policies, "NetworkPolicy and hostNetwork pods").',
  *evaluate({ cluster, profile }) {
    if (!cluster.workloads.some(onHostNetwork)) return;
    const selected = new HostNetworkPeers(cluster);
    for (const policy of cluster.networkPolicies) {
      for (const { direction, peer } of activePeers(policy)) {
        const workload = selected.first(peer, policy.metadata.namespace ?? 'default');
        if (workload === undefined || namesNodes(policy, direction, profile)) continue;
        yield {
          object: policy,
          field: peer.path,
          message: `${policy.ref} ${peer.path} selects pods of ${workload.id}, which use the network of their node: policies see the address of the node, which no selector matches`,
          path: direction === 'ingress'
            ? [workload.id, 'address of its node', `not matched by ${policy.ref} ${peer.path}`]
            : [`${policy.ref} ${peer.path} does not match`, 'address of a node', workload.id],
          fix: `Name the addresses of the nodes in an ipBlock, or take ${workload.id} off the host network.`,
        };
      }
    }
  },
};

/** The hostNetwork workload that each peer is about; each peer is evaluated once, because many policies have the same ones. */
class HostNetworkPeers {
  private readonly cache = new PeerCache();
  private readonly known = new Map<object, Workload | undefined>();

  public constructor(private readonly cluster: Cluster) {
  }

  public first(peer: NetworkPolicyPeer, namespace: string): Workload | undefined {
    if (peer.ipBlock !== undefined) return undefined;
    const selected = this.cache.selected(this.cluster, peer, namespace);
    if (!this.known.has(selected)) this.known.set(selected, this.meant(selected.workloads, peer));
    return this.known.get(selected);
  }

  /** What selects whole namespaces means their other pods, unless there are none. */
  private meant(workloads: readonly Workload[], { podSelector }: NetworkPolicyPeer): Workload | undefined {
    if (podSelector === undefined || podSelector.isEmpty) return workloads.every(onHostNetwork) ? workloads[0] : undefined;
    return workloads.find(({ pods }) => pods.some(({ hostNetwork, labels }) => hostNetwork && podSelector.matches(labels)));
  }
}

function onHostNetwork({ pods }: Workload): boolean {
  return pods.some(({ hostNetwork }) => hostNetwork);
}

/** Whether the policy names the nodes by their addresses as well. */
function namesNodes({ spec }: NetworkPolicy, direction: Direction, { cluster: { nodeCidrs } }: Profile): boolean {
  if (nodeCidrs.length === 0) return false;
  const blocks = spec[direction].flatMap(({ peers = [] }) => peers).flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.addresses]));
  return AddressSet.union(blocks).contains(AddressSet.union(nodeCidrs.map((cidr) => AddressSet.parseCidr(cidr))));
}
