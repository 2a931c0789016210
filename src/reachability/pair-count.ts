import { Cluster, Workload } from '../cluster/model';
import { PortSetTable } from '../network/port-set-table';
import { PROTOCOLS } from '../network/protocol';
import { EXCEPTIONS_PER_GROUP } from './broad-sets';
import { HalfTable } from './half-table';
import { PairCount } from './model';
import { PeerMembers } from './peer-members';
import { PodGroup, PodGroups } from './pod-groups';
import { PolicyTable } from './policies';
import { Subjects } from './subject';

/**
 * Counts pairs of workloads between which policies let connections pass, without looking at each of them.
 *
 * Groups of pods are counted by classes: by the kind of their rules and by what they look like to the others' rules. What a rule says about few pods
 * corrects that afterwards, pair by pair.
 */
export class PairCounter {
  private readonly ports = new PortSetTable();
  private readonly ingress: HalfTable;
  private readonly egress: HalfTable;
  /** Workloads of each group that have pods of no other group. */
  private readonly weights: readonly number[];
  private readonly pairs: number[] = [];

  /** @param exceptionsPerGroup how many pairs may be looked at for each group; the count is the same whatever it is */
  public constructor(
    private readonly cluster: Cluster,
    private readonly groups: PodGroups,
    table: PolicyTable,
    subjects: Subjects,
    exceptionsPerGroup: number = EXCEPTIONS_PER_GROUP,
  ) {
    const members = new PeerMembers(cluster.namespaces, groups);
    this.ingress = new HalfTable('ingress', groups, table, subjects, members, this.ports, exceptionsPerGroup);
    this.egress = new HalfTable('egress', groups, table, subjects, members, this.ports, exceptionsPerGroup);
    this.weights = groups.all.map(({ workloads }) => workloads.filter((workload) => groups.groupsOf(workload).length === 1).length);
  }

  public count(): readonly PairCount[] {
    this.countClasses();
    this.correctExceptions();
    for (const group of groupsWithWeight(this.groups.all, this.weights)) this.add(this.between(group, group), -this.weightOf(group));
    this.countMixedWorkloads();
    return this.byPort();
  }

  private weightOf({ number }: PodGroup): number {
    return this.weights[number] as number;
  }

  private add(ports: number, pairs: number): void {
    this.pairs[ports] = (this.pairs[ports] ?? 0) + pairs;
  }

  /** What passes for every pod of one group to every pod of the other. */
  private between(source: PodGroup, destination: PodGroup): number {
    return this.ports.intersect(this.egress.between(source, destination), this.ingress.between(destination, source));
  }

  private usual(source: PodGroup, destination: PodGroup): number {
    const { egress, ingress } = this;
    return this.ports.intersect(
      egress.usual(egress.kind(source), egress.appearances.of(destination)),
      ingress.usual(ingress.kind(destination), ingress.appearances.of(source)),
    );
  }

  private countClasses(): void {
    const sources = this.classes(this.egress, this.ingress);
    const destinations = this.classes(this.ingress, this.egress);
    for (const to of destinations) {
      for (const from of sources) {
        const admitted = this.ingress.usual(to.kind, from.appearance);
        if (admitted === PortSetTable.NONE) continue;
        const passing = this.ports.intersect(admitted, this.egress.usual(from.kind, to.appearance));
        if (passing !== PortSetTable.NONE) this.add(passing, from.weight * to.weight);
      }
    }
  }

  /** Groups by their own rules and by how the rules of the other end see them. */
  private classes(own: HalfTable, others: HalfTable): readonly GroupClass[] {
    const classes = new Map<number, GroupClass>();
    for (const group of groupsWithWeight(this.groups.all, this.weights)) {
      const kind = own.kind(group);
      const appearance = others.appearances.of(group);
      const key = kind * others.appearances.count + appearance;
      const known = classes.get(key);
      if (known === undefined) classes.set(key, { kind, appearance, weight: this.weightOf(group) });
      else known.weight += this.weightOf(group);
    }
    return [...classes.values()];
  }

  private correctExceptions(): void {
    const groups = this.groups.all;
    for (const destination of groupsWithWeight(groups, this.weights)) {
      for (const number of this.ingress.exceptionsOf(destination)?.groups ?? []) this.correct(groups[number] as PodGroup, destination);
    }
    for (const source of groupsWithWeight(groups, this.weights)) {
      for (const number of this.egress.exceptionsOf(source)?.groups ?? []) {
        const destination = groups[number] as PodGroup;
        if (this.ingress.exceptionsOf(destination)?.get(source.number) === undefined) this.correct(source, destination);
      }
    }
  }

  private correct(source: PodGroup, destination: PodGroup): void {
    const weight = this.weightOf(source) * this.weightOf(destination);
    if (weight === 0) return;
    const usual = this.usual(source, destination);
    const passing = this.between(source, destination);
    if (usual === passing) return;
    this.add(usual, -weight);
    this.add(passing, weight);
  }

  /** Workloads whose pods differ: a pair counts with what passes for any of them. */
  private countMixedWorkloads(): void {
    const mixed = this.cluster.workloads.filter((workload) => this.groups.groupsOf(workload).length > 1);
    for (const workload of mixed) {
      for (const group of groupsWithWeight(this.groups.all, this.weights)) {
        this.add(this.anyBetween(this.groups.groupsOf(workload), [group]), this.weightOf(group));
        this.add(this.anyBetween([group], this.groups.groupsOf(workload)), this.weightOf(group));
      }
      for (const other of mixed) if (other !== workload) this.add(this.anyBetween(this.groupsOf(workload), this.groupsOf(other)), 1);
    }
  }

  private groupsOf(workload: Workload): readonly PodGroup[] {
    return this.groups.groupsOf(workload);
  }

  private anyBetween(sources: readonly PodGroup[], destinations: readonly PodGroup[]): number {
    let passing = PortSetTable.NONE;
    for (const source of sources) {
      for (const destination of destinations) passing = this.ports.union(passing, this.between(source, destination));
    }
    return passing;
  }

  private byPort(): readonly PairCount[] {
    return PROTOCOLS.flatMap((protocol) => {
      const changes = new Map<number, number>();
      this.pairs.forEach((pairs, number) => {
        if (pairs === 0) return;
        for (const [from, to] of this.ports.get(number).ranges(protocol)) {
          changes.set(from, (changes.get(from) ?? 0) + pairs);
          changes.set(to + 1, (changes.get(to + 1) ?? 0) - pairs);
        }
      });
      return runs(changes).map((run) => ({ protocol, ...run }));
    });
  }
}

/** Groups that look alike from both sides. */
interface GroupClass {
  readonly kind: number;
  readonly appearance: number;
  weight: number;
}

function groupsWithWeight(groups: readonly PodGroup[], weights: readonly number[]): readonly PodGroup[] {
  return groups.filter(({ number }) => weights[number] !== 0);
}

/** Runs of ports with the same number of pairs, where it is not zero, from the changes of that number. */
function runs(changes: ReadonlyMap<number, number>): readonly Omit<PairCount, 'protocol'>[] {
  const result: { from: number; to: number; pairs: number }[] = [];
  let pairs = 0;
  for (const port of [...changes.keys()].sort((a, b) => a - b)) {
    const change = changes.get(port) as number;
    if (change === 0) continue;
    const last = result[result.length - 1];
    if (pairs > 0 && last !== undefined) last.to = port - 1;
    pairs += change;
    if (pairs > 0) result.push({ from: port, to: port, pairs });
  }
  return result;
}
