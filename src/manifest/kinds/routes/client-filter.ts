import { AddressError, AddressSet } from '../../../network/address-set';

/** Clients that a proxy serves on a route, by their addresses as it sees them. */
export interface ClientFilter {
  readonly allowed: AddressSet;
  /** Which address: that of the connection (`peer`), or one that a header of the request says. */
  readonly by: 'peer' | 'header';
}

/** Only the addresses that are listed; undefined where there is no list, or one that cannot be read as addresses. */
export function admitting(list: readonly string[], by: ClientFilter['by'] = 'peer'): ClientFilter | undefined {
  const allowed = addressesIn(list);
  return allowed === undefined ? undefined : { allowed, by };
}

/** All addresses but those that are listed. */
export function refusing(list: readonly string[], by: ClientFilter['by'] = 'peer'): ClientFilter | undefined {
  const refused = addressesIn(list);
  return refused === undefined ? undefined : { allowed: AddressSet.ALL.minus(refused), by };
}

/** All of the filters that there are, one after the other. */
export function together(filters: readonly (ClientFilter | undefined)[]): ClientFilter | undefined {
  return filters.filter((filter) => filter !== undefined).reduce<ClientFilter | undefined>((known, filter) => (known === undefined ? filter : {
    allowed: known.allowed.intersect(filter.allowed), by: known.by === 'peer' && filter.by === 'peer' ? 'peer' : 'header',
  }), undefined);
}

/** Blocks and addresses; undefined for none, and for what is neither. */
function addressesIn(list: readonly string[]): AddressSet | undefined {
  if (list.length === 0) return undefined;
  try {
    return AddressSet.union(list.map((text) => (text.includes('/') ? AddressSet.parseCidr(text.trim()) : AddressSet.parseAddress(text.trim()))));
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}
