import { Cluster, NetworkPolicy, Workload } from '../../cluster/model';
import { NetworkPolicyPeer } from '../../manifest/kinds/network-policy';
import { Analysis } from '../rule';
import { selectedIn } from './policy-subjects';

/** Pods that rules of a workload's own policies speak of: the only ones that an isolated workload may let in. */
export interface Admitted {
  /** Workloads that some peer selects, the workload itself included if it does. */
  readonly workloads: readonly Workload[];
  /** Namespaces of which some peer selects every pod, by its name. */
  readonly namespaces: readonly string[];
  /** Whether some rule or peer is about every pod of the cluster. */
  readonly everyPod: boolean;
}

/** What the ingress rules of the workload's policies speak of. Whether they let it pass, `reachability` says. */
export function admittedBy({ cluster, reachability }: Analysis, workload: Workload, cache: PeerCache): Admitted {
  const workloads = new Set<Workload>();
  const namespaces = new Set<string>();
  let everyPod = false;
  for (const policy of reachability.policiesOf(workload, 'ingress') as readonly NetworkPolicy[]) {
    for (const rule of policy.spec.ingress) {
      if (rule.peers === undefined) everyPod = true;
      for (const peer of rule.peers ?? []) {
        if (peer.ipBlock !== undefined) continue;
        const selected = cache.selected(cluster, peer, policy.metadata.namespace ?? 'default');
        if (selected.everyPod) everyPod = true;
        else selected.workloads.forEach((w) => workloads.add(w));
        if (selected.wholeNamespaces) selected.namespaces.forEach((name) => namespaces.add(name));
      }
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

function select(cluster: Cluster, { namespaceSelector, podSelector }: NetworkPolicyPeer, namespace: string): SelectedPeers {
  const wholeNamespaces = podSelector === undefined || podSelector.isEmpty;
  if (wholeNamespaces && namespaceSelector?.isEmpty === true) return { namespaces: [], workloads: [], wholeNamespaces, everyPod: true };
  const names = namespaceSelector === undefined
    ? [namespace]
    : [...cluster.namespaces.values()].filter((ns) => namespaceSelector.mayMatch(ns.labels, ns.declared) !== 'no').map((ns) => ns.name);
  const workloads = names.flatMap((name) => {
    const all = cluster.workloadsIn(name);
    return podSelector === undefined ? all : selectedIn(all, podSelector);
  });
  return { namespaces: names, workloads, wholeNamespaces, everyPod: false };
}
