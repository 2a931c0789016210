import { Workload } from '../cluster/model';
import { ExistingPods } from '../reachability/existing-pods';
import {
  Admission, Connection, Direction, FuturePodAccess, GroupedConnections, PairException, Reachability, UnknownPodAccess, WorkloadGroup,
} from '../reachability/model';
import { admittedPhrase } from '../reachability/pod-phrase';
import { INGRESS_CONTROLLER, ingressControllerConnections } from './ingress-controller';

/** One end of connections: a workload, or several with the same connections. */
export type ShownEnd = WorkloadGroup;

/** What an unknown pod may do, by the name of the end that it is connected with. */
export interface ShownUnknownPod extends Pick<UnknownPodAccess, 'direction' | 'ports'> {
  readonly end: string;
}

/** The same of a pod by its labels. */
export interface ShownFuturePod extends Admission {
  readonly end: string;
  readonly direction: Direction;
  /** Whether the manifests contain such a pod already. */
  readonly exists: boolean;
}

/** Everything that `connectivity` shows, workload by workload or group by group; every format is a rendering of it. */
export interface ConnectivityView {
  readonly grouped: boolean;
  readonly workloads: number;
  readonly policies: number;
  /** In the order of workloads. */
  readonly ends: readonly ShownEnd[];
  /** Whether a name in a connection is that of an end or a workload, and not an address. */
  isEnd(name: string): boolean;
  /** Between ends, and between ends and addresses; then what ingress controllers open that the manifests do not contain. Never materialised. */
  connections(): Iterable<Connection>;
  /** Pairs of workloads for which something else holds than for their groups. */
  exceptions(): Iterable<PairException>;
  unknownPods(): Iterable<ShownUnknownPod>;
  futurePods(): Iterable<ShownFuturePod>;
  /** Ends that no policy isolates. */
  open(direction: Direction): Iterable<ShownEnd>;
}

/** Every workload for itself. */
export function viewOfWorkloads(reachability: Reachability): ConnectivityView {
  return new View(reachability, {
    groups: reachability.cluster.workloads.map((workload) => ({ name: workload.id, workloads: [workload] })),
    connections: () => reachability.connections(),
    exceptions: () => [],
  }, false);
}

/** Workloads with the same connections together. */
export function viewOfGroups(reachability: Reachability): ConnectivityView {
  const ofController = new Map(Array.from(ingressControllerConnections(reachability), ({ destination, ports }) => [destination, ports.toString()]));
  return new View(reachability, reachability.grouped(({ id }) => ofController.get(id) ?? ''), true);
}

class View implements ConnectivityView {
  public readonly ends: readonly ShownEnd[];
  private readonly names: ReadonlySet<string>;
  /** By the position of the workload. */
  private readonly endOf: ShownEnd[] = [];

  public constructor(private readonly reachability: Reachability, private readonly rows: GroupedConnections, public readonly grouped: boolean) {
    this.ends = rows.groups;
    this.names = new Set(this.ends.map(({ name }) => name));
    for (const end of this.ends) for (const { index } of end.workloads) this.endOf[index] = end;
  }

  public get workloads(): number {
    return this.reachability.cluster.workloads.length;
  }

  public get policies(): number {
    const { networkPolicies, clusterPolicies, ciliumPolicies } = this.reachability.cluster;
    return networkPolicies.length + clusterPolicies.length + ciliumPolicies.length;
  }

  public isEnd(name: string): boolean {
    return name === INGRESS_CONTROLLER || this.names.has(name) || this.reachability.cluster.workload(name) !== undefined;
  }

  public* connections(): Iterable<Connection> {
    yield* this.rows.connections();
    for (const row of ingressControllerConnections(this.reachability)) {
      const end = this.spokenFor(this.reachability.cluster.workload(row.destination) as Workload);
      if (end !== undefined) yield { ...row, destination: end.name };
    }
  }

  public exceptions(): Iterable<PairException> {
    return this.rows.exceptions();
  }

  public* unknownPods(): Iterable<ShownUnknownPod> {
    for (const { workload, direction, ports } of this.reachability.unknownPods()) {
      const end = this.spokenFor(workload);
      if (end !== undefined) yield { end: end.name, direction, ports };
    }
  }

  /** Also in groups, some are of single workloads: these differ in whom their policies would admit. */
  public* futurePods(): Iterable<ShownFuturePod> {
    const existing = new ExistingPods(this.reachability.cluster);
    for (const row of this.shared(this.reachability.futurePods())) yield { ...row, exists: existing.include(row) };
  }

  public* open(direction: Direction): Iterable<ShownEnd> {
    for (const end of this.ends) if (!this.reachability.isolated(end.workloads[0] as Workload, direction)) yield end;
  }

  private endWith({ index }: Workload): ShownEnd {
    return this.endOf[index] as ShownEnd;
  }

  /** The end of which the workload is the first; undefined for others, whose rows say the same. */
  private spokenFor(workload: Workload): ShownEnd | undefined {
    const end = this.endWith(workload);
    return end.workloads[0] === workload ? end : undefined;
  }

  /** Rows with the name of the group where they are those of all its workloads. */
  private* shared(rows: Iterable<FuturePodAccess>): Iterable<Omit<ShownFuturePod, 'exists'>> {
    if (!this.grouped) {
      for (const { workload, ...rest } of rows) yield { ...rest, end: workload.id };
      return;
    }
    const byEnd = new Map<ShownEnd, Map<string, FuturePodAccess[]>>(this.ends.map((end) => [end, new Map()]));
    for (const row of rows) {
      const ofEnd = byEnd.get(this.endWith(row.workload)) as Map<string, FuturePodAccess[]>;
      const same = ofEnd.get(keyOf(row));
      if (same === undefined) ofEnd.set(keyOf(row), [row]);
      else same.push(row);
    }
    for (const [end, ofEnd] of byEnd) {
      for (const same of ofEnd.values()) {
        const isShared = same.length === end.workloads.length;
        for (const { workload, ...rest } of isShared ? same.slice(0, 1) : same) yield { ...rest, end: isShared ? end.name : workload.id };
      }
    }
  }
}

function keyOf({ direction, condition, except, ports, portNames }: FuturePodAccess): string {
  return [direction, admittedPhrase(condition, except), ports.key, ...portNames].join(' ');
}
