import { Cluster, Service, Workload } from '../../cluster/model';
import { selectedWorkloads, serviceTargets } from '../../cluster/service-targets';
import { PortSet } from '../../network/port-set';
import { Analysis } from '../rule';

/**
 * Services that select the workload, where not one of them leads to any of the ports that its callers need: then its
 * names answer nobody. Empty where callers get there, and where no Service selects the workload: they go by address then.
 *
 * The name of a headless Service leads to the pods themselves, whatever ports the Service lists (Kubernetes, "DNS for
 * Services and Pods").
 *
 * @param needed pod ports; none if nobody knows them
 */
export function servicesBesidePorts({ cluster }: Analysis, workload: Workload, needed: PortSet): readonly Service[] {
  if (needed.isEmpty) return [];
  const own = servicesOf(cluster).get(workload) ?? [];
  const leads = (service: Service): boolean => service.spec.headless || serviceTargets(cluster, service)
    .some((target) => target.workload === workload && target.podPort !== undefined && needed.has(target.servicePort.protocol, target.podPort));
  return own.some(leads) ? [] : own;
}

const byCluster = new WeakMap<Cluster, ReadonlyMap<Workload, readonly Service[]>>();

/** The Services that select each workload. */
function servicesOf(cluster: Cluster): ReadonlyMap<Workload, readonly Service[]> {
  const known = byCluster.get(cluster);
  if (known !== undefined) return known;
  const found = new Map<Workload, Service[]>();
  for (const service of cluster.services) {
    for (const workload of selectedWorkloads(cluster, service)) {
      const list = found.get(workload);
      if (list === undefined) found.set(workload, [service]);
      else list.push(service);
    }
  }
  byCluster.set(cluster, found);
  return found;
}
