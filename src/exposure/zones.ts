import { AddressSet } from '../network/address-set';
import { ReachVerdict, Zone, ZoneEntry } from './model';

/**
 * Addresses that clients of a zone have. Blocks reserved for documentation count as public: manifests write them
 * where real ones will stand.
 */
const CLIENTS: Readonly<Record<Zone, AddressSet>> = {
  'internet': AddressSet.ALL.minus(AddressSet.PRIVATE),
  'private-network': AddressSet.PRIVATE.minus(AddressSet.HOST_LOCAL),
};

/** Every address from which a packet of either zone can come. */
export const ROUTED_ADDRESSES = AddressSet.ALL.minus(AddressSet.HOST_LOCAL);

export function clientsOf(zone: Zone): AddressSet {
  return CLIENTS[zone];
}

/** Both zones get in: the private network reaches the internet, and so what is public. */
export function publicEntries(clients?: AddressSet): readonly ZoneEntry[] {
  return [entry('internet', 'reachable', restrict(CLIENTS.internet, clients)), ...privateEntries(clients, ROUTED_ADDRESSES)];
}

/**
 * Only the private network gets in.
 *
 * @param allowed the client addresses that get in; all if absent
 * @param clients addresses that clients of the private network have there: beside their own, that of their NAT where the entry is public
 */
export function privateEntries(allowed?: AddressSet, clients: AddressSet = CLIENTS['private-network']): readonly ZoneEntry[] {
  return [entry('private-network', 'reachable', restrict(clients, allowed))];
}

/** The private network gets in, and whether the internet does is open. */
export function undecidedEntries(assumption: string, clients?: AddressSet): readonly ZoneEntry[] {
  return [{ ...entry('internet', 'unknown', restrict(CLIENTS.internet, clients)), assuming: [assumption] }, ...privateEntries(clients)];
}

/** Whether an address that somebody wrote down belongs to a private network. */
export function isPrivateAddress(address: string): boolean {
  return AddressSet.PRIVATE.has(address);
}

function restrict(zone: AddressSet, clients: AddressSet | undefined): AddressSet {
  return clients === undefined ? zone : zone.intersect(clients);
}

function entry(zone: Zone, verdict: ReachVerdict, clients: AddressSet): ZoneEntry {
  return { zone, verdict, assuming: [], clients };
}
