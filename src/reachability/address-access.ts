import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { addressEnds, OwnRules, single } from './halves';
import { AddressAccess } from './model';

/** Which addresses of `within` pass on which ports, for one class of pods. Disjoint; addresses with the same ports are one row. */
export function addressAccess(own: OwnRules, within: AddressSet): readonly AddressAccess[] {
  return joined(addressEnds(own, within).map((end) => ({ addresses: end.addresses, ports: single(own, end).allowed })));
}

/** The same for pods that differ: a port is there if it is for some of them. */
export function addressAccessOfAll(owners: readonly OwnRules[], within: AddressSet): readonly AddressAccess[] {
  const [first = [], ...rest] = owners.map((own) => addressAccess(own, within));
  return rest.reduce((merged, rows) => joined(rows.reduce(overlay, merged)), first);
}

/** Disjoint rows that cover `rows` and `row`. */
function overlay(rows: readonly AddressAccess[], row: AddressAccess): readonly AddressAccess[] {
  const parts = rows.flatMap(({ addresses, ports }) => [
    { addresses: addresses.intersect(row.addresses), ports: ports.union(row.ports) },
    { addresses: addresses.minus(row.addresses), ports },
  ]);
  const rest = rows.reduce((left, { addresses }) => left.minus(addresses), row.addresses);
  return [...parts, { addresses: rest, ports: row.ports }].filter(({ addresses }) => !addresses.isEmpty);
}

function joined(rows: readonly AddressAccess[]): readonly AddressAccess[] {
  const byPorts = new Map<string, { ports: PortSet; parts: AddressSet[] }>();
  for (const { addresses, ports } of rows) {
    if (ports.isEmpty) continue;
    const same = byPorts.get(ports.toString());
    if (same === undefined) byPorts.set(ports.toString(), { ports, parts: [addresses] });
    else same.parts.push(addresses);
  }
  return [...byPorts.values()].map(({ ports, parts }) => ({ addresses: AddressSet.union(parts), ports }));
}
