import { Cluster, Workload } from '../cluster/model';
import { PortSet } from '../network/port-set';
import { PortSetTable } from '../network/port-set-table';
import { EXCEPTIONS_PER_GROUP } from './broad-sets';
import { HalfTable } from './half-table';
import { PairCount } from './model';
import { PairTotals } from './pair-totals';
import { PeerMembers } from './peer-members';
import { PodGroup, PodGroups } from './pod-groups';
import { ChangedTable, PolicyTable } from './policies';
import { Counting } from './rule-kinds';
import { Subjects } from './subject';

/** What each group lets through in both directions. */
type Halves = Readonly<Record<'ingress' | 'egress', HalfTable>>;

/**
 * Counts pairs of workloads between which policies let connections pass, without looking at each of them.
 *
 * Groups of pods are counted by classes: by the kind of their rules and by what they look like to the others' rules. What a rule says about few pods
 * corrects that afterwards, pair by pair.
 */
export class PairCounter {
  /** @param exceptionsPerGroup how many pairs may be looked at for each group; the count is the same whatever it is */
  public static of(
    { namespaces }: Cluster, groups: PodGroups, table: PolicyTable, subjects: Subjects, exceptionsPerGroup: number = EXCEPTIONS_PER_GROUP,
  ): PairCounter {
    const counting = { groups, subjects, members: new PeerMembers(namespaces, groups), ports: new PortSetTable() };
    const halves = {
      ingress: HalfTable.of('ingress', table, counting, exceptionsPerGroup),
      egress: HalfTable.of('egress', table, counting, exceptionsPerGroup),
    };
    const totals = new PairTotals(counting.ports);
    const counter = new PairCounter(counting, halves, totals);
    counter.countAll(totals);
    return counter;
  }

  /** Groups of workloads that have pods of no other group. */
  private readonly whole: readonly PodGroup[];
  private readonly weights: readonly number[];

  private constructor(private readonly counting: Counting, private readonly halves: Halves, private readonly totals: PairTotals) {
    const { groups } = counting;
    const isWhole = (workload: Workload): boolean => !groups.mixed.has(workload);
    this.weights = groups.all.map(({ workloads }) => (groups.mixed.size === 0 ? workloads.length : workloads.filter(isWhole).length));
    this.whole = groups.all.filter((group) => this.weightOf(group) > 0);
  }

  public get members(): PeerMembers {
    return this.counting.members;
  }

  /** Pairs by port, ascending; ports without a pair are left out. */
  public counts(): readonly PairCount[] {
    const totals = this.totals.copy();
    this.countMixedWorkloads(totals);
    return totals.byPort();
  }

  /** The counter where some groups have other rules. Only pairs with these are counted anew. */
  public replacing({ table, changed }: ChangedTable): PairCounter {
    const { ingress, egress } = this.halves;
    const totals = this.totals.copy();
    const admitting = new PairCounter(this.counting, { ingress: ingress.replacing(table, changed.ingress), egress }, totals);
    const next = new PairCounter(this.counting, { ...admitting.halves, egress: egress.replacing(table, changed.egress) }, totals);
    totals.subtract(this.countInto(changed.ingress));
    totals.addAll(admitting.countInto(changed.ingress));
    totals.subtract(admitting.countOutOf(changed.egress));
    totals.addAll(next.countOutOf(changed.egress));
    return next;
  }

  /** The ports that pass for every pod of one group to every pod of the other. */
  public portsBetween(source: PodGroup, destination: PodGroup): PortSet {
    return this.counting.ports.get(this.between(source, destination));
  }

  private weightOf({ number }: PodGroup): number {
    return this.weights[number] as number;
  }

  /** What passes for every pod of one group to every pod of the other. */
  private between(source: PodGroup, destination: PodGroup): number {
    const { ingress, egress } = this.halves;
    return this.counting.ports.intersect(egress.between(source, destination), ingress.between(destination, source));
  }

  private countAll(totals: PairTotals): void {
    const { ingress, egress } = this.halves;
    const sources = this.classes(egress, ingress);
    for (const destination of this.classes(ingress, egress)) this.countClasses(sources, destination, totals);
    for (const destination of this.whole) {
      for (const number of ingress.exceptionsOf(destination)?.groups ?? []) this.correct(this.groupOf(number), destination, totals);
    }
    for (const source of this.whole) {
      for (const number of egress.exceptionsOf(source)?.groups ?? []) {
        const destination = this.groupOf(number);
        if (ingress.exceptionsOf(destination)?.get(source.number) === undefined) this.correct(source, destination, totals);
      }
    }
    for (const group of this.whole) totals.add(this.between(group, group), -this.weightOf(group));
  }

