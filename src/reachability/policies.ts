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

/** What the rules of pods are made from. */
interface Making {
  readonly groups: PodGroups;
  readonly peerSets: PeerSets;
  /** False where the network ignores policies: then they isolate nothing. */
  readonly enforced: boolean;
}

/** A table, and the groups whose rules are others than in the one that it was made from. */
export interface ChangedTable {
  readonly table: PolicyTable;
  readonly changed: Readonly<Record<Direction, readonly PodGroup[]>>;
}

/** The rules of every group of pods, from policies that are compiled once each. */
export class PolicyTable {
  /** @param enforced false where the network ignores policies: then they isolate nothing */
  public static of(cluster: Cluster, groups: PodGroups, peerSets: PeerSets, enforced: boolean): PolicyTable {
    const layers = { ingress: new Layers(), egress: new Layers() };
    addNetworkPolicies(cluster, groups, peerSets, layers);
    for (const direction of DIRECTIONS) addTierPolicies(cluster, groups, direction, peerSets, layers[direction]);
    return new PolicyTable({ groups, peerSets, enforced }, layers, new CiliumLayers(cluster, groups, peerSets), { ingress: [], egress: [] });
  }

  private constructor(
    private readonly making: Making,
    private readonly layers: Readonly<Record<Direction, Layers>>,
    private readonly cilium: CiliumLayers,
    private readonly rules: Readonly<Record<Direction, (PodRules | undefined)[]>>,
  ) {}

  /** The table with one NetworkPolicy instead of another; either may be absent. */
  public replacingNetworkPolicy(before: NetworkPolicy | undefined, after: NetworkPolicy | undefined): ChangedTable {
    const { groups, peerSets } = this.making;
    const added = new Set(after && selectedBy(after, groups));
    const candidates = new Set([...new Set(before && selectedBy(before, groups)), ...added]);
    return this.replacing((direction) => {
      const compiled = after && compileNetworkPolicy(after, direction, peerSets);
      const network = [...this.layers[direction].network];
      const changed = [...candidates].filter((group) => {
        const old = network[group.number] ?? [];
        const kept = old.filter(({ policy }) => policy !== before);
        const isAdded = compiled !== undefined && added.has(group);
        const list = isAdded ? [...kept, compiled].sort(byName) : kept;
        network[group.number] = list.length === 0 ? undefined : list;
        return isAdded || kept.length < old.length;
      });
      return { layers: { ...this.layers[direction], network }, changed };
    });
  }

  /** The table for a cluster that has other policies of the Admin and Baseline tiers. */
  public replacingTierPolicies(cluster: Cluster): ChangedTable {
    const { groups, peerSets } = this.making;
    return this.replacing((direction) => {
      const before = this.layers[direction];
      const after = new Layers(before.network);
      addTierPolicies(cluster, groups, direction, peerSets, after);
      const isChanged = ({ number }: PodGroup): boolean =>
        !samePolicies(before.admin[number], after.admin[number]) || !samePolicies(before.baseline[number], after.baseline[number]);
      return { layers: after, changed: groups.all.filter(isChanged) };
    });
  }

  public rulesOf(group: PodGroup, direction: Direction): PodRules {
    if (!this.making.enforced) return unrestricted(direction);
    return (this.rules[direction][group.number] ??= this.cilium.addTo(podRules(direction, group.number, this.layers[direction]), group));
  }

  /** NetworkPolicies that select the group and, where they are enforced, isolate it. */
  public policiesOf(group: PodGroup, direction: Direction): readonly NetworkPolicy[] {
    return (this.layers[direction].network[group.number] ?? []).map(({ policy }) => policy as NetworkPolicy);
  }

  private replacing(replace: (direction: Direction) => { readonly layers: Layers; readonly changed: readonly PodGroup[] }): ChangedTable {
    const [ingress, egress] = [replace('ingress'), replace('egress')];
    const rulesWithout = (direction: Direction, changed: readonly PodGroup[]): (PodRules | undefined)[] => {
      const rules = [...this.rules[direction]];
      for (const { number } of changed) rules[number] = undefined;
      return rules;
    };
    const rules = { ingress: rulesWithout('ingress', ingress.changed), egress: rulesWithout('egress', egress.changed) };
    return {
      table: new PolicyTable(this.making, { ingress: ingress.layers, egress: egress.layers }, this.cilium, rules),
      changed: { ingress: ingress.changed, egress: egress.changed },
    };
  }
}

/** In the order of names, so that explanations do not depend on the order of documents or edits. */
function byName({ policy: a }: CompiledPolicy, { policy: b }: CompiledPolicy): number {
  return a.ref < b.ref ? -1 : 1;
}

function samePolicies(a: readonly CompiledPolicy[] = [], b: readonly CompiledPolicy[] = []): boolean {
  return a.length === b.length && a.every(({ policy }, i) => policy === (b[i] as CompiledPolicy).policy);
}

/** The policies of each group by its number, in order of precedence; nothing for most groups. */
type Layer = (CompiledPolicy[] | undefined)[];

class Layers {
  public readonly admin: Layer = [];
  public readonly baseline: Layer = [];

  public constructor(public readonly network: Layer = []) {}
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

function selectedBy({ metadata, spec }: NetworkPolicy, groups: PodGroups): readonly PodGroup[] {
  return groups.select(metadata.namespace as string, spec.podSelector);
}

function addNetworkPolicies(cluster: Cluster, groups: PodGroups, peerSets: PeerSets, layers: Readonly<Record<Direction, Layers>>): void {
  for (const policy of cluster.networkPolicies) {
    const selected = selectedBy(policy, groups);
    if (selected.length === 0) continue;
    for (const direction of DIRECTIONS) {
      const rules = compileNetworkPolicy(policy, direction, peerSets);
      if (rules !== undefined) append(layers[direction].network, selected, rules);
    }
  }
}

function addTierPolicies(cluster: Cluster, groups: PodGroups, direction: Direction, peerSets: PeerSets, layers: Layers): void {
  addClusterPolicies(cluster, groups, 'Admin', direction, peerSets, layers.admin);
  addClusterPolicies(cluster, groups, 'Baseline', direction, peerSets, layers.baseline);
}

function addClusterPolicies(
  cluster: Cluster, groups: PodGroups, tier: ClusterPolicy['spec']['tier'], direction: Direction, peerSets: PeerSets, layer: Layer,
): void {
  const compiled = cluster.clusterPolicies.filter(({ spec }) => spec.tier === tier).flatMap((policy) => {
    const rules = compileClusterPolicy(policy, direction, peerSets);
    return rules === undefined ? [] : [{ subject: policy.spec.subject, rules }];
  });
  const byPrecedence = compiled.sort(({ rules: a }, { rules: b }) => (a.priority as number) - (b.priority as number) || byName(a, b));
  for (const { subject, rules } of byPrecedence) {
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
    // most groups have one policy or two, and a list that grows takes room for many
    if (list === undefined) layer[number] = [policy];
    else if (list.length === 1) layer[number] = [list[0] as CompiledPolicy, policy];
    else list.push(policy);
  }
}
