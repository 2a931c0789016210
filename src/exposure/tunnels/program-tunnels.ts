import { isIP } from 'net';
import { Cluster, Workload } from '../../cluster/model';
import { PortSet } from '../../network/port-set';
import { possibleEntries } from '../controllers/possible-entries';
import { SeenAs, ZoneEntry, ZONES } from '../model';
import { serviceNamedBy } from '../services/service-names';
import { servedWorkloads } from '../services/service-way-in';
import { FoundWayIn, Front, WayInFinder } from '../way-in-finder';
import { privateEntries, publicEntries } from '../zones';
import { BehindService, nameOf, workloadsBehind } from './service-behind';
import { TunnelTarget } from './tunnel-program';
import { RunningTunnel, runningTunnels } from './tunnel-programs';

const LOOPBACK = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?::(\d+))?(?:[/?#].*)?$/i;
const SCHEME_PORTS: readonly (readonly [RegExp, number])[] = [[/^(?:http|ws):/i, 80], [/^(?:https|wss):/i, 443], [/^ssh:/i, 22], [/^rdp:/i, 3389]];

/**
 * Programs that dial out of the cluster and let traffic in: no Service and no Ingress shows them, only what configures them. The pods
 * that run them are what policies see; behind a tunnel in the same pod (a sidecar) they see nothing.
 */
export const PROGRAM_TUNNELS: WayInFinder = {
  kind: 'Tunnel',
  *find({ cluster }) {
    for (const tunnel of runningTunnels(cluster)) {
      for (const target of tunnel.targets) yield* waysIn(cluster, tunnel, target);
    }
  },
};

function waysIn(cluster: Cluster, tunnel: RunningTunnel, target: TunnelTarget): Iterable<FoundWayIn> {
  if (target.to === undefined) return anywhere(cluster, tunnel, target);
  const local = LOOPBACK.exec(target.to);
  if (local === null) return toService(cluster, tunnel, target, target.to);
  return toItself(tunnel, target, target.port ?? Number(local[1] ?? schemePort(target.to)));
}

function* toService(cluster: Cluster, tunnel: RunningTunnel, target: TunnelTarget, to: string): Generator<FoundWayIn> {
  const home = tunnel.object.metadata.namespace ?? 'default';
  const { object, field } = tunnel;
  const front = frontOf(tunnel, target);
  for (const { workload, ports, services } of named(cluster, to, home, target.port)) {
    yield { kind: 'Tunnel', object, field, workload, ports, through: [object.ref, ...services], front };
  }
}

/** By name, or by the cluster address of a Service. */
function* named(cluster: Cluster, to: string, home: string, apart: number | undefined): Generator<BehindService> {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^:/?#]+)(?::(\d+))?/i.exec(to);
  const port = apart ?? (host?.[2] === undefined ? undefined : Number(host[2]));
  if (host?.[1] !== undefined && isIP(host[1]) !== 0) {
    const service = cluster.services.find(({ spec }) => spec.clusterIPs.includes(host[1] as string));
    if (service !== undefined) yield* workloadsBehind(cluster, { ...nameOf(service), ...(port === undefined ? {} : { port }) });
    return;
  }
  const service = serviceNamedBy(to, home);
  if (service !== undefined) yield* workloadsBehind(cluster, { ...service, ...(apart === undefined ? {} : { port: apart }) });
}

/** A container beside the tunnel, in the same pod: no policy stands between them. */
function* toItself(tunnel: RunningTunnel, target: TunnelTarget, port: number): Generator<FoundWayIn> {
  if (!(port >= 1 && port <= 65535)) return;
  for (const workload of tunnel.carriers) {
    if (workload.pods.every(({ containers }) => containers.length < 2)) continue;
    const front: Front = { ...frontOf(tunnel, target), seenAs: { kind: 'unprotected' } };
    yield { kind: 'Tunnel', object: tunnel.object, field: tunnel.field, workload, ports: PortSet.of('TCP', port), through: [tunnel.object.ref], front };
  }
}

/** Nothing says where it leads: to whatever its pods may connect to. */
function* anywhere(cluster: Cluster, tunnel: RunningTunnel, { assuming }: TunnelTarget): Generator<FoundWayIn> {
  const served = listening(cluster);
  for (const workload of cluster.workloads) {
    const isSidecar = tunnel.carriers.includes(workload);
    if (isSidecar && workload.pods.every(({ containers }) => containers.length < 2)) continue;
    const assumption = `${tunnel.object.ref} (${tunnel.program.name}) leads to ${workload.id}: ${assuming ?? 'its visitors say where to go'}`;
    const front: Front = {
      kind: 'open',
      entries: possibleEntries(ZONES, assumption),
      seenAs: isSidecar ? { kind: 'unprotected' } : seenAs(tunnel),
      scope: 'unknown',
    };
    yield { kind: 'Tunnel', possible: true, object: tunnel.object, field: tunnel.field, workload, ports: served(workload), through: [tunnel.object.ref], front };
  }
}

/** Ports that containers declare or Services lead to; every port of a pod of which neither says one. */
function listening(cluster: Cluster): (workload: Workload) => PortSet {
  const served = new Map<Workload, PortSet>();
  for (const service of cluster.services) {
    for (const [workload, ports] of servedWorkloads(cluster, service)) served.set(workload, (served.get(workload) ?? PortSet.NONE).union(ports));
  }
  return (workload) => {
    const declared = workload.pods.flatMap(({ ports }) => ports.map(({ protocol, containerPort }) => PortSet.of(protocol, containerPort)));
    const all = PortSet.union([...declared, served.get(workload) ?? PortSet.NONE]);
    return all.isEmpty ? PortSet.ALL : all;
  };
}

function frontOf(tunnel: RunningTunnel, { from, assuming }: TunnelTarget): Extract<Front, { kind: 'open' }> {
  const entries = from === 'internet' ? publicEntries() : from === 'private-network' ? privateEntries() : possibleEntries(ZONES, assuming ?? '');
  const unread = `${tunnel.program.name}, which the manifests do not contain, reads ${tunnel.object.ref}`;
  const settled = tunnel.carriers.length > 0 ? entries : entries.map((entry): ZoneEntry => ({ ...entry, verdict: 'unknown', assuming: [...entry.assuming, unread] }));
  return { kind: 'open', entries: settled, seenAs: seenAs(tunnel), scope: from };
}

function seenAs({ carriers, program }: RunningTunnel): SeenAs {
  if (carriers.some(({ pods }) => pods.some(({ hostNetwork }) => hostNetwork))) return { kind: 'node' };
  return { kind: 'peer', peers: carriers.map((workload) => ({ kind: 'workload', workload })), name: program.name };
}

function schemePort(url: string): number | undefined {
  return SCHEME_PORTS.find(([scheme]) => scheme.test(url))?.[1];
}
