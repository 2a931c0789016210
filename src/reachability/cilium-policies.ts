import { CiliumPolicy, Cluster } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';

const ADMIN_GROUP = 'policy.networking.k8s.io';
const ADMIN_KINDS = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];

/** The policies of Cilium that are evaluated. */
export function evaluatedCiliumPolicies(cluster: Cluster): readonly CiliumPolicy[] {
  return cluster.ciliumPolicies.filter((policy) => whyNotEvaluated(cluster, policy) === undefined);
}

/** Why a policy of Cilium is left out of the evaluation, as the end of a sentence; undefined if it is not. */
export function whyNotEvaluated(cluster: Cluster, policy: CiliumPolicy): string | undefined {
  const { notEvaluated, ruleSets } = policy.spec;
  if (notEvaluated !== undefined) return `${notEvaluated} is not evaluated`;
  // No release of Cilium is known to enforce these: together they say that something about the network plugin is misunderstood.
  const other = ADMIN_KINDS.flatMap((kind) => cluster.objectsOf(ADMIN_GROUP, kind))[0];
  if (other !== undefined) return `how Cilium orders it beside ${other.ref} is not known`;
  const open = ruleSets.map(({ subject: { namespaces } }) => [...cluster.namespaces.values()].find(({ labels, declared }) => namespaces.mayMatch(labels, declared) === 'maybe'));
  const [namespace] = open.filter((found) => found !== undefined);
  return namespace && `whether it selects pods of namespace ${namespace.name}, which the manifests do not declare, is not known`;
}

/** Whether an object is a policy of Cilium of a version that is read. */
export function isCiliumPolicy(object: KubernetesObject): object is CiliumPolicy {
  return object.group === 'cilium.io' && object.spec !== undefined && /^Cilium(?:Clusterwide)?NetworkPolicy$/.test(object.kind);
}
