import { Cluster, Workload } from '../../cluster/model';
import { undeclaredNamespace } from '../../cluster/namespaces';
import { NetworkPolicyPeer } from '../../manifest/kinds/network-policy';
import { namespacesNamed } from '../../reachability/pod-condition';
import { IngressRule } from './ingress-rules';
import { selectedIn } from './policy-subjects';

/** Pods that rules which admit to a workload speak of: the only ones that an isolated workload may let in. */
export interface Admitted {
  /** Workloads that some peer selects, the workload itself included if it does. */
  readonly workloads: readonly Workload[];
  /** Namespaces of which some peer selects every pod, by its name. */
  readonly namespaces: readonly string[];
  /** Whether some rule or peer is about every pod of the cluster. */
  readonly everyPod: boolean;
}

/** What rules that admit to the workload speak of. Whether they let it pass, `reachability` says. */
export function admittedBy(cluster: Cluster, rules: readonly IngressRule[], cache: PeerCache): Admitted {
  const workloads = new Set<Workload>();
  const namespaces = new Set<string>();
  let everyPod = false;
  for (const { namespace, peers } of rules) {
    if (peers === undefined) everyPod = true;
    for (const peer of peers ?? []) {
      if (peer.ipBlock !== undefined) continue;
      const selected = cache.selected(cluster, peer, namespace);
      if (selected.everyPod) everyPod = true;
      else selected.workloads.forEach((w) => workloads.add(w));
      if (selected.wholeNamespaces) selected.namespaces.forEach((name) => namespaces.add(name));
    }
  }
  return { workloads: [...workloads].sort((a, b) => a.index - b.index), namespaces: [...namespaces].sort(), everyPod };
}

interface SelectedPeers {
  readonly namespaces: readonly string[];
  readonly workloads: readonly Workload[];
  /** The peer selects every pod of its namespaces. */
  readonly wholeNamespaces: boolean;
  /** The peer selects every pod of every namespace. */
  readonly everyPod: boolean;
}

/** Peers of policies, each evaluated once: many policies have the same ones. */
export class PeerCache {
  private readonly known = new Map<string, SelectedPeers>();

  public selected(cluster: Cluster, peer: NetworkPolicyPeer, namespace: string): SelectedPeers {
    const key = `${peer.namespaceSelector === undefined ? namespace : `{${peer.namespaceSelector.toString()}}`} ${peer.podSelector?.toString() ?? '*'}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const selected = select(cluster, peer, namespace);
    this.known.set(key, selected);
    return selected;
  }
}

function select(cluster: Cluster, peer: NetworkPolicyPeer, namespace: string): SelectedPeers {
  const { namespaceSelector, podSelector } = peer;
  const wholeNamespaces = podSelector === undefined || podSelector.isEmpty;
  if (wholeNamespaces && namespaceSelector?.isEmpty === true) return { namespaces: [], workloads: [], wholeNamespaces, everyPod: true };
  const names = selectedNamespaces(cluster, peer, namespace);
  const workloads = names.flatMap((name) => {
    const all = cluster.workloadsIn(name);
    return podSelector === undefined ? all : selectedIn(all, podSelector);
  });
  return { namespaces: names, workloads, wholeNamespaces, everyPod: false };
}

/**
 * Namespaces in which the peer may select pods: of those that are known, and those that it names although nothing else does.
 *
 * @param own namespace of the policy
 */
export function selectedNamespaces({ namespaces }: Cluster, { namespaceSelector }: NetworkPolicyPeer, own: string): readonly string[] {
  if (namespaceSelector === undefined) return [own];
  const named = namespacesNamed(namespaceSelector);
  const candidates = named?.map((name) => namespaces.get(name) ?? undeclaredNamespace(name)) ?? [...namespaces.values()];
  return candidates.filter(({ labels, declared }) => namespaceSelector.mayMatch(labels, declared) !== 'no').map(({ name }) => name);
}
