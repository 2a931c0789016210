import { Appearances } from './appearances';
import { broadSets } from './broad-sets';
import { Exceptions } from './exceptions';
import { Direction } from './model';
import { PodPeers } from './peer-set';
import { PodGroup } from './pod-groups';
import { PolicyTable } from './policies';
import { portsKey } from './ports-key';
import { Counting, RuleKinds } from './rule-kinds';
import { CompiledPolicy, PodRules } from './rule-model';
import { RulePorts } from './rule-ports';
import { NarrowRule, SplitPolicy, splitPolicy } from './split-policy';

/**
 * What the rules of every group of pods let through in one direction, to or from every other group, as numbers of port sets: by the kind of
 * its rules and the appearance of the other group, except for the pairs that are listed.
 *
 * A pair passes on the same ports as `passage` would find; but there are as many pairs as the square of the groups.
 */
export class HalfTable {
  /** @param exceptionsPerGroup how many pairs each group may list on average */
  public static of(direction: Direction, table: PolicyTable, counting: Counting, exceptionsPerGroup: number): HalfTable {
    const { groups: { all: groups }, members } = counting;
    const users = countUsers(groups, table, direction);
    const broad = broadSets(users, members, groups.length * exceptionsPerGroup);
    const splits = new Map<CompiledPolicy, SplitPolicy>();
    let withPorts = false;
    for (const policy of users.keys()) {
      const split = splitPolicy(policy, broad);
      splits.set(policy, split);
      withPorts ||= direction === 'egress' && split.broad?.namesPorts === true;
    }
    const kinds = new RuleKinds(direction, counting, broad, splits, new Appearances(groups, broad, members, withPorts));
    const made = new HalfTable(direction, counting, exceptionsPerGroup, kinds, new SharedExceptions());
    for (const group of groups) made.find(group, table);
    return made;
  }

  private constructor(
    private readonly direction: Direction,
    private readonly counting: Counting,
    private readonly exceptionsPerGroup: number,
    private readonly kinds: RuleKinds,
    private readonly shared: SharedExceptions,
    private readonly kindOf: number[] = [],
    private readonly exceptions: (Exceptions | undefined)[] = [],
  ) {}

  public get appearances(): Appearances {
    return this.kinds.appearances;
  }

  /** The table where these groups have other rules. */
  public replacing(table: PolicyTable, changed: readonly PodGroup[]): HalfTable {
    if (changed.length === 0) return this;
    const { direction, counting, exceptionsPerGroup, kinds, shared } = this;
    const canTell = changed.every((group) => kinds.canTell(table.rulesOf(group, direction)));
    if (!canTell) return HalfTable.of(direction, table, counting, exceptionsPerGroup);
    const next = new HalfTable(direction, counting, exceptionsPerGroup, kinds, shared, [...this.kindOf], [...this.exceptions]);
    for (const group of changed) next.find(group, table);
    return next;
  }

  /** The number of the kind that the rules of a group are of. */
  public kind(group: PodGroup): number {
    return this.kindOf[group.number] as number;
  }

  /** What passes by kind and appearance. */
  public usual(kind: number, appearance: number): number {
    return this.kinds.usual(kind, appearance);
  }

  /** Where the rules of a group say something else. */
  public exceptionsOf(group: PodGroup): Exceptions | undefined {
    return this.exceptions[group.number];
  }

  /** For each group, by number, those to whose rules it is an exception. */
  public exceptionalFor(): ReadonlyMap<number, readonly PodGroup[]> {
    const owners = new Map<number, PodGroup[]>();
    for (const group of this.counting.groups.all) {
      this.exceptions[group.number]?.groups.forEach((number) => {
        const list = owners.get(number);
        if (list === undefined) owners.set(number, [group]);
        else list.push(group);
      });
    }
    return owners;
  }

  /** What the rules of a group let through from or to another. */
  public between(group: PodGroup, other: PodGroup): number {
    return this.exceptions[group.number]?.get(other.number) ?? this.usualBetween(group, other);
  }

  private find(group: PodGroup, table: PolicyTable): void {
    const rules = table.rulesOf(group, this.direction);
    this.kindOf[group.number] = this.kinds.find(group, rules);
    this.exceptions[group.number] = this.findExceptions(group, rules);
  }

  private findExceptions(group: PodGroup, rules: PodRules): Exceptions | undefined {
    const parts: (readonly NarrowRule[])[] = [];
    let onlyAllows = rules.tiers.length === 1 && rules.isolated;
    for (const { policies } of rules.tiers) {
      for (const policy of policies) {
        const split = this.kinds.splitOf(policy);
        if (split.narrow.length > 0) parts.push(split.narrow);
        onlyAllows &&= split.allowsOnly;
      }
    }
    const [only] = parts;
    if (only === undefined) return undefined;
    const narrow = parts.length === 1 ? only : parts.flat();
    return onlyAllows ? this.allowed(group, narrow) : this.shared.of(group, rules, () => this.decided(group, rules, narrow));
  }

