import { AllowedTraffic } from '../emit/network-policy';
import { distinctPorts, PodPort } from '../emit/port';
import { PeerEntry } from '../profile/profile';
import { Caller, ConnectionTarget } from './connection';

/** One declared edge, with all of its ports. */
interface Edge {
  readonly traffic: () => AllowedTraffic;
  readonly entries: () => readonly PeerEntry[];
  readonly ports: readonly PodPort[];
}

/** What a workload declares of its connections. Declaring one twice is declaring it once. */
export class Traffic {
  private readonly callers = new Map<string, Edge>();
  private readonly targets = new Map<string, Edge>();

  public admit(caller: Caller, ports: readonly PodPort[]): void {
    add(this.callers, caller.key, caller.peer, caller.entries, ports);
  }

  public open(target: ConnectionTarget, ports: readonly PodPort[]): void {
    const parts = target._parts;
    add(this.targets, parts.key, parts.peer, parts.entries, ports);
  }

  public ingress(): AllowedTraffic[] {
    return [...this.callers.values()].map((edge) => edge.traffic());
  }

  public egress(): AllowedTraffic[] {
    return [...this.targets.values()].map((edge) => edge.traffic());
  }

  /** Entries of `allow-from`. */
  public allowFrom(): PeerEntry[] {
    return [...this.callers.values()].flatMap(entriesWithPorts);
  }

  /** Entries of `connect-to`. */
  public connectTo(): PeerEntry[] {
    return [...this.targets.values()].flatMap(entriesWithPorts);
  }
}

function add(
  edges: Map<string, Edge>, key: string, peer: Caller['peer'], entries: () => readonly PeerEntry[], ports: readonly PodPort[],
): void {
  const all = distinctPorts([...edges.get(key)?.ports ?? [], ...ports]);
  edges.set(key, { traffic: () => ({ peer: peer(), ports: all }), entries, ports: all });
}

function entriesWithPorts(edge: Edge): PeerEntry[] {
  return edge.entries().map((entry) => ({ ...entry, ports: edge.ports.map(({ protocol, port }) => ({ protocol, port })) }));
}
