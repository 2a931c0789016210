import { PortSetTable } from '../network/port-set-table';
import { Appearances } from './appearances';
import { passage } from './halves';
import { Direction } from './model';
import { PeerMembers } from './peer-members';
import { PodPeers } from './peer-set';
import { PodGroup, PodGroups } from './pod-groups';
import { portsKey } from './ports-key';
import { CompiledPolicy, PodRules } from './rule-model';
import { SplitPolicy, splitPolicy } from './split-policy';
import { Subjects } from './subject';

/** What rules are counted with. */
export interface Counting {
  readonly groups: PodGroups;
  readonly subjects: Subjects;
  readonly members: PeerMembers;
  readonly ports: PortSetTable;
}

/** Groups whose rules say the same about all but a few pods each. */
interface RuleKind {
  /** Without what they say about few. */
  readonly rules: PodRules;
  /** A group that has them. */
  readonly owner: PodGroup;
  /** Number of the ports by appearance of the other end, as far as somebody asked. */
  readonly passing: number[];
}

/** The kinds of rules that groups of pods have in one direction. More are found as groups get other rules; none is ever forgotten. */
export class RuleKinds {
  private readonly kinds: RuleKind[] = [];
  private readonly byKey = new Map<string, number>();

  public constructor(
    private readonly direction: Direction,
    private readonly counting: Counting,
    private readonly broadSets: ReadonlySet<PodPeers>,
    private readonly splits: Map<CompiledPolicy, SplitPolicy>,
    public readonly appearances: Appearances,
  ) {}

  public splitOf(policy: CompiledPolicy): SplitPolicy {
    let split = this.splits.get(policy);
    if (split === undefined) this.splits.set(policy, (split = splitPolicy(policy, this.broadSets)));
    return split;
  }

  /** Whether the appearances tell apart all that these rules do. */
  public canTell({ tiers }: PodRules): boolean {
    if (this.direction === 'ingress' || this.appearances.withPorts) return true;
    return !tiers.some(({ policies }) => policies.some((policy) => this.splitOf(policy).broad?.namesPorts));
  }

  /** The number of the kind that these rules of a group are of. */
  public find(group: PodGroup, { direction, tiers, isolated }: PodRules): number {
    const key = this.keyOf(group, tiers);
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const broad = tiers.map(({ undecided, policies }) => ({
      undecided,
      policies: policies.flatMap((policy) => this.splitOf(policy).broad?.policy ?? []),
    }));
    const kind = this.kinds.push({ rules: { direction, tiers: broad, isolated }, owner: group, passing: [] }) - 1;
    this.byKey.set(key, kind);
    return kind;
  }

  /** What passes by kind and appearance. */
  public usual(kind: number, appearance: number): number {
    const { rules, owner, passing } = this.kinds[kind] as RuleKind;
    return (passing[appearance] ??= this.passing(rules, owner, this.appearances.representative(appearance)));
  }

  /** What passes for certain between a group that has these rules and another. */
  public passing(rules: PodRules, owner: PodGroup, other: PodGroup): number {
    const { ports, subjects } = this.counting;
    return ports.numberOf(passage({ rules, ports: owner.ports }, subjects.group(other)).some);
  }

  private keyOf(group: PodGroup, tiers: PodRules['tiers']): string {
    let key = '';
    let namesPorts = false;
    for (const { undecided, policies } of tiers) {
      key += undecided;
      let priority: number | undefined;
      for (const policy of policies) {
        const { broad } = this.splitOf(policy);
        if (broad === undefined) continue;
        key += (policy.priority === undefined || policy.priority !== priority ? '|' : '&') + broad.key;
        priority = policy.priority;
        namesPorts ||= broad.namesPorts;
      }
    }
    return namesPorts && this.direction === 'ingress' ? key + portsKey(group.ports) : key;
  }
}
