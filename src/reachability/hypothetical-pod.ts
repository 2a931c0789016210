import { WorkloadSpec } from '../manifest/kinds/pod-template';
import { KubernetesObject, StringMap } from '../manifest/kubernetes-object';

/** A pod that the manifests need not contain. */
export interface HypotheticalPod {
  readonly namespace: string;
  /** All the labels that it has. */
  readonly labels: StringMap;
}

/**
 * The object of a pod that somebody only thinks of, for a cluster to be built with. Nobody knows its address nor what it calls its
 * ports. Its name is one that no Pod can have (`app=web`), so that it is never taken for another.
 */
export function hypotheticalPodObject({ namespace, labels }: HypotheticalPod): KubernetesObject<WorkloadSpec> {
  const name = Object.keys(labels).sort().map((key) => `${key}=${labels[key]}`).join(',') || '(no labels)';
  return {
    ref: `Pod ${namespace}/${name}`,
    apiVersion: 'v1',
    group: '',
    version: 'v1',
    kind: 'Pod',
    groupKind: '/Pod',
    metadata: { name, namespace, labels, annotations: {}, ownerReferences: [] },
    raw: {},
    spec: {
      template: { labels, annotations: {}, hostNetwork: false, containers: [], portNamesUnknown: true, podIPs: [] },
      podSpecPath: 'spec',
      replicas: 1,
    },
    origin: {},
    locate: () => ({}),
  };
}
