import { Cluster, Service, Workload } from '../../cluster/model';
import { selectedWorkloads, serviceTargets } from '../../cluster/service-targets';
import { PortSet } from '../../network/port-set';
import { domainNamesIn, NamedService } from './service-names';
import { portsByWorkload } from './service-way-in';

const LONGEST_ALIAS = 8;

/** The Service that is named, and those that it is an alias of (`ExternalName`); nothing where it does not exist. */
export function aliasChain(cluster: Cluster, { namespace, name }: NamedService): readonly Service[] {
  const chain: Service[] = [];
  let service = cluster.service(namespace, name);
  while (service !== undefined && chain.length < LONGEST_ALIAS) {
    chain.push(service);
    const [alias] = service.spec.type === 'ExternalName' ? domainNamesIn(service.spec.externalName ?? '') : [];
    service = alias === undefined ? undefined : cluster.service(alias.namespace, alias.name);
  }
  return chain;
}

/**
 * Pod ports behind the port that is named, by the Service or by the pod; behind all ports where none is, or the Service
 * has no such port. The name of a headless Service leads to the pods themselves, and so to ports that the Service does
 * not list.
 */
export function portsBehind(cluster: Cluster, service: Service, { port }: Pick<NamedService, 'port'>): ReadonlyMap<Workload, PortSet> {
  const all = serviceTargets(cluster, service);
  const named = all.filter(({ servicePort, podPort }) =>
    port !== undefined && [servicePort.port, servicePort.name, servicePort.targetPort, podPort].includes(port));
  if (named.length > 0 || !service.spec.headless) return portsByWorkload(named.length > 0 ? named : all);
  const direct = typeof port === 'number' ? PortSet.of('TCP', port) : service.spec.ports.length === 0 ? PortSet.ALL : PortSet.NONE;
  const listed = portsByWorkload(all);
  return new Map(selectedWorkloads(cluster, service).map((workload) => [workload, direct.union(listed.get(workload) ?? PortSet.NONE)]));
}
