import { Workload } from '../cluster/model';
import { KnownLabels, PodEnd } from './end-point';
import { matches, PeerSet, PodPeers } from './peer-set';
import { PodGroup, PodGroups } from './pod-groups';
import { DIRECTIONS, PolicyTable } from './policies';
import { CompiledPolicy, CompiledRule, PodRules } from './rule-model';
import { Subjects } from './subject';

/**
 * Workloads in classes, each with the same connections as the others of its class: their policies say the same, and every policy that
 * names one names all. In the order of the workloads. Found from the rules alone, so that no pair is looked at.
 */
export function alikeWorkloads(
  workloads: readonly Workload[], groups: PodGroups, table: PolicyTable, subjects: Subjects,
): readonly (readonly Workload[])[] {
  const looks = new Looks(groups, table, subjects);
  const classes = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const key = groups.groupsOf(workload).map((group) => looks.of(group)).sort((a, b) => a - b).join();
    const same = classes.get(key);
    if (same === undefined) classes.set(key, [workload]);
    else same.push(workload);
  }
  return [...classes.values()];
}

/** Numbers for pods, equal for those that rules treat alike, at either end. */
class Looks {
  private readonly numbers = new Map<string, number>();
  private readonly ofGroup: number[] = [];
  private readonly ofRule = new Map<CompiledRule, string>();
  private readonly ofPolicy = new Map<CompiledPolicy, string>();
  /** Numbers of the peer sets that a group is in, or may be in. */
  private readonly memberships: string[][] = [];

  public constructor(groups: PodGroups, private readonly table: PolicyTable, private readonly subjects: Subjects) {
    const sets = this.peerSets(groups.all);
    const members = new Members(groups.all, subjects);
    for (const set of sets) for (const [group, match] of members.of(set)) (this.memberships[group.number] ??= []).push(`${set.number}${match}`);
    for (const group of groups.all) this.ofGroup[group.number] = this.number(this.describe(group));
  }

  public of(group: PodGroup): number {
    return this.ofGroup[group.number] as number;
  }

  private peerSets(groups: readonly PodGroup[]): ReadonlySet<PeerSet> {
    const sets = new Set<PeerSet>();
    const seen = new Set<CompiledPolicy>();
    for (const group of groups) {
      for (const direction of DIRECTIONS) {
        for (const policy of this.table.rulesOf(group, direction).tiers.flatMap(({ policies }) => policies)) {
          if (seen.has(policy)) continue;
          seen.add(policy);
          for (const { peers } of policy.rules) peers?.forEach((peer) => sets.add(peer));
        }
      }
    }
    return sets;
  }

  private describe(group: PodGroup): string {
    const subject = this.subjects.group(group);
    return JSON.stringify([
      subject.kind === 'somewhere' ? subject.addresses.toString() : subject.kind === 'pod' && subject.end.addresses.known,
      group.ports === 'unknown' ? 'unknown' : group.ports.map(({ name, protocol, containerPort }) => `${name}/${protocol}/${containerPort}`).sort(),
      this.memberships[group.number]?.join(' '),
      ...DIRECTIONS.map((direction) => this.describeRules(this.table.rulesOf(group, direction))),
    ]);
  }

  private describeRules({ tiers, isolated }: PodRules): number {
    return this.number(JSON.stringify([isolated, tiers.map(({ policies, undecided }) => {
      const ordered = policies.some(({ priority, rules }) => priority !== undefined || rules.some(({ action }) => action !== 'allow'));
      // where every rule allows, it makes no difference which policy has it, nor in which order
      const rules = policies.flatMap((policy) => policy.rules.map((rule) => this.describeRule(rule)));
      return [undecided, ordered ? policies.map((policy) => this.describePolicy(policy)) : [...new Set(rules)].sort()];
    })]));
  }

  private describePolicy(policy: CompiledPolicy): string {
    let text = this.ofPolicy.get(policy);
    if (text === undefined) {
      const { priority, undeclaredNamespace, rules } = policy;
      text = JSON.stringify([priority, undeclaredNamespace === undefined, rules.map((rule) => this.describeRule(rule))]);
      this.ofPolicy.set(policy, text);
    }
    return text;
  }

  private describeRule(rule: CompiledRule): string {
    let text = this.ofRule.get(rule);
    if (text === undefined) {
      const { action, peers, ports: { numbered, named } } = rule;
      const sets = peers?.map(({ number }) => number).sort((a, b) => a - b).join();
      text = `${action} ${sets} ${numbered.toString()} ${named.map(({ protocol, name }) => `${protocol}/${name}`).sort().join()}`;
      this.ofRule.set(rule, text);
    }
    return text;
  }

  private number(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) this.numbers.set(text, (number = this.numbers.size));
    return number;
  }
}

type Membership = 'yes' | 'maybe';

/** Groups by namespace and label, to find the members of a peer set without looking at all of them. */
class Members {
  private readonly ends: readonly (readonly [PodGroup, PodEnd])[];
  private readonly byLabel = new Map<string, (readonly [PodGroup, PodEnd])[]>();
  private readonly byNamespace = new Map<string, (readonly [PodGroup, PodEnd])[]>();

  public constructor(groups: readonly PodGroup[], subjects: Subjects) {
    this.ends = groups.flatMap((group) => {
      const subject = subjects.group(group);
      return subject.kind === 'pod' && subject.end.kind === 'pod' ? [[group, subject.end] as const] : [];
    });
    for (const entry of this.ends) {
      append(this.byNamespace, entry[1].namespace, entry);
      for (const label of labelsOf(entry[1].labels)) append(this.byLabel, label, entry);
    }
  }

  public* of(set: PeerSet): Iterable<readonly [PodGroup, Membership]> {
    for (const [group, end] of set.kind === 'pods' ? this.candidates(set) : this.ends) {
      const match = matches(set, end);
      if (match !== 'no') yield [group, match];
    }
  }

  private candidates({ namespaces, pods }: PodPeers): readonly (readonly [PodGroup, PodEnd])[] {
    const inNamespace = typeof namespaces === 'string' ? this.byNamespace.get(namespaces) ?? [] : this.ends;
    const asked = pods.requirements.find(({ operator }) => operator === 'In');
    if (asked === undefined) return inNamespace;
    const labelled = asked.values.flatMap((value) => this.byLabel.get(`${asked.key}=${value}`) ?? []);
    return labelled.length < inNamespace.length ? labelled : inNamespace;
  }
}

function labelsOf({ labels }: KnownLabels): readonly string[] {
  return Object.keys(labels).map((key) => `${key}=${labels[key]}`);
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
