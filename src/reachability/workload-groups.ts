import { Cluster, Workload } from '../cluster/model';
import { AddressSet } from '../network/address-set';
import { PortSetTable } from '../network/port-set-table';
import { addressAccessOfAll } from './address-access';
import { HalfTable } from './half-table';
import { all, OwnRules, passage } from './halves';
import { AddressAccess, Connection, Direction, GroupedConnections, PairException, WorkloadGroup } from './model';
import { PeerMembers } from './peer-members';
import { PodGroup, PodGroups } from './pod-groups';
import { DIRECTIONS, PolicyTable } from './policies';
import { Subjects } from './subject';

/** Pairs that each group of pods may have on average before what tells them apart makes groups of its own: none, as far as that goes. */
const EXCEPTIONS_PER_GROUP = 0;

/**
 * Workloads in groups of equal connections, found from the rules: by what their own say, and by which of the sets of pods they are in that rules
 * refer to. Sets that few are in, where there are very many sets, make exceptions for pairs instead.
 */
export class WorkloadGroups implements GroupedConnections {
  public readonly groups: readonly WorkloadGroup[];
  private readonly halves: Readonly<Record<Direction, HalfTable>>;
  private readonly ports = new PortSetTable();

  /** @param apart what workloads of one group must have in common beside their connections */
  public constructor(
    private readonly cluster: Cluster,
    private readonly pods: PodGroups,
    private readonly table: PolicyTable,
    private readonly subjects: Subjects,
    apart: (workload: Workload) => string,
  ) {
    const counting = { groups: pods, subjects, members: new PeerMembers(cluster.namespaces, pods), ports: this.ports };
    this.halves = {
      ingress: HalfTable.of('ingress', table, counting, EXCEPTIONS_PER_GROUP),
      egress: HalfTable.of('egress', table, counting, EXCEPTIONS_PER_GROUP),
    };
    const members = new Map<string, Workload[]>();
    for (const workload of cluster.workloads) {
      const key = `${this.look(workload)} ${apart(workload)}`;
      const alike = members.get(key);
      if (alike === undefined) members.set(key, [workload]);
      else alike.push(workload);
    }
    this.groups = Array.from(members.values(), (workloads) => ({ name: nameOf(workloads), workloads }));
  }

  public* connections(): Iterable<Connection> {
    for (const source of this.groups) {
      const first = source.workloads[0] as Workload;
      for (const destination of this.groups) {
        if (destination === source && source.workloads.length === 1) continue;
        const passing = this.usual(first, destination.workloads[0] as Workload);
        if (passing !== PortSetTable.NONE) yield { source: source.name, destination: destination.name, ports: this.ports.get(passing) };
      }
      for (const { addresses, ports } of this.outside(first, 'egress')) {
        for (const address of addresses.toRanges()) yield { source: source.name, destination: address, ports };
      }
    }
    for (const { name, workloads } of this.groups) {
      for (const { addresses, ports } of this.outside(workloads[0] as Workload, 'ingress')) {
        for (const address of addresses.toRanges()) yield { source: address, destination: name, ports };
      }
    }
  }

  public* exceptions(): Iterable<PairException> {
    const exceptional = this.halves.egress.exceptionalFor();
    for (const destination of this.cluster.workloads) {
      const sources = new Set<Workload>();
      for (const group of this.pods.groupsOf(destination)) {
        const others = this.halves.ingress.exceptionsOf(group)?.groups.map((number) => this.pods.all[number] as PodGroup) ?? [];
        for (const { workloads } of [...others, ...exceptional.get(group.number) ?? []]) workloads.forEach((source) => sources.add(source));
      }
      sources.delete(destination);
      for (const source of [...sources].sort((a, b) => a.index - b.index)) {
        const usual = this.usual(source, destination);
        const passing = this.between(source, destination);
        if (passing !== usual) yield { source: source.id, destination: destination.id, ports: this.ports.get(passing), usual: this.ports.get(usual) };
      }
    }
  }

  /**
   * Equal for workloads that rules treat alike, but for exceptions: by the kinds of their rules, which say what isolates them and which addresses
   * pass, and by what they look like to others' rules. Unknown pods are in the one set that may be an exception and has more than the pods at hand.
   */
  private look(workload: Workload): string {
    const { ingress, egress } = this.halves;
    const groups = this.pods.groupsOf(workload);
    const seen = groups.map((group) => `${ingress.kind(group)}/${ingress.appearances.of(group)}/${egress.kind(group)}/${egress.appearances.of(group)}`);
    const subject = this.subjects.unknown();
    const unknown = DIRECTIONS.map((direction) => all(this.ownersOf(workload, direction).map((own) => passage(own, subject))).some.key);
    return JSON.stringify([seen.sort(), unknown]);
  }

  private ownersOf(workload: Workload, direction: Direction): readonly OwnRules[] {
    return this.pods.groupsOf(workload).map((group) => ({ rules: this.table.rulesOf(group, direction), ports: group.ports }));
  }

  private outside(workload: Workload, direction: Direction): readonly AddressAccess[] {
    return addressAccessOfAll(this.ownersOf(workload, direction), AddressSet.ALL);
  }

  /** What passes between two workloads, as far as their looks say. */
  private usual(source: Workload, destination: Workload): number {
    const { ingress, egress } = this.halves;
    return this.anyBetween(source, destination, (from, to) => this.ports.intersect(
      egress.usual(egress.kind(from), egress.appearances.of(to)),
      ingress.usual(ingress.kind(to), ingress.appearances.of(from)),
    ));
  }

  private between(source: Workload, destination: Workload): number {
    const { ingress, egress } = this.halves;
    return this.anyBetween(source, destination, (from, to) => this.ports.intersect(egress.between(from, to), ingress.between(to, from)));
  }

  /** What passes for any pods of both. */
  private anyBetween(source: Workload, destination: Workload, passing: (from: PodGroup, to: PodGroup) => number): number {
    let sum = PortSetTable.NONE;
    for (const from of this.pods.groupsOf(source)) {
      for (const to of this.pods.groupsOf(destination)) sum = this.ports.union(sum, passing(from, to));
    }
    return sum;
  }
}

function nameOf(workloads: readonly Workload[]): string {
  const first = (workloads[0] as Workload).id;
  return workloads.length === 1 ? first : `${first} and ${workloads.length - 1} more`;
}
