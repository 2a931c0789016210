import { Cluster, NetworkPolicy, Workload } from '../../cluster/model';
import { Declaration, Intent } from '../../intent/model';
import { LabelSelector } from '../../network/label-selector';
import { Analysis } from '../rule';
import { LabelIndex } from './label-index';

/** Workloads of the policy's namespace with at least one class of pods that it selects. */
export function subjectsOf(cluster: Cluster, policy: NetworkPolicy): readonly Workload[] {
  return selectedIn(cluster.workloadsIn(policy.metadata.namespace ?? 'default'), policy.spec.podSelector);
}

// One index for each list that a cluster hands out, as long as the list lives.
const INDICES = new WeakMap<readonly Workload[], LabelIndex>();

/** The workloads with at least one class of pods that the selector matches, in their order. */
export function selectedIn(workloads: readonly Workload[], selector: LabelSelector): readonly Workload[] {
  let index = INDICES.get(workloads);
  if (index === undefined) INDICES.set(workloads, (index = new LabelIndex(workloads)));
  return index.select(selector);
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
