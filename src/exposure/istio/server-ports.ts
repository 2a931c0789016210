import { Cluster, Workload } from '../../cluster/model';
import { serviceTargets } from '../../cluster/service-targets';
import { PortSet } from '../../network/port-set';

const KEEPS_PORTS = 'experimental.istio.io/disable-gateway-port-translation';

/**
 * Where a proxy listens for servers of a Gateway: behind the ports of its Service of those numbers, and on the number itself where its Service has
 * no such port (Istio, resolvePorts; a Service may opt out of that by a label).
 */
export function serverPortsOn(cluster: Cluster, proxy: Workload, numbers: readonly number[]): PortSet {
  const targets = cluster.services
    .filter(({ metadata }) => metadata.namespace === proxy.namespace.name && metadata.labels[KEEPS_PORTS] === undefined)
    .flatMap((service) => serviceTargets(cluster, service))
    .filter(({ workload, servicePort }) => workload === proxy && servicePort.protocol === 'TCP');
  return PortSet.union(numbers.flatMap((number) => {
    const behind = targets.filter(({ servicePort, podPort }) => servicePort.port === number && podPort !== undefined);
    return behind.length > 0 ? behind.map(({ podPort }) => PortSet.of('TCP', podPort as number)) : [PortSet.of('TCP', number)];
  }));
}
