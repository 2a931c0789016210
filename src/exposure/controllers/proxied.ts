import { carrierPort, meshOf } from '../../cluster/mesh';
import { Workload } from '../../cluster/model';
import { PROTOCOLS } from '../../network/protocol';
import { Reach, SeenAs, WayIn, Zone, ZoneEntry, ZONES } from '../model';
import { FoundWayIn, ProxyFront } from '../way-in-finder';
import { filteredReach } from './client-filters';

/** What is known so far of the ways into proxies. */
export interface KnownWays {
  waysInto(workload: Workload): readonly WayIn[];
  reachOf(workload: Workload): readonly Reach[];
}

/**
 * A way in behind a proxy of the manifests, given who reaches the proxy. What is only possible (`Other`) neither takes the
 * place of what is said about the proxy nor tells which network is meant to reach it.
 */
export function behindProxy({ front: _, ...found }: FoundWayIn, front: ProxyFront, known: KnownWays): WayIn {
  const all = known.waysInto(front.workload).filter(({ kind, possible }) => kind !== 'Other' && possible !== true);
  const ways = all.filter(({ ports }) => front.entryPorts === undefined || !ports.intersect(front.entryPorts.ports).isEmpty);
  const described = all.length === 0 && front.entryPorts?.ports.isEmpty !== true ? front.otherwise : [];
  const entries = ZONES.flatMap((zone) => {
    const ofZone = described.filter((entry) => entry.zone === zone);
    return ofZone.length > 0 ? ofZone : entryOf(zone, front, known);
  });
  const carrier = found.carrier ?? carrierFrom(front.workload, found);
  const seenAs = front.seenAs ?? seenFrom(front.workload);
  return { ...found, entries, seenAs, scope: scopeOf(ways, described), ...(carrier === undefined ? {} : { carrier }) };
}

/** The port on which a mesh that both are in carries what the proxy sends. */
function carrierFrom(proxy: Workload, { workload, ports }: Pick<WayIn, 'workload' | 'ports'>): number | undefined {
  const [client, server] = [meshOf(proxy), meshOf(workload)];
  if (client === undefined || server === undefined) return undefined;
  return ports.ranges('TCP').map(([first]) => carrierPort(client, server, first)).find((port) => port !== undefined);
}

/** The best of the ways by which a zone reaches the proxy, on the ports that serve the route. */
function entryOf(zone: Zone, front: ProxyFront, known: KnownWays): readonly ZoneEntry[] {
  const { workload, entryPorts } = front;
  const rows = known.reachOf(workload)
    .filter(({ from, ports }) => from === zone && (entryPorts === undefined || !ports.intersect(entryPorts.ports).isEmpty))
    .flatMap((reach) => filteredReach(reach, front.clients) ?? [])
    .map((reach) => asEntry(reach, front));
  const best = rows.find(({ verdict }) => verdict === 'reachable') ?? rows[0];
  return best === undefined ? [] : [best];
}

function asEntry({ from, verdict, assuming, through, ports }: Reach, { workload, adminPorts, entryPorts, provided }: ProxyFront): ZoneEntry {
  const isAdmin = entryPorts === undefined
    && PROTOCOLS.every((protocol) => ports.ranges(protocol).every(([first, last]) => first === last && adminPorts.includes(first)));
  const conditions = [
    ...(isAdmin ? [`${workload.id} serves its routes on ${ports.toString()}, which normally is no entry point`] : []),
    ...[entryPorts?.provided, provided].filter((condition) => condition !== undefined),
  ];
  return { zone: from, verdict: conditions.length > 0 ? 'unknown' : verdict, assuming: [...assuming, ...conditions], via: through };
}

/** Policies see a proxy on the host's network as an address of its node. */
function seenFrom(workload: Workload): SeenAs {
  if (workload.pods.some(({ hostNetwork }) => hostNetwork)) return { kind: 'node' };
  return { kind: 'peer', peers: [{ kind: 'workload', workload }], name: workload.id };
}

/** Which network is meant to reach the proxy, whether or not policies let it today. */
function scopeOf(ways: readonly WayIn[], otherwise: readonly ZoneEntry[]): Zone | 'unknown' {
  const entries = ways.length === 0 ? otherwise : ways.flatMap((way) => way.entries);
  const fromInternet = entries.filter(({ zone }) => zone === 'internet');
  if (fromInternet.some(({ verdict }) => verdict === 'reachable')) return 'internet';
  return fromInternet.length > 0 ? 'unknown' : 'private-network';
}
