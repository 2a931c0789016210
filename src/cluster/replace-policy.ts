import { KubernetesObject } from '../manifest/kubernetes-object';
import { Cluster, ClusterPolicy, NetworkPolicy } from './model';

/** A policy that a cluster can be thought with or without. */
export type ReplaceablePolicy = NetworkPolicy | ClusterPolicy;

/** One policy in place of another, or one more, or one less. */
export interface PolicyReplacement {
  readonly before?: ReplaceablePolicy;
  readonly after?: ReplaceablePolicy;
}

/** The cluster after a replacement; everything else is shared. The namespace of the new policy must be one of the cluster. */
export function replacePolicy(cluster: Cluster, { before, after }: PolicyReplacement): Cluster {
  return Object.create(cluster, {
    objects: { value: replaced(cluster.objects, before, after) },
    networkPolicies: { value: replaced(cluster.networkPolicies, before, isNetworkPolicy(after) ? after : undefined) },
    clusterPolicies: { value: replaced(cluster.clusterPolicies, before, isNetworkPolicy(after) ? undefined : after) },
    objectsOf: { value: (group: string, kind: string) => objectsOf(cluster, group, kind, before, after) },
  }) as Cluster;
}

export function isNetworkPolicy(policy: ReplaceablePolicy | undefined): policy is NetworkPolicy {
  return policy?.kind === 'NetworkPolicy';
}

function objectsOf(cluster: Cluster, group: string, kind: string, before?: KubernetesObject, after?: KubernetesObject): readonly KubernetesObject[] {
  const objects = cluster.objectsOf(group, kind);
  const isOf = (object: KubernetesObject | undefined): boolean => object?.group === group && object.kind === kind;
  return isOf(before) || isOf(after) ? replaced(objects, before, isOf(after) ? after : undefined) : objects;
}

/** A list in the order of names, without one object and with another. */
function replaced<T extends KubernetesObject>(objects: readonly T[], before: KubernetesObject | undefined, after: T | undefined): readonly T[] {
  const list = before === undefined ? [...objects] : objects.filter((object) => object !== before);
  if (after === undefined) return list;
  const at = list.findIndex((object) => object.kind === after.kind && object.ref > after.ref);
  list.splice(at < 0 ? list.length : at, 0, after);
  return list;
}
