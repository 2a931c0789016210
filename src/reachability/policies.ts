import { Cluster, ClusterPolicy, NetworkPolicy } from '../cluster/model';
import { compileClusterPolicy } from './compile-cluster-policy';
import { compileNetworkPolicy } from './compile-network-policy';
import { Direction } from './model';
import { PeerSets } from './peer-set';
import { PodGroup, PodGroups } from './pod-groups';
import { CompiledPolicy, PodRules, Tier, unrestricted } from './rule-model';

/** Both directions, in the order of reports. */
export const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** The rules of every group of pods, from policies that are compiled once each. */
export class PolicyTable {
  private readonly rules: Readonly<Record<Direction, PodRules[]>> = { ingress: [], egress: [] };
  private readonly selecting: Readonly<Record<Direction, (NetworkPolicy[] | undefined)[]>> = { ingress: [], egress: [] };

  /** @param enforced false where the network ignores policies: then they isolate nothing */
  public constructor(cluster: Cluster, groups: PodGroups, peerSets: PeerSets, enforced: boolean) {
    for (const direction of DIRECTIONS) {
      const layers = {
        admin: clusterPolicies(cluster, groups, 'Admin', direction, peerSets),
        network: networkPolicies(cluster, groups, direction, peerSets),
        baseline: clusterPolicies(cluster, groups, 'Baseline', direction, peerSets),
      };
      for (const [group, policies] of layers.network) this.selecting[direction][group.number] = policies.map(({ policy }) => policy as NetworkPolicy);
      if (!enforced) continue;
      for (const group of new Set([...layers.admin.keys(), ...layers.network.keys(), ...layers.baseline.keys()])) {
        this.rules[direction][group.number] = podRules(direction, group, layers);
      }
    }
  }

  public rulesOf(group: PodGroup, direction: Direction): PodRules {
    return this.rules[direction][group.number] ?? unrestricted(direction);
  }

  /** NetworkPolicies that select the group and, where they are enforced, isolate it. */
  public policiesOf(group: PodGroup, direction: Direction): readonly NetworkPolicy[] {
    return this.selecting[direction][group.number] ?? [];
  }
}

/** The policies of each group, in order of precedence. */
type Layer = ReadonlyMap<PodGroup, readonly CompiledPolicy[]>;
type LayerInMaking = Map<PodGroup, CompiledPolicy[]>;

/** Admin before NetworkPolicies, which have the last word on the pods that they isolate, before Baseline. */
function podRules(direction: Direction, group: PodGroup, layers: Readonly<Record<'admin' | 'network' | 'baseline', Layer>>): PodRules {
  const tiers: Tier[] = [];
  const admin = layers.admin.get(group);
  const network = layers.network.get(group);
  const baseline = layers.baseline.get(group);
  if (admin !== undefined) tiers.push({ policies: admin, undecided: 'next' });
  if (network !== undefined) tiers.push({ policies: network, undecided: 'deny' });
  else if (baseline !== undefined) tiers.push({ policies: baseline, undecided: 'next' });
  return { direction, tiers, isolated: network !== undefined };
}

function networkPolicies(cluster: Cluster, groups: PodGroups, direction: Direction, peerSets: PeerSets): Layer {
  const layer: LayerInMaking = new Map();
  for (const policy of cluster.networkPolicies) {
    const rules = compileNetworkPolicy(policy, direction, peerSets);
    if (rules === undefined) continue;
    for (const group of groups.select(policy.metadata.namespace ?? 'default', policy.spec.podSelector)) append(layer, group, rules);
  }
  return layer;
}

function clusterPolicies(cluster: Cluster, groups: PodGroups, tier: ClusterPolicy['spec']['tier'], direction: Direction, peerSets: PeerSets): Layer {
  const layer: LayerInMaking = new Map();
  const compiled = cluster.clusterPolicies.filter(({ spec }) => spec.tier === tier)
    .flatMap((policy) => ({ policy, rules: compileClusterPolicy(policy, direction, peerSets) }))
    .sort((a, b) => (a.rules?.priority ?? 0) - (b.rules?.priority ?? 0));
  for (const { policy: { spec: { subject } }, rules } of compiled) {
    if (rules === undefined) continue;
    for (const { name, labels, declared } of cluster.namespaces.values()) {
      const match = subject.namespaces.mayMatch(labels, declared);
      if (match === 'no') continue;
      const here = match === 'yes' ? rules : { ...rules, undeclaredNamespace: name };
      for (const group of groups.select(name, subject.pods)) append(layer, group, here);
    }
  }
  return layer;
}

function append(layer: LayerInMaking, group: PodGroup, policy: CompiledPolicy): void {
  const list = layer.get(group);
  if (list === undefined) layer.set(group, [policy]);
  else list.push(policy);
}
