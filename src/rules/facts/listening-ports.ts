import { Workload } from '../../cluster/model';
import { PortSet } from '../../network/port-set';

/** The ports that containers of the workload declare; what a caller without declared ports must get to. */
export function declaredPorts(workload: Workload): PortSet {
  return PortSet.union(workload.pods.flatMap((pods) => pods.ports.map((port) => PortSet.of(port.protocol, port.containerPort))));
}
