import { CiliumPolicy, Cluster } from '../cluster/model';
import { CiliumRuleSet } from '../manifest/kinds/cilium/cilium-policy';
import { LabelSelector } from '../network/label-selector';
import { ciliumSets, onlyNamespace } from './cilium-policies';
import { CompiledRuleSet, compileCiliumRules } from './compile-cilium-policy';
import { Direction } from './model';
import { PeerSets } from './peer-set';
import { PodGroup, PodGroups } from './pod-groups';
import { PodRules, Tier } from './rule-model';

/** The policies of Cilium that select each group of pods. */
export class CiliumLayers {
  private readonly sets: Readonly<Record<Direction, Map<PodGroup, CompiledRuleSet[]>>> = { ingress: new Map(), egress: new Map() };

  public constructor(cluster: Cluster, groups: PodGroups, peerSets: PeerSets) {
    for (const { policy, set } of ciliumSets(cluster)) {
      const { namespaces, pods } = set.subject;
      const selected = namespacesOf(cluster, namespaces).flatMap((name) => groups.select(name, pods));
      if (selected.length === 0) continue;
      for (const direction of ['ingress', 'egress'] as const) this.add(policy, set, direction, selected, peerSets);
    }
  }

  /**
   * The rules of a group together with those of Cilium. What one of its policies denies stays denied; what NetworkPolicies and its
   * policies allow adds up, and either kind isolates (Cilium documentation, "Deny Policies" and "Policy Enforcement Modes").
   */
  public addTo(rules: PodRules, group: PodGroup): PodRules {
    const { direction } = rules;
    const sets = this.sets[direction].get(group);
    if (sets === undefined) return rules;
    const deny = sets.flatMap((set) => set.deny ?? []);
    const isolated = rules.isolated || sets.some(({ allow }) => allow.isolates !== false);
    const network = rules.tiers.flatMap(({ policies }) => policies);
    const tiers: readonly Tier[] = [
      ...(deny.length === 0 ? [] : [{ policies: deny, undecided: 'next' } as const]),
      ...(isolated ? [{ policies: [...network, ...sets.map(({ allow }) => allow)], undecided: 'deny' } as const] : []),
    ];
    return { direction, tiers, isolated };
  }

  private add(policy: CiliumPolicy, set: CiliumRuleSet, direction: Direction, selected: readonly PodGroup[], peerSets: PeerSets): void {
    const compiled = compileCiliumRules(policy, set, direction, peerSets);
    if (compiled === undefined) return;
    for (const group of selected) {
      const sets = this.sets[direction].get(group);
      if (sets === undefined) this.sets[direction].set(group, [compiled]);
      else sets.push(compiled);
    }
  }
}

function namespacesOf({ namespaces }: Cluster, selector: LabelSelector): readonly string[] {
  const name = onlyNamespace(selector);
  if (name !== undefined) return [name];
  return [...namespaces.values()].filter(({ labels, declared }) => selector.mayMatch(labels, declared) === 'yes').map((namespace) => namespace.name);
}
