import { Workload } from '../cluster/model';
import { ContainerPort } from '../manifest/kinds/pod-template';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Profile } from '../profile/profile';
import { nodeEntries, nodeScope } from './services/node-addresses';
import { FoundWayIn, Front, WayInFinder } from './way-in-finder';
import { isPrivateAddress, privateEntries, publicEntries } from './zones';

const LOOPBACK = AddressSet.union(['127.0.0.0/8', '::1/128'].map((block) => AddressSet.parseCidr(block)));
const EVERY_ADDRESS = ['', '0.0.0.0', '::'];

/**
 * A container takes a port of the node it runs on (`hostPort`); `hostIP` restricts it to one address of the node.
 * The address of the client is kept: the port mapping of the CNI translates the destination only.
 */
export const HOST_PORT: WayInFinder = {
  kind: 'hostPort',
  *find({ cluster, profile }) {
    for (const workload of cluster.workloads) yield* findIn(workload, profile);
  },
};

function* findIn(workload: Workload, profile: Profile): Generator<FoundWayIn> {
  const object = workload.objects[0];
  if (object === undefined) return;
  for (const [hostIP, mapped] of mappedPorts(workload)) {
    const front = frontOf(hostIP, profile);
    const first = mapped[0];
    if (front === undefined || first === undefined) continue;
    const ports = PortSet.union(mapped.map(({ protocol, containerPort }) => PortSet.of(protocol, containerPort)));
    yield { kind: 'hostPort', object, field: `${first.path}.hostPort`, workload, ports, through: [object.ref], front };
  }
}

/**
 * Ports with a `hostPort`, by `hostIP`, also those of init containers, which are open for as long as these run. Pods on the host's network
 * have no mapping: they listen on the node itself.
 */
function mappedPorts(workload: Workload): ReadonlyMap<string, readonly ContainerPort[]> {
  const byAddress = new Map<string, ContainerPort[]>();
  for (const pods of workload.pods) {
    if (pods.hostNetwork) continue;
    for (const port of pods.containers.flatMap(({ ports }) => ports)) {
      if (port.hostPort === undefined) continue;
      const address = EVERY_ADDRESS.includes(port.hostIP ?? '') ? '' : port.hostIP as string;
      byAddress.set(address, [...(byAddress.get(address) ?? []), port]);
    }
  }
  return byAddress;
}

/** Who gets to a port on that address of the node; undefined for the loopback interface, which nobody outside reaches. */
function frontOf(hostIP: string, profile: Profile): Front | undefined {
  const seenAs = { kind: 'client' } as const;
  if (hostIP === '') return { kind: 'open', entries: nodeEntries(profile), seenAs, scope: nodeScope(profile) };
  if (LOOPBACK.has(hostIP)) return undefined;
  return isPrivateAddress(hostIP)
    ? { kind: 'open', entries: privateEntries(), seenAs, scope: 'private-network' }
    : { kind: 'open', entries: publicEntries(), seenAs, scope: 'internet' };
}
