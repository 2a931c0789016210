import { Workload } from '../cluster/model';
import { PROTOCOLS } from '../network/protocol';
import { Reach, SeenAs, WayIn, Zone, ZoneEntry, ZONES } from './model';
import { FoundWayIn, ProxyFront } from './way-in-finder';

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
  const ways = known.waysInto(front.workload).filter(({ kind }) => kind !== 'Other');
  const entries = ZONES.flatMap((zone) => {
    const described = ways.length === 0 ? front.otherwise.filter((entry) => entry.zone === zone) : [];
    return described.length > 0 ? described : entryOf(zone, front, known);
  });
  return { ...found, entries, seenAs: seenFrom(front.workload), scope: scopeOf(ways, front.otherwise) };
}

/** The best of the ways by which a zone reaches the proxy. */
function entryOf(zone: Zone, { workload, adminPorts }: ProxyFront, known: KnownWays): readonly ZoneEntry[] {
  const rows = known.reachOf(workload).filter(({ from }) => from === zone).map((reach) => asEntry(reach, adminPorts));
  const best = rows.find(({ verdict }) => verdict === 'reachable') ?? rows[0];
  return best === undefined ? [] : [best];
}

function asEntry({ from, verdict, assuming, through, ports, workload }: Reach, adminPorts: readonly number[]): ZoneEntry {
  const isAdmin = PROTOCOLS.every((protocol) => ports.ranges(protocol).every(([first, last]) => first === last && adminPorts.includes(first)));
  if (!isAdmin) return { zone: from, verdict, assuming, via: through };
  return { zone: from, verdict: 'unknown', assuming: [...assuming, `${workload.id} serves its routes on ${ports.toString()}, which normally is no entry point`], via: through };
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
