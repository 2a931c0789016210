import { Cluster, ClusterPolicy, NetworkPolicy } from '../cluster/model';
import { CiliumLayers } from './cilium-layers';
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
  private readonly layers: Readonly<Record<Direction, Layers>>;
  private readonly cilium: CiliumLayers;
  private readonly rules: Readonly<Record<Direction, PodRules[]>> = { ingress: [], egress: [] };

  /** @param enforced false where the network ignores policies: then they isolate nothing */
  public constructor(cluster: Cluster, groups: PodGroups, peerSets: PeerSets, private readonly enforced: boolean) {
    this.layers = { ingress: new Layers(), egress: new Layers() };
    this.cilium = new CiliumLayers(cluster, groups, peerSets);
    addNetworkPolicies(cluster, groups, peerSets, this.layers);
    for (const direction of DIRECTIONS) {
      addClusterPolicies(cluster, groups, 'Admin', direction, peerSets, this.layers[direction].admin);
      addClusterPolicies(cluster, groups, 'Baseline', direction, peerSets, this.layers[direction].baseline);
    }
  }

  public rulesOf(group: PodGroup, direction: Direction): PodRules {
    if (!this.enforced) return unrestricted(direction);
    return (this.rules[direction][group.number] ??= this.cilium.addTo(podRules(direction, group.number, this.layers[direction]), group));
  }

  /** NetworkPolicies that select the group and, where they are enforced, isolate it. */
  public policiesOf(group: PodGroup, direction: Direction): readonly NetworkPolicy[] {
    return (this.layers[direction].network[group.number] ?? []).map(({ policy }) => policy as NetworkPolicy);
  }
}

/** The policies of each group by its number, in order of precedence; nothing for most groups. */
type Layer = (CompiledPolicy[] | undefined)[];

class Layers {
  public readonly admin: Layer = [];
  public readonly network: Layer = [];
  public readonly baseline: Layer = [];
}

/** Admin before NetworkPolicies, which have the last word on the pods that they isolate, before Baseline. */
function podRules(direction: Direction, group: number, layers: Layers): PodRules {
  const admin = layers.admin[group];
  const network = layers.network[group];
  const baseline = layers.baseline[group];
  if (admin === undefined && network === undefined && baseline === undefined) return unrestricted(direction);
  const tiers: Tier[] = [];
  if (admin !== undefined) tiers.push({ policies: admin, undecided: 'next' });
  if (network !== undefined) tiers.push({ policies: network, undecided: 'deny' });
  else if (baseline !== undefined) tiers.push({ policies: baseline, undecided: 'next' });
  return { direction, tiers, isolated: network !== undefined };
}

function addNetworkPolicies(cluster: Cluster, groups: PodGroups, peerSets: PeerSets, layers: Readonly<Record<Direction, Layers>>): void {
  for (const policy of cluster.networkPolicies) {
    const selected = groups.select(policy.metadata.namespace ?? 'default', policy.spec.podSelector);
    if (selected.length === 0) continue;
    for (const direction of DIRECTIONS) {
      const rules = compileNetworkPolicy(policy, direction, peerSets);
      if (rules !== undefined) append(layers[direction].network, selected, rules);
    }
  }
}

function addClusterPolicies(
  cluster: Cluster, groups: PodGroups, tier: ClusterPolicy['spec']['tier'], direction: Direction, peerSets: PeerSets, layer: Layer,
): void {
  const compiled = cluster.clusterPolicies.filter(({ spec }) => spec.tier === tier)
    .flatMap((policy) => ({ policy, rules: compileClusterPolicy(policy, direction, peerSets) }))
    .sort((a, b) => (a.rules?.priority ?? 0) - (b.rules?.priority ?? 0));
  for (const { policy: { spec: { subject } }, rules } of compiled) {
    if (rules === undefined) continue;
    for (const { name, labels, declared } of cluster.namespaces.values()) {
      const match = subject.namespaces.mayMatch(labels, declared);
      if (match === 'no') continue;
      append(layer, groups.select(name, subject.pods), match === 'yes' ? rules : { ...rules, undeclaredNamespace: name });
    }
  }
}

function append(layer: Layer, groups: readonly PodGroup[], policy: CompiledPolicy): void {
  for (const { number } of groups) {
    const list = layer[number];
    if (list === undefined) layer[number] = [policy];
    else list.push(policy);
  }
}
