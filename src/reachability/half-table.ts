import { PortSetTable } from '../network/port-set-table';
import { Appearances, portsKey } from './appearances';
import { broadSets } from './broad-sets';
import { Exceptions } from './exceptions';
import { passage } from './halves';
import { Direction } from './model';
import { PeerMembers } from './peer-members';
import { PodPeers } from './peer-set';
import { PodGroup, PodGroups } from './pod-groups';
import { PolicyTable } from './policies';
import { CompiledPolicy, PodRules } from './rule-model';
import { RulePorts } from './rule-ports';
import { NarrowRule, SplitPolicy, splitPolicy } from './split-policy';
import { Subjects } from './subject';

/** Groups whose rules say the same about all but a few pods each. */
interface RuleKind {
  /** Without what they say about few. */
  readonly rules: PodRules;
  /** A group that has them. */
  readonly owner: PodGroup;
  /** Number of the ports by appearance of the other end, as far as somebody asked. */
  readonly passing: number[];
}

/**
 * What the rules of every group of pods let through in one direction, to or from every other group, as numbers of port sets: by the kind of
 * its rules and the appearance of the other group, except for the pairs that are listed.
 *
 * A pair passes on the same ports as `passage` would find; but there are as many pairs as the square of the groups.
 */
export class HalfTable {
  public readonly appearances: Appearances;
  private readonly kinds: RuleKind[] = [];
  private readonly kindOf: number[] = [];
  private readonly exceptions: (Exceptions | undefined)[] = [];
  private readonly splits = new Map<CompiledPolicy, SplitPolicy>();
  private readonly shared = new Map<string, Exceptions>();
  private readonly policyNumbers = new Map<CompiledPolicy, number>();

  public constructor(
    private readonly direction: Direction,
    groups: PodGroups,
    private readonly table: PolicyTable,
    private readonly subjects: Subjects,
    private readonly members: PeerMembers,
    private readonly ports: PortSetTable,
    exceptionsPerGroup: number,
  ) {
    const users = this.countUsers(groups.all);
    const broad = broadSets(users, members, groups.all.length * exceptionsPerGroup);
    for (const policy of users.keys()) this.splits.set(policy, splitPolicy(policy, broad));
    const namesPorts = [...this.splits.values()].some((split) => split.namesPorts);
    this.appearances = new Appearances(groups.all, broad, members, direction === 'egress' && namesPorts);
    const kinds = new Map<string, number>();
    for (const group of groups.all) {
      const rules = table.rulesOf(group, direction);
      this.kindOf[group.number] = this.findKind(kinds, group, rules);
      this.exceptions[group.number] = this.findExceptions(group, rules);
    }
  }

  /** The number of the kind that the rules of a group are of. */
  public kind(group: PodGroup): number {
    return this.kindOf[group.number] as number;
  }

  /** What passes by kind and appearance. */
  public usual(kind: number, appearance: number): number {
    const { rules, owner, passing } = this.kinds[kind] as RuleKind;
    return (passing[appearance] ??= this.passageNumber(rules, owner, this.appearances.representative(appearance)));
  }

  /** Where the rules of a group say something else. */
  public exceptionsOf(group: PodGroup): Exceptions | undefined {
    return this.exceptions[group.number];
  }

  /** What the rules of a group let through from or to another. */
  public between(group: PodGroup, other: PodGroup): number {
    return this.exceptions[group.number]?.get(other.number) ?? this.usualBetween(group, other);
  }

  private countUsers(groups: readonly PodGroup[]): ReadonlyMap<CompiledPolicy, number> {
    const users = new Map<CompiledPolicy, number>();
    for (const group of groups) {
      for (const { policies } of this.table.rulesOf(group, this.direction).tiers) {
        for (const policy of policies) users.set(policy, (users.get(policy) ?? 0) + 1);
      }
    }
    return users;
  }

  private findKind(kinds: Map<string, number>, group: PodGroup, { direction, tiers, isolated }: PodRules): number {
    let key = '';
    let namesPorts = false;
    for (const { undecided, policies } of tiers) {
      key += undecided;
      let priority: number | undefined;
      for (const policy of policies) {
        const split = this.splits.get(policy) as SplitPolicy;
        if (split.broad === undefined) continue;
        key += (policy.priority === undefined || policy.priority !== priority ? '|' : '&') + split.broadKey;
        priority = policy.priority;
        namesPorts ||= split.namesPorts;
      }
    }
    if (namesPorts && direction === 'ingress') key += portsKey(group.ports);
    let kind = kinds.get(key);
    if (kind !== undefined) return kind;
    const broadTiers = tiers.map(({ undecided, policies }) => ({
      undecided,
      policies: policies.flatMap((policy) => this.splits.get(policy)?.broad ?? []),
    }));
    kind = this.kinds.push({ rules: { direction, tiers: broadTiers, isolated }, owner: group, passing: [] }) - 1;
    kinds.set(key, kind);
    return kind;
  }

