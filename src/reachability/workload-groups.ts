import { buildCluster } from '../cluster/build';
import { Workload } from '../cluster/model';
import { Profile } from '../profile/profile';
import { analyzeReachability } from './analyze';
import { Connection, Reachability } from './model';

/** Workloads with the same connections. */
export interface WorkloadGroup {
  /** Its only workload, or its first and how many more there are. No two groups share it. */
  readonly name: string;
  readonly workloads: readonly Workload[];
}

/**
 * The workloads of a cluster in groups, with the connections between groups.
 *
 * A connection of a group is one of each of its workloads; one from a group to itself is one from each of its workloads to each of the
 * others. Nothing is lost: the connections of workloads follow from those of groups.
 */
export class WorkloadGroups {
  public readonly all: readonly WorkloadGroup[];
  /** The cluster with two workloads of each group, one to speak for it and one to be spoken to. */
  public readonly reachability: Reachability;
  private readonly spokesmen = new Map<string, WorkloadGroup>();
  private readonly seconds = new Map<string, WorkloadGroup>();

  /** @param apart what workloads of one group must have in common beside their connections */
  public constructor(whole: Reachability, profile: Profile, apart: (workload: Workload) => string = () => '') {
    this.all = whole.alikeWorkloads().flatMap((workloads) => split(workloads, apart)).map((workloads) => ({ name: nameOf(workloads), workloads }));
    const kept = new Set<Workload>();
    for (const group of this.all) {
      const [first, second] = group.workloads as [Workload, Workload?];
      this.spokesmen.set(first.id, group);
      if (second !== undefined) this.seconds.set(second.id, group);
      kept.add(first);
      if (second !== undefined) kept.add(second);
    }
    const { objects, problems } = whole.cluster;
    const needed = objects.filter((object) => {
      const workload = whole.cluster.workloadOf(object);
      return workload === undefined || kept.has(workload);
    });
    this.reachability = analyzeReachability(buildCluster({ objects: needed, problems }), profile);
  }

  /** The group that the workload speaks for, by the id of the workload. */
  public spokenForBy(id: string): WorkloadGroup | undefined {
    return this.spokesmen.get(id);
  }

  /** Connections between groups, and between groups and addresses, by the names of the groups. */
  public* connections(): Iterable<Connection> {
    for (const row of this.reachability.connections()) {
      const source = this.endOf(row.source);
      const destination = this.endOf(row.destination);
      const within = this.seconds.get(row.destination);
      if (within !== undefined && within === this.spokesmen.get(row.source)) yield { ...row, source: within.name, destination: within.name };
      else if (source !== undefined && destination !== undefined) yield { ...row, source, destination };
    }
  }

  /** What the row of this end is called; undefined where it says the same as that of another. */
  private endOf(end: string): string | undefined {
    return this.spokesmen.get(end)?.name ?? (this.seconds.has(end) ? undefined : end);
  }
}

function nameOf(workloads: readonly Workload[]): string {
  const first = (workloads[0] as Workload).id;
  return workloads.length === 1 ? first : `${first} and ${workloads.length - 1} more`;
}

function split(workloads: readonly Workload[], apart: (workload: Workload) => string): readonly (readonly Workload[])[] {
  const parts = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const key = apart(workload);
    const same = parts.get(key);
    if (same === undefined) parts.set(key, [workload]);
    else same.push(workload);
  }
  return [...parts.values()];
}
