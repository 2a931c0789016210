import { buildCluster } from '../../cluster/build';
import { Workload } from '../../cluster/model';
import { KubernetesObject, StringMap } from '../../manifest/kubernetes-object';
import { readValues } from '../../manifest/read';
import { analyzeReachability } from '../../reachability/analyze';
import { Analysis } from '../rule';

/** A pod that somebody may start, and what the policies of its namespace make of it. */
export interface HypotheticalPod {
  /** The analysis of its namespace and of `others`, with the pod in it. */
  readonly analysis: Analysis;
  readonly workload: Workload;
}

/**
 * What would happen to a pod with these labels, if it were started in `namespace`.
 *
 * @param others workloads that it has to do with
 */
export function hypotheticalPod(analysis: Analysis, namespace: string, labels: StringMap, others: readonly Workload[] = []): HypotheticalPod {
  const { cluster, profile } = analysis;
  const pod = readValues([{ value: podManifest(namespace, labels), origin: {} }]).objects;
  const namespaces = new Set([namespace, ...others.map((workload) => workload.namespace.name)]);
  const relevant: readonly KubernetesObject[] = [
    ...cluster.objectsOf('', 'Namespace'),
    ...cluster.nodes,
    ...cluster.clusterPolicies,
    ...cluster.ciliumPolicies,
    ...analysis.reachability.unevaluated.map(({ object }) => object).filter(({ spec }) => spec === undefined),
    ...cluster.networkPolicies.filter((policy) => namespaces.has(policy.metadata.namespace!)),
    ...others.flatMap((workload) => workload.objects),
  ];
  const small = buildCluster({ objects: [...relevant, ...pod], problems: [] });
  return { analysis: { ...analysis, cluster: small, reachability: analyzeReachability(small, profile) }, workload: small.workloadOf(pod[0]!)! };
}

function podManifest(namespace: string, labels: StringMap): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a-pod-that-may-be-started', namespace, labels: { ...labels } },
    spec: { containers: [{ name: 'any', image: 'any' }] },
  };
}