  private findExceptions(group: PodGroup, rules: PodRules): Exceptions | undefined {
    let narrow: readonly NarrowRule[] = [];
    let onlyAllows = rules.tiers.length === 1 && rules.isolated;
    for (const { policies } of rules.tiers) {
      for (const policy of policies) {
        const split = this.splits.get(policy) as SplitPolicy;
        if (split.narrow.length > 0) narrow = narrow.length === 0 ? split.narrow : [...narrow, ...split.narrow];
        onlyAllows &&= split.allowsOnly;
      }
    }
    if (narrow.length === 0) return undefined;
    return onlyAllows ? this.allowed(group, narrow) : this.decided(group, rules, narrow);
  }

  /** Rules that let through add to what passes anyway, in whatever order. */
  private allowed(group: PodGroup, narrow: readonly NarrowRule[]): Exceptions {
    const [first] = narrow as readonly [NarrowRule];
    const [set] = first.sets as readonly [PodPeers];
    if (narrow.length === 1 && first.sets.length === 1) {
      const { certain, numbers } = this.members.of(set);
      return new Exceptions(numbers, this.added(group, first.ports, certain, (member) => this.usualBetween(group, member)));
    }
    const byGroup = new Map<number, number>();
    for (const { ports, sets } of narrow) {
      for (const { certain, numbers } of sets.map((each) => this.members.of(each))) {
        const passing = this.added(group, ports, certain, (member) => byGroup.get(member.number) ?? this.usualBetween(group, member));
        passing.forEach((number, i) => byGroup.set(numbers[i] as number, number));
      }
    }
    return Exceptions.of(byGroup);
  }

  /** What passes for each member where a rule adds these ports to what passed before. */
  private added(group: PodGroup, ports: RulePorts, members: readonly PodGroup[], before: (member: PodGroup) => number): readonly number[] {
    const onOwn = ports.named.length === 0 || this.direction === 'ingress' ? this.ports.numberOf(ports.on(group.ports).certain) : undefined;
    return members.map((member) => this.ports.union(before(member), onOwn ?? this.ports.numberOf(ports.on(member.ports).certain)));
  }

  /** Where rules also deny or pass, or nobody knows whom they mean, all of them decide together. Groups that have the same policies share the answer. */
  private decided(group: PodGroup, rules: PodRules, narrow: readonly NarrowRule[]): Exceptions {
    const key = `${rules.tiers.flatMap(({ policies }) => policies.map((policy) => this.numberOf(policy))).join()} ${portsKey(group.ports)}`;
    const known = this.shared.get(key);
    if (known !== undefined) return known;
    const looks = new Map<PodGroup, string>();
    for (const set of new Set(narrow.flatMap(({ sets }) => sets))) {
      const { certain, doubtful } = this.members.of(set);
      for (const member of certain) looks.set(member, `${looks.get(member) ?? ''} ${set.number}`);
      for (const member of doubtful) looks.set(member, `${looks.get(member) ?? ''} ${set.number}?`);
    }
    const namesPorts = this.direction === 'egress' && narrow.some(({ ports }) => ports.named.length > 0);
    const byLook = new Map<string, number>();
    const byGroup = new Map<number, number>();
    for (const [member, sets] of looks) {
      const look = `${this.appearances.of(member)}${sets}${namesPorts ? ` ${portsKey(member.ports)}` : ''}`;
      let passing = byLook.get(look);
      if (passing === undefined) byLook.set(look, (passing = this.passageNumber(rules, group, member)));
      byGroup.set(member.number, passing);
    }
    const exceptions = Exceptions.of(byGroup);
    this.shared.set(key, exceptions);
    return exceptions;
  }

  private usualBetween(group: PodGroup, other: PodGroup): number {
    return this.usual(this.kind(group), this.appearances.of(other));
  }

  private numberOf(policy: CompiledPolicy): number {
    let number = this.policyNumbers.get(policy);
    if (number === undefined) this.policyNumbers.set(policy, (number = this.policyNumbers.size));
    return number;
  }

  private passageNumber(rules: PodRules, owner: PodGroup, other: PodGroup): number {
    return this.ports.numberOf(passage({ rules, ports: owner.ports }, this.subjects.group(other)).some);
  }
}
