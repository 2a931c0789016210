import { ServicePort } from '../manifest/kinds/service';
import { PortSet } from '../network/port-set';
import { Cluster, PodClass, Service, Workload } from './model';

/** Where a port of a Service leads: the pod port after translation, for one workload. */
export interface ServiceTarget {
  readonly workload: Workload;
  readonly servicePort: ServicePort;
  /** Pod port; undefined where `targetPort` is a name that no container of the pod declares for the protocol. */
  readonly podPort?: number;
}

/** Workloads with at least one class of pods that the Service selects. Without selector, and as ExternalName, it selects none. */
export function selectedWorkloads(cluster: Cluster, service: Service): readonly Workload[] {
  const { selector, type } = service.spec;
  if (selector === undefined || Object.keys(selector).length === 0 || type === 'ExternalName') return [];
  return cluster.workloadsIn(service.metadata.namespace ?? 'default').filter((w) => w.pods.some((p) => selects(selector, p)));
}

/** The pods of a workload that the Service selects by their labels. */
export function selectedPods({ spec: { selector = {}, type } }: Service, { pods }: Workload): readonly PodClass[] {
  return type === 'ExternalName' || Object.keys(selector).length === 0 ? [] : pods.filter((podClass) => selects(selector, podClass));
}

/**
 * Every port of the Service on every workload that it selects, as its endpoints list them.
 *
 * Controllers that read endpoints go there also with a headless Service; a client that resolves the name of a headless
 * Service gets pod addresses instead, and its ports are translated by nobody.
 */
export function serviceTargets(cluster: Cluster, service: Service): readonly ServiceTarget[] {
  const targets: ServiceTarget[] = [];
  for (const workload of selectedWorkloads(cluster, service)) {
    for (const servicePort of service.spec.ports) {
      for (const podPort of podPorts(service, workload, servicePort)) targets.push({ workload, servicePort, podPort });
    }
  }
  return targets;
}

/** The pod ports of the targets as one set, without those that do not resolve. */
export function targetPorts(targets: readonly ServiceTarget[]): PortSet {
  return targets.reduce((set, t) => (t.podPort === undefined ? set : set.union(PortSet.of(t.servicePort.protocol, t.podPort))), PortSet.NONE);
}

function selects(selector: Readonly<Record<string, string>>, pods: PodClass): boolean {
  return Object.entries(selector).every(([key, value]) => pods.labels[key] === value);
}

function podPorts(service: Service, workload: Workload, port: ServicePort): readonly (number | undefined)[] {
  const { targetPort } = port;
  if (typeof targetPort === 'number') return [targetPort];
  const found = new Set<number | undefined>();
  for (const pods of workload.pods) {
    if (!selects(service.spec.selector ?? {}, pods)) continue;
    found.add(pods.ports.find((p) => p.name === targetPort && p.protocol === port.protocol)?.containerPort);
  }
  return [...found];
}
