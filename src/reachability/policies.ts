import { Cluster, NetworkPolicy } from '../cluster/model';
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
    const compiled: Readonly<Record<Direction, Map<PodGroup, CompiledPolicy[]>>> = { ingress: new Map(), egress: new Map() };
    for (const policy of cluster.networkPolicies) {
      const selected = groups.select(policy.metadata.namespace ?? 'default', policy.spec.podSelector);
      for (const direction of DIRECTIONS) {
        const rules = compileNetworkPolicy(policy, direction, peerSets);
        if (rules === undefined) continue;
        for (const group of selected) {
          const list = compiled[direction].get(group);
          if (list === undefined) compiled[direction].set(group, [rules]);
          else list.push(rules);
        }
      }
    }
    for (const direction of DIRECTIONS) {
      for (const [group, policies] of compiled[direction]) {
        this.selecting[direction][group.number] = policies.map(({ policy }) => policy as NetworkPolicy);
        if (enforced) this.rules[direction][group.number] = podRules(direction, [{ policies, undecided: 'deny' }]);
      }
    }
  }

  public rulesOf(group: PodGroup, direction: Direction): PodRules {
    return this.rules[direction][group.number] ?? unrestricted(direction);
  }

  /** Policies that select the group and, where they are enforced, isolate it. */
  public policiesOf(group: PodGroup, direction: Direction): readonly NetworkPolicy[] {
    return this.selecting[direction][group.number] ?? [];
  }
}

function podRules(direction: Direction, tiers: readonly Tier[]): PodRules {
  return { direction, tiers, isolated: tiers.some((tier) => tier.undecided === 'deny') };
}
