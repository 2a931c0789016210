import { ClientFilter } from '../../manifest/kinds/routes/client-filter';
import { Reach, Zone, ZoneEntry } from '../model';
import { Front, ProxyFront } from '../way-in-finder';
import { clientsOf } from '../zones';

/**
 * A front whose proxy serves some clients only. A proxy of which only is known who reaches it may take clients for others: it sees nodes or further proxies where
 * these stand before it.
 *
 * @param by the object that says so, for messages
 */
export function filtered(front: Front, filter: ClientFilter | undefined, by: string): Front {
  if (filter === undefined) return front;
  const narrowed = (entry: ZoneEntry): ZoneEntry => (keepsOut(filter, entry) ? mistaken(entry, filter, by) : entry);
  const through = (entries: readonly ZoneEntry[]): readonly ZoneEntry[] => (filter.allowed.isEmpty ? [] : entries.map(narrowed));
  if (front.kind === 'open') return { ...front, entries: through(front.entries) };
  return { ...front, otherwise: through(front.otherwise), clients: { filter, by } };
}

/** What gets to a proxy of the manifests, as far as it serves that; undefined where it serves nobody. */
export function filteredReach(reach: Reach, clients: ProxyFront['clients']): Reach | undefined {
  if (clients === undefined) return reach;
  const { filter, by } = clients;
  if (filter.allowed.isEmpty) return undefined;
  const entry = reach.wayIn.entries.find(({ zone }) => zone === reach.from);
  if (!keepsOut(filter, { zone: reach.from, ...(entry?.clients === undefined ? {} : { clients: entry.clients }) })) return reach;
  // even a proxy that sees the client itself may be told to believe others, by flags, files or ConfigMaps
  return { ...reach, ...mistaken({ ...reach, zone: reach.from }, filter, by) };
}

/** Whether no address of the zone is served. */
function keepsOut({ allowed }: ClientFilter, { zone, clients = clientsOf(zone) }: { readonly zone: Zone; readonly clients?: ZoneEntry['clients'] }): boolean {
  return clients.intersect(allowed).isEmpty;
}

function mistaken<T extends Pick<ZoneEntry, 'zone' | 'assuming'>>(entry: T, { by: compared }: ClientFilter, by: string): T & Pick<ZoneEntry, 'verdict'> {
  const reason = compared === 'header' ? 'by a header that clients may write themselves'
    : 'as it does where a node or another proxy stands between, or where its settings let the PROXY protocol or a header say who the client is';
  const assumption = `the proxy takes clients of the ${entry.zone} for others, to whom ${by} restricts it, ${reason}`;
  return { ...entry, verdict: 'unknown', assuming: [...entry.assuming, assumption] };
}
