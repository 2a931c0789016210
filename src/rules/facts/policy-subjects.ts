import { Cluster, NetworkPolicy, Workload } from '../../cluster/model';
import { Declaration, Intent } from '../../intent/model';
import { LabelSelector } from '../../network/label-selector';
import { Analysis } from '../rule';

/** Workloads of the policy's namespace with at least one class of pods that it selects. */
export function subjectsOf(cluster: Cluster, policy: NetworkPolicy): readonly Workload[] {
  return selectedIn(cluster.workloadsIn(policy.metadata.namespace ?? 'default'), policy.spec.podSelector);
}

/** The workloads with at least one class of pods that the selector matches. */
export function selectedIn(workloads: readonly Workload[], selector: LabelSelector): readonly Workload[] {
  if (selector.isEmpty) return workloads;
  return workloads.filter((workload) => workload.pods.some((pods) => selector.matches(pods.labels)));
}

/** The declarations of the workloads that the policy selects, of certain intents only. */
export function declaredSubjects(
  { cluster, declarations }: Analysis, policy: NetworkPolicy, wanted: (intent: Intent) => boolean,
): readonly Declaration[] {
  return subjectsOf(cluster, policy).flatMap((workload) => {
    const declaration = declarations.of(workload);
    return declaration !== undefined && wanted(declaration.intent) ? [declaration] : [];
  });
}
