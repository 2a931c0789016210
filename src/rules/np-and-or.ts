import { Cluster, NetworkPolicy } from '../cluster/model';
import { NetworkPolicyPeer } from '../manifest/kinds/network-policy';
import { activeRules } from './facts/active-rules';
import { PeerCache } from './facts/admitted';
import { Rule } from './rule';

export const NP_AND_OR: Rule = {
  id: 'NP-AND-OR',
  severity: 'warning',
  title: 'A namespaceSelector and a podSelector stand in two items, so either of them is enough.',
  rationale: 'Items of from and to are alternatives; only selectors of the same item must both match (Kubernetes documentation, Network Policies, '
    + '"Behavior of to and from selectors"). One dash too many lets in whole namespaces.',
  *evaluate({ cluster }) {
    const cache = new PeerCache();
    for (const policy of cluster.networkPolicies) {
      for (const { direction, rule } of activeRules(policy)) {
        const pair = siblings(rule.peers ?? []);
        if (pair === undefined) continue;
        const own = policy.metadata.namespace ?? 'default';
        const meant = isMeant(cluster, cache, policy, pair);
        yield {
          object: policy,
          field: pair.pods.path,
          severity: meant ? 'info' : 'warning',
          message: `${policy.ref} ${rule.path} lets ${direction === 'ingress' ? 'in' : 'out to'} every pod of ${describeNamespaces(pair.namespaces)} and, beside them, ${describePods(pair.pods)} of namespace ${own}: `
            + `${pair.namespaces.path} and ${pair.pods.path} are alternatives`,
          fix: meant
            ? 'If both are meant, nothing is to do; one rule for each says it better.'
            : `If only those pods of those namespaces are meant, put both selectors in one item: move the podSelector into ${pair.namespaces.path}.`,
        };
      }
    }
  },
};

interface Siblings {
  readonly namespaces: NetworkPolicyPeer;
  readonly pods: NetworkPolicyPeer;
}

/** An item with nothing but a namespaceSelector and one with nothing but a podSelector, where the rule has both. */
function siblings(peers: readonly NetworkPolicyPeer[]): Siblings | undefined {
  const namespaces = peers.find((peer) => peer.namespaceSelector !== undefined && peer.podSelector === undefined);
  const alone = peers.find((peer) => peer.podSelector !== undefined && peer.namespaceSelector === undefined);
  return namespaces === undefined || alone === undefined ? undefined : { namespaces, pods: alone };
}

/**
 * Whether the two look like alternatives on purpose: every pod of the policy's own namespace, or labels that pods of
 * it have and none of the selected namespaces'.
 */
function isMeant(cluster: Cluster, cache: PeerCache, policy: NetworkPolicy, { namespaces, pods: { podSelector, path } }: Siblings): boolean {
  if (podSelector!.isEmpty) return true;
  const own = policy.metadata.namespace ?? 'default';
  const here = cache.selected(cluster, { podSelector: podSelector!, path }, own);
  if (here.workloads.length === 0) return false;
  const there = cache.selected(cluster, { namespaceSelector: namespaces.namespaceSelector!, podSelector: podSelector!, path }, own);
  return there.workloads.every((workload) => workload.namespace.name === own);
}

function describeNamespaces({ namespaceSelector }: NetworkPolicyPeer): string {
  return namespaceSelector!.isEmpty ? 'every namespace' : `the namespaces with ${namespaceSelector!.toString()}`;
}

function describePods({ podSelector }: NetworkPolicyPeer): string {
  return podSelector!.isEmpty ? 'every pod' : `the pods with ${podSelector!.toString()}`;
}