  /** Rules that let through add to what passes anyway, in whatever order. */
  private allowed(group: PodGroup, narrow: readonly NarrowRule[]): Exceptions {
    const [first] = narrow as readonly [NarrowRule];
    const [set] = first.peers as readonly [PodPeers];
    if (narrow.length === 1 && first.peers.length === 1) {
      const { certain, numbers } = this.counting.members.of(set);
      return new Exceptions(numbers, this.added(group, first.ports, certain, (member) => this.usualBetween(group, member)));
    }
    const byGroup = new Map<number, number>();
    for (const { ports, peers } of narrow) {
      for (const { certain, numbers } of peers.map((each) => this.counting.members.of(each))) {
        const passing = this.added(group, ports, certain, (member) => byGroup.get(member.number) ?? this.usualBetween(group, member));
        passing.forEach((number, i) => byGroup.set(numbers[i] as number, number));
      }
    }
    return Exceptions.of(byGroup);
  }

  /** What passes for each member where a rule adds these ports to what passed before. */
  private added(group: PodGroup, ports: RulePorts, members: readonly PodGroup[], before: (member: PodGroup) => number): readonly number[] {
    const onOwn = ports.named.length === 0 || this.direction === 'ingress' ? this.counting.ports.numberOf(ports.on(group.ports).certain) : undefined;
    return members.map((member) => this.counting.ports.union(before(member), onOwn ?? this.counting.ports.numberOf(ports.on(member.ports).certain)));
  }

  /** Where rules also deny or pass, or nobody knows whom they mean, all of them decide together. */
  private decided(group: PodGroup, rules: PodRules, narrow: readonly NarrowRule[]): Exceptions {
    const looks = this.looks(narrow);
    const namesPorts = this.direction === 'egress' && narrow.some(({ ports }) => ports.named.length > 0);
    const byLook = new Map<string, number>();
    const byGroup = new Map<number, number>();
    for (const [member, sets] of looks) {
      const look = [this.appearances.of(member), sets, namesPorts && portsKey(member.ports)].join();
      let passing = byLook.get(look);
      if (passing === undefined) byLook.set(look, (passing = this.kinds.passing(rules, group, member)));
      byGroup.set(member.number, passing);
    }
    return Exceptions.of(byGroup);
  }

  /** Which narrow sets have each group, as texts. */
  private looks(narrow: readonly NarrowRule[]): ReadonlyMap<PodGroup, readonly string[]> {
    const looks = new Map<PodGroup, string[]>();
    const add = (member: PodGroup, look: string): void => {
      const known = looks.get(member);
      if (known === undefined) looks.set(member, [look]);
      else known.push(look);
    };
    for (const set of new Set(narrow.flatMap(({ peers }) => peers))) {
      const { certain, doubtful } = this.counting.members.of(set);
      for (const member of certain) add(member, `${set.number}`);
      for (const member of doubtful) add(member, `${set.number}?`);
    }
    return looks;
  }

  private usualBetween(group: PodGroup, other: PodGroup): number {
    return this.usual(this.kind(group), this.appearances.of(other));
  }
}

/** Exceptions of groups that have the same policies. */
class SharedExceptions {
  private readonly byKey = new Map<string, Exceptions>();
  private readonly policies = new Map<CompiledPolicy, number>();

  public of({ ports }: PodGroup, { tiers }: PodRules, find: () => Exceptions): Exceptions {
    const key = `${tiers.flatMap(({ policies }) => policies.map((policy) => this.numberOf(policy))).join()} ${portsKey(ports)}`;
    let exceptions = this.byKey.get(key);
    if (exceptions === undefined) this.byKey.set(key, (exceptions = find()));
    return exceptions;
  }

  private numberOf(policy: CompiledPolicy): number {
    let number = this.policies.get(policy);
    if (number === undefined) this.policies.set(policy, (number = this.policies.size));
    return number;
  }
}

/** How many groups each policy is about. */
function countUsers(groups: readonly PodGroup[], table: PolicyTable, direction: Direction): ReadonlyMap<CompiledPolicy, number> {
  const users = new Map<CompiledPolicy, number>();
  for (const group of groups) {
    for (const { policies } of table.rulesOf(group, direction).tiers) {
      for (const policy of policies) users.set(policy, (users.get(policy) ?? 0) + 1);
    }
  }
  return users;
}
