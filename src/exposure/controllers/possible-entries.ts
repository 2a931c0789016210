import { Zone, ZoneEntry } from '../model';
import { clientsOf } from '../zones';

/** Zones that may get in, if the assumption holds. */
export function possibleEntries(zones: readonly Zone[], assumption: string): readonly ZoneEntry[] {
  return zones.map((zone) => ({ zone, verdict: 'unknown', assuming: [assumption], clients: clientsOf(zone) }));
}
