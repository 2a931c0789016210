import { Cluster } from '../../cluster/model';
import { KubernetesObject } from '../../manifest/kubernetes-object';

/** Objects of a kind of networking.istio.io, in the versions that are read. */
export function istioObjects<T>(cluster: Cluster, kind: string): readonly KubernetesObject<T>[] {
  return cluster.objectsOf('networking.istio.io', kind).filter((object): object is KubernetesObject<T> => object.spec !== undefined);
}
