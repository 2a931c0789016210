import { meshPorts } from '../../cluster/mesh';
import { Cluster, Workload } from '../../cluster/model';
import { Declaration, DeclaredPeer } from '../../intent/model';
import { workloadsNamed } from '../../intent/workload-names';
import { PortSet } from '../../network/port-set';

/** Ports on which a workload is declared to be let in; none if it is not. */
export function declaredFor(cluster: Cluster, declaration: Declaration, caller: Workload): PortSet {
  return portsOf(declaration, (peer) => peer.cluster === true || peer.namespace === caller.namespace.name
    || (peer.workload !== undefined && workloadsNamed(cluster, peer.workload).includes(caller)));
}

/** Ports on which every pod of the namespace is declared to be let in. */
export function declaredForNamespace(declaration: Declaration, namespace: string): PortSet {
  return portsOf(declaration, (peer) => peer.cluster === true || peer.namespace === namespace);
}

/** Ports on which every pod of the cluster is declared to be let in. */
export function declaredForCluster(declaration: Declaration): PortSet {
  return portsOf(declaration, (peer) => peer.cluster === true);
}

function portsOf({ workload, allowFrom }: Declaration, concerns: (peer: DeclaredPeer) => boolean): PortSet {
  const declared = PortSet.union(allowFrom.filter(concerns).map((peer) => peer.ports ?? PortSet.ALL));
  return declared.isEmpty ? declared : declared.union(meshPorts(workload));
}
