import { CallerIdentity } from '../emit/caller-identity';
import { AllowedTraffic, PolicyPeer } from '../emit/network-policy';
import { distinctPorts, PodPort } from '../emit/port';
import { PeerEntry } from '../profile/profile';
import { Caller, ConnectionTarget } from './connection';

/** The other end of an edge. */
type End = Pick<Caller, 'key' | 'peer' | 'entries'>;

/** One declared edge, with all of its ports. */
interface Edge<E extends End> {
  readonly end: E;
  readonly ports: readonly PodPort[];
}

/** A caller that is let in. */
export interface AdmittedCaller {
  /** What messages call it. */
  readonly title: string;
  readonly peer: () => PolicyPeer;
  /** Undefined for everyone in the cluster. */
  readonly identity: (() => CallerIdentity) | undefined;
  /** TCP ports; at least one. */
  readonly ports: readonly number[];
}

/** What a workload declares of its connections. Declaring one twice is declaring it once. */
export class Traffic {
  private readonly callers = new Map<string, Edge<Caller>>();
  private readonly targets = new Map<string, Edge<End>>();

  public admit(caller: Caller, ports: readonly PodPort[]): void {
    add(this.callers, caller, ports);
  }

  public open(target: ConnectionTarget, ports: readonly PodPort[]): void {
    add(this.targets, target._parts, ports);
  }

  public ingress(): AllowedTraffic[] {
    return [...this.callers.values()].map(allowed);
  }

  public egress(): AllowedTraffic[] {
    return [...this.targets.values()].map(allowed);
  }

  /** Who may connect over TCP, as a mesh knows them. */
  public admitted(): readonly AdmittedCaller[] {
    const all = [...this.callers.values()].map(({ end: { key, peer, identity }, ports }) => ({
      title: key, peer, identity, ports: ports.filter(({ protocol }) => protocol === 'TCP').map(({ port }) => port),
    }));
    return all.filter(({ ports }) => ports.length > 0);
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

function add<E extends End>(edges: Map<string, Edge<E>>, end: E, ports: readonly PodPort[]): void {
  edges.set(end.key, { end, ports: distinctPorts([...edges.get(end.key)?.ports ?? [], ...ports]) });
}

function allowed({ end, ports }: Edge<End>): AllowedTraffic {
  return { peer: end.peer(), ports };
}

function entriesWithPorts({ end, ports }: Edge<End>): PeerEntry[] {
  return end.entries().map((entry) => ({ ...entry, ports: ports.map(({ protocol, port }) => ({ protocol, port })) }));
}
