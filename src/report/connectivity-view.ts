import { Workload } from '../cluster/model';
import { Profile } from '../profile/profile';
import { ExistingPods } from '../reachability/existing-pods';
import { Admission, Connection, Direction, FuturePodAccess, Reachability, UnknownPodAccess } from '../reachability/model';
import { WorkloadGroup, WorkloadGroups } from '../reachability/workload-groups';
import { INGRESS_CONTROLLER, ingressControllerConnections } from './ingress-controller';

/** One end of connections: a workload, or several with the same connections. */
export type ShownEnd = WorkloadGroup;

/** What an unknown pod may do, by the name of the end that it is connected with. */
export interface ShownUnknownPod extends Pick<UnknownPodAccess, 'direction' | 'ports'> {
  readonly end: string;
}

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
  /** Whether a name in a connection is that of an end, and not an address. */
  isEnd(name: string): boolean;
  /** Between ends, and between ends and addresses; then what ingress controllers open that the manifests do not contain. Never materialised. */
  connections(): Iterable<Connection>;
  unknownPods(): Iterable<ShownUnknownPod>;
  futurePods(): Iterable<ShownFuturePod>;
  /** Ends that no policy isolates. */
  open(direction: Direction): Iterable<ShownEnd>;
}

/** Every workload for itself. */
export function viewOfWorkloads(reachability: Reachability): ConnectivityView {
  const ends = reachability.cluster.workloads.map((workload) => ({ name: workload.id, workloads: [workload] }));
  const byName = new Map(ends.map((end) => [end.name, end]));
  return new View(reachability, reachability, ends, (id) => byName.get(id), reachability.connections.bind(reachability));
}

/** Workloads with the same connections together. */
export function viewOfGroups(reachability: Reachability, profile: Profile): ConnectivityView {
  const ofController = new Map(Array.from(ingressControllerConnections(reachability), ({ destination, ports }) => [destination, ports.toString()]));
  const groups = new WorkloadGroups(reachability, profile, ({ id }) => ofController.get(id) ?? '');
  return new View(reachability, groups.reachability, groups.all, (id) => groups.spokenForBy(id), groups.connections.bind(groups), true);
}

class View implements ConnectivityView {
  private readonly names: ReadonlySet<string>;

  public constructor(
    private readonly whole: Reachability,
    /** Of the workloads that speak for ends, at least. */
    private readonly part: Reachability,
    public readonly ends: readonly ShownEnd[],
    private readonly endOf: (workloadId: string) => ShownEnd | undefined,
    private readonly rows: () => Iterable<Connection>,
    public readonly grouped = false,
  ) {
    this.names = new Set(ends.map(({ name }) => name));
  }

  public get workloads(): number {
    return this.whole.cluster.workloads.length;
  }

  public get policies(): number {
    const { networkPolicies, clusterPolicies, ciliumPolicies } = this.whole.cluster;
    return networkPolicies.length + clusterPolicies.length + ciliumPolicies.length;
  }

  public isEnd(name: string): boolean {
    return name === INGRESS_CONTROLLER || this.names.has(name);
  }

  public* connections(): Iterable<Connection> {
    yield* this.rows();
    for (const row of ingressControllerConnections(this.whole)) {
      const end = this.endOf(row.destination);
      if (end !== undefined) yield { ...row, destination: end.name };
    }
  }

  public unknownPods(): Iterable<ShownUnknownPod> {
    return this.named(this.part.unknownPods());
  }

  public futurePods(): Iterable<ShownFuturePod> {
    return this.named(this.marked(this.part.futurePods()));
  }

  public* open(direction: Direction): Iterable<ShownEnd> {
    for (const end of this.ends) if (!this.whole.isolated(end.workloads[0] as Workload, direction)) yield end;
  }

  private* marked(rows: Iterable<FuturePodAccess>): Iterable<FuturePodAccess & { readonly exists: boolean }> {
    const existing = new ExistingPods(this.whole.cluster);
    for (const row of rows) yield { ...row, exists: existing.include(row) };
  }

  private* named<T extends { readonly workload: Workload }>(rows: Iterable<T>): Iterable<Omit<T, 'workload'> & { readonly end: string }> {
    for (const { workload, ...rest } of rows) {
      const end = this.endOf(workload.id);
      if (end !== undefined) yield { ...rest, end: end.name };
    }
  }
}
