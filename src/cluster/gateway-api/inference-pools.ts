import { InferencePoolSpec } from '../../manifest/kinds/inference/inference-pool';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { Cluster, Workload } from '../model';

export type InferencePool = KubernetesObject<InferencePoolSpec>;

/** Groups that have the kind. */
export const INFERENCE_GROUPS: readonly string[] = ['inference.networking.k8s.io', 'inference.networking.x-k8s.io'];

/** The InferencePool of that name; undefined where the manifests do not contain it, or it cannot be read. */
export function inferencePool(cluster: Cluster, group: string, namespace: string, name: string): InferencePool | undefined {
  return cluster.objectsOf(group, 'InferencePool').find((object): object is InferencePool =>
    object.spec !== undefined && object.metadata.name === name && (object.metadata.namespace ?? 'default') === namespace);
}

/** Workloads of its namespace with pods that have all of its labels. */
export function poolWorkloads(cluster: Cluster, { spec, metadata }: InferencePool): readonly Workload[] {
  const wanted = Object.entries(spec.selector);
  if (wanted.length === 0) return [];
  return cluster.workloadsIn(metadata.namespace ?? 'default').filter(({ pods }) => pods.some(({ labels }) => wanted.every(([key, value]) => labels[key] === value)));
}