  /** All pairs with one of the destinations. */
  private countInto(destinations: readonly PodGroup[]): PairTotals {
    const totals = new PairTotals(this.counting.ports);
    if (destinations.length === 0) return totals;
    const { ingress, egress } = this.halves;
    const sources = this.classes(egress, ingress);
    const others = egress.exceptionalFor();
    for (const destination of destinations) {
      const weight = this.weightOf(destination);
      this.countClasses(sources, { kind: ingress.kind(destination), appearance: egress.appearances.of(destination), weight }, totals);
      const exceptions = ingress.exceptionsOf(destination);
      for (const number of exceptions?.groups ?? []) this.correct(this.groupOf(number), destination, totals);
      for (const source of others.get(destination.number) ?? []) {
        if (exceptions?.get(source.number) === undefined) this.correct(source, destination, totals);
      }
      totals.add(this.between(destination, destination), -weight);
    }
    return totals;
  }

  /** The same for pairs with one of the sources. */
  private countOutOf(sources: readonly PodGroup[]): PairTotals {
    const totals = new PairTotals(this.counting.ports);
    if (sources.length === 0) return totals;
    const { ingress, egress } = this.halves;
    const destinations = this.classes(ingress, egress);
    const others = ingress.exceptionalFor();
    for (const source of sources) {
      const weight = this.weightOf(source);
      const own = [{ kind: egress.kind(source), appearance: ingress.appearances.of(source), weight }];
      for (const destination of destinations) this.countClasses(own, destination, totals);
      const exceptions = egress.exceptionsOf(source);
      for (const number of exceptions?.groups ?? []) this.correct(source, this.groupOf(number), totals);
      for (const destination of others.get(source.number) ?? []) {
        if (exceptions?.get(destination.number) === undefined) this.correct(source, destination, totals);
      }
      totals.add(this.between(source, source), -weight);
    }
    return totals;
  }

  private groupOf(number: number): PodGroup {
    return this.counting.groups.all[number] as PodGroup;
  }

  private countClasses(sources: readonly GroupClass[], to: GroupClass, totals: PairTotals): void {
    const { ingress, egress } = this.halves;
    for (const from of sources) {
      const admitted = ingress.usual(to.kind, from.appearance);
      if (admitted === PortSetTable.NONE) continue;
      const passing = this.counting.ports.intersect(admitted, egress.usual(from.kind, to.appearance));
      totals.add(passing, from.weight * to.weight);
    }
  }

  /** Groups by their own rules and by how the rules of the other end see them. */
  private classes(own: HalfTable, others: HalfTable): readonly GroupClass[] {
    const classes = new Map<number, { kind: number; appearance: number; weight: number }>();
    for (const group of this.whole) {
      const kind = own.kind(group);
      const appearance = others.appearances.of(group);
      const key = kind * others.appearances.count + appearance;
      const known = classes.get(key);
      if (known === undefined) classes.set(key, { kind, appearance, weight: this.weightOf(group) });
      else known.weight += this.weightOf(group);
    }
    return [...classes.values()];
  }

  private correct(source: PodGroup, destination: PodGroup, totals: PairTotals): void {
    const weight = this.weightOf(source) * this.weightOf(destination);
    const { ingress, egress } = this.halves;
    const { ports } = this.counting;
    const usuallyIn = ingress.usual(ingress.kind(destination), ingress.appearances.of(source));
    const usuallyOut = egress.usual(egress.kind(source), egress.appearances.of(destination));
    const usual = ports.intersect(usuallyOut, usuallyIn);
    const passing = ports.intersect(
      egress.exceptionsOf(source)?.get(destination.number) ?? usuallyOut,
      ingress.exceptionsOf(destination)?.get(source.number) ?? usuallyIn,
    );
    totals.add(usual, -weight);
    totals.add(passing, weight);
  }

  /** Workloads whose pods differ: a pair counts with what passes for any of them. */
  private countMixedWorkloads(totals: PairTotals): void {
    const { groups } = this.counting;
    const { mixed } = groups;
    for (const workload of mixed) {
      const own = groups.groupsOf(workload);
      for (const group of this.whole) {
        totals.add(this.anyBetween(own, [group]), this.weightOf(group));
        totals.add(this.anyBetween([group], own), this.weightOf(group));
      }
      for (const other of mixed) if (other !== workload) totals.add(this.anyBetween(own, this.groupsOf(other)), 1);
    }
  }

  private groupsOf(workload: Workload): readonly PodGroup[] {
    return this.counting.groups.groupsOf(workload);
  }

  private anyBetween(sources: readonly PodGroup[], destinations: readonly PodGroup[]): number {
    let passing = PortSetTable.NONE;
    for (const source of sources) {
      for (const destination of destinations) passing = this.counting.ports.union(passing, this.between(source, destination));
    }
    return passing;
  }
}

/** Groups that look alike from both sides. */
interface GroupClass {
  readonly kind: number;
  readonly appearance: number;
  /** How many workloads they are. */
  readonly weight: number;
}
