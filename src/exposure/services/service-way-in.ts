import { Cluster, Service, Workload } from '../../cluster/model';
import { ServiceTarget, serviceTargets } from '../../cluster/service-targets';
import { PortSet } from '../../network/port-set';
import { SeenAs } from '../model';

/** Pod ports of each workload behind a Service; targets whose port does not resolve lead nowhere. */
export function portsByWorkload(targets: Iterable<ServiceTarget>): ReadonlyMap<Workload, PortSet> {
  const ports = new Map<Workload, PortSet>();
  for (const { workload, servicePort, podPort } of targets) {
    if (podPort === undefined) continue;
    ports.set(workload, (ports.get(workload) ?? PortSet.NONE).union(PortSet.of(servicePort.protocol, podPort)));
  }
  return ports;
}

/** Pod ports of each workload behind all ports of a Service. */
export function servedWorkloads(cluster: Cluster, service: Service): ReadonlyMap<Workload, PortSet> {
  return portsByWorkload(serviceTargets(cluster, service));
}

/**
 * What the policies of the pods see of a client that comes by a node: with `externalTrafficPolicy: Local` its
 * address, with `Cluster` that of a node (Kubernetes, "Source IP for Services with Type=NodePort").
 */
export function seenThroughNode(service: Service): SeenAs {
  return service.spec.externalTrafficPolicy === 'Local' ? { kind: 'client' } : { kind: 'node' };
}
