import { Cluster, PodClass, Workload } from '../../cluster/model';
import { selectedPods } from '../../cluster/service-targets';

const SERVICE = /^Service ([^/]+)\/(.+)$/;

/**
 * The pods of a workload that a way leads to, where its pods differ in their labels: those that the last Service on the way selects, such as one
 * replica of a StatefulSet. Undefined where all are meant.
 *
 * @param through objects on the way, outermost first
 */
export function podsBehind(cluster: Cluster, workload: Workload, through: readonly string[]): readonly PodClass[] | undefined {
  if (workload.pods.length < 2) return undefined;
  const [, namespace, name] = SERVICE.exec(through.at(-1) ?? '') ?? [];
  const service = namespace === undefined || name === undefined ? undefined : cluster.service(namespace, name);
  const selected = service === undefined ? [] : selectedPods(service, workload);
  return selected.length === 0 ? undefined : selected;
}
