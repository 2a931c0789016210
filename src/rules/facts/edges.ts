import { Workload } from '../../cluster/model';
import { DeclaredPeer } from '../../intent/model';
import { workloadsNamed } from '../../intent/workload-names';
import { PortSet } from '../../network/port-set';
import { Decision, DecidingRule, Direction, Peer } from '../../reachability/model';
import { Analysis } from '../rule';
import { declaredPorts } from './listening-ports';

/** A declared connection between two ends, at least one of which is a workload of the manifests. */
export interface DeclaredEdge {
  readonly source: Workload | undefined;
  readonly destination: Workload | undefined;
  /** What stands at the other end where it is no workload. */
  readonly peer?: Peer;
  /** The other end, as messages name it. */
  readonly name: string;
  /** Ports that must get through. */
  readonly needed: PortSet;
}

/** What policies make of a declared edge. */
export interface EdgeState {
  /** Needed ports that certainly do not get through. */
  readonly blocked: PortSet;
  /** Needed ports of which nobody can say. */
  readonly undecided: PortSet;
  readonly assumptions: readonly string[];
  /** Which side stops the blocked ports; both may. */
  readonly sides: readonly { readonly workload: Workload; readonly direction: Direction; readonly rules: readonly DecidingRule[] }[];
}

/** The edges that an entry of allow-from declares into `server`; empty for one whose workload nobody knows. */
export function edgesFrom({ cluster }: Analysis, entry: DeclaredPeer, server: Workload): readonly DeclaredEdge[] {
  const needed = entry.ports ?? declaredPorts(server);
  if (entry.workload !== undefined) {
    return workloadsNamed(cluster, entry.workload).map((source) => ({ source, destination: server, name: source.id, needed }));
  }
  const [peer, name] = wholesale(entry);
  return [{ source: undefined, destination: server, peer, name, needed }];
}

/** The edges that an entry of connect-to declares out of `client`; empty for one whose workload nobody knows. */
export function edgesTo({ cluster }: Analysis, entry: DeclaredPeer, client: Workload): readonly DeclaredEdge[] {
  if (entry.workload !== undefined) {
    return workloadsNamed(cluster, entry.workload).map((destination) =>
      ({ source: client, destination, name: destination.id, needed: entry.ports ?? declaredPorts(destination) }));
  }
  const [peer, name] = wholesale(entry);
  return [{ source: client, destination: undefined, peer, name, needed: entry.ports ?? PortSet.ALL }];
}

/** A pod without labels stands for all pods of a namespace: what it may do, every pod may. */
function wholesale(entry: DeclaredPeer): readonly [Peer, string] {
  if (entry.addresses !== undefined) return [{ kind: 'addresses', addresses: entry.addresses }, entry.text];
  if (entry.namespace !== undefined) {
    return [{ kind: 'described', pod: { namespace: entry.namespace, labels: {} } }, `every pod of namespace ${entry.namespace}`];
  }
  return [{ kind: 'unknown' }, 'every pod of the cluster'];
}

/** What policies on both sides make of the edge. */
export function stateOf(analysis: Analysis, edge: DeclaredEdge): EdgeState {
  const halves = halvesOf(edge).map((half) => ({ ...half, decision: analysis.reachability.half(half.workload, half.direction, half.peer) }));
  const allowed = halves.reduce((ports, { decision }) => ports.intersect(decision.allowed), PortSet.ALL);
  const possible = halves.reduce((ports, { decision }) => ports.intersect(decision.allowed.union(decision.unknown)), PortSet.ALL);
  // a workload that declares no port is reached if any port is
  const missing = edge.needed.isEmpty ? (allowed.isEmpty ? PortSet.ALL : PortSet.NONE) : edge.needed.minus(allowed);
  const blocked = edge.needed.isEmpty && !possible.isEmpty ? PortSet.NONE : missing.minus(possible);
  const stopping = halves.filter(({ decision }) => !blocked.minus(ports(decision)).isEmpty);
  return {
    blocked,
    undecided: missing.minus(blocked),
    assumptions: [...new Set(halves.flatMap(({ decision }) => decision.assumptions))],
    sides: stopping.map(({ workload, direction, peer }) => ({ workload, direction, rules: analysis.reachability.why(workload, direction, peer) })),
  };
}

const ports = (decision: Decision): PortSet => decision.allowed.union(decision.unknown);

function halvesOf({ source, destination, peer }: DeclaredEdge): readonly { workload: Workload; direction: Direction; peer: Peer }[] {
  const halves: { workload: Workload; direction: Direction; peer: Peer }[] = [];
  const asPeer = (workload: Workload | undefined): Peer => (workload === undefined ? peer! : { kind: 'workload', workload });
  if (source !== undefined) halves.push({ workload: source, direction: 'egress', peer: asPeer(destination) });
  if (destination !== undefined) halves.push({ workload: destination, direction: 'ingress', peer: asPeer(source) });
  return halves;
}

/** Where each side stops an edge, for messages: `the egress of shop/api[Deployment]`. */
export function sideNames({ sides }: EdgeState): string {
  return sides.map(({ workload, direction }) => `the ${direction} of ${workload.id}`).join(' and ');
}
