import { Connection } from '../reachability/model';
import { ConnectivityView } from './connectivity-view';

/** The connections of a view, with rows that differ only in the addresses of one end as one row: `0.0.0.0/0, ::/0`. */
export function* joinedConnections(view: ConnectivityView): Iterable<Connection> {
  let last: Connection | undefined;
  for (const row of view.connections()) {
    const both = last && join(view, last, row);
    if (last !== undefined && both === undefined) yield last;
    last = both ?? row;
  }
  if (last !== undefined) yield last;
}

function join(view: ConnectivityView, a: Connection, b: Connection): Connection | undefined {
  if (!a.ports.equals(b.ports)) return undefined;
  if (a.source === b.source && !view.isEnd(a.destination) && !view.isEnd(b.destination)) return { ...a, destination: `${a.destination}, ${b.destination}` };
  if (a.destination === b.destination && !view.isEnd(a.source) && !view.isEnd(b.source)) return { ...a, source: `${a.source}, ${b.source}` };
  return undefined;
}
