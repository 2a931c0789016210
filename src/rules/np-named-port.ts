import { Cluster, NetworkPolicy, Workload } from '../cluster/model';
import { NetworkPolicyPeer, NetworkPolicyPort } from '../manifest/kinds/network-policy';
import { PeerCache } from './facts/admitted';
import { subjectsOf } from './facts/policy-subjects';
import { RawFinding, Rule } from './rule';

export const NP_NAMED_PORT: Rule = {
  id: 'NP-NAMED-PORT',
  severity: 'error',
  title: 'A policy names a port that none of the pods declares, or misuses endPort.',
  rationale: 'A named port is looked up among the container ports of the destination, for the same protocol; one that no container declares matches nothing. '
    + 'endPort needs a numeric port that is not above it (Kubernetes API, NetworkPolicyPort).',
  *evaluate({ cluster }) {
    const cache = new PeerCache();
    for (const policy of cluster.networkPolicies) {
      const subjects = subjectsOf(cluster, policy);
      for (const rule of policy.spec.ingress) yield* unknownNames(policy, rule.ports ?? [], subjects);
      for (const rule of policy.spec.egress) yield* unknownNames(policy, rule.ports ?? [], destinations(cluster, policy, cache, rule.peers));
    }
  },
};

function* unknownNames(policy: NetworkPolicy, ports: readonly NetworkPolicyPort[], pods: readonly Workload[]): Iterable<RawFinding> {
  if (pods.length === 0) return;
  for (const { protocol, port, path } of ports) {
    if (typeof port !== 'string' || pods.some((workload) => declares(workload, port, protocol))) continue;
    const names = [...new Set(pods.flatMap((w) => w.pods.flatMap((p) => p.ports.flatMap((q) => (q.name === undefined ? [] : [`${q.protocol} ${q.name}`])))))].sort();
    yield {
      object: policy,
      field: path,
      message: `${policy.ref} ${path} names port "${port}" (${protocol}), which no container of ${pods.map((w) => w.id).join(', ')} declares: it matches nothing`,
      fix: names.length === 0 ? 'Write the number of the pod port, or name the port in the container.' : `Write the number of the pod port, or one of the declared names: ${names.join(', ')}.`,
    };
  }
}

function declares(workload: Workload, name: string, protocol: string): boolean {
  return workload.pods.some((pods) => pods.ports.some((port) => port.name === name && port.protocol === protocol));
}

/** The workloads that an egress rule names; none where it names every destination, of which nobody can say. */
function destinations(
  cluster: Cluster, policy: NetworkPolicy, cache: PeerCache, peers: readonly NetworkPolicyPeer[] = [],
): readonly Workload[] {
  const selected = peers.filter((peer) => peer.ipBlock === undefined)
    .flatMap((peer) => cache.selected(cluster, peer, policy.metadata.namespace ?? 'default').workloads);
  return [...new Set(selected)].sort((a, b) => a.index - b.index);
}
