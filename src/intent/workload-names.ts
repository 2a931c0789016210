import { Cluster, Workload } from '../cluster/model';

/** The workloads that `namespace/name` or `namespace/name[Kind]` names; without a kind there may be several. */
export function workloadsNamed(cluster: Cluster, text: string): readonly Workload[] {
  if (text.endsWith(']')) {
    const workload = cluster.workload(text);
    return workload === undefined ? [] : [workload];
  }
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  return cluster.workloadsIn(text.slice(0, slash)).filter((workload) => workload.name === name);
}
