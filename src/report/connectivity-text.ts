import { Direction, PairException } from '../reachability/model';
import { ConnectivityView, ShownEnd } from './connectivity-view';
import { groupMembers } from './group-members';
import { joinedConnections } from './joined-connections';
import { futurePodRows, PodRow, unknownPodRows } from './pod-rows';

/** Everything that policies let through, for people: by source, then what no policy isolates, then what other pods may do. */
export function* connectivityText(view: ConnectivityView): Generator<string> {
  const inGroups = view.grouped ? ` in ${count(view.ends.length, 'group')}` : '';
  yield `${count(view.workloads, 'workload')}${inGroups}, ${count(view.policies, 'network policy', 'network policies')}\n`;
  yield* groups(view);
  yield* connections(view);
  yield* section('Pairs that do otherwise than their groups', lines(joinedExceptions(view), exception));
  for (const direction of ['ingress', 'egress'] as const) yield* section(TITLES[direction], lines(view.open(direction), (end) => `${end.name}${remark(end)}`));
  yield* section('What any other pod of the cluster may do, whatever its namespace and labels', lines(unknownPodRows(view), arrow));
  yield* section('What more a pod may do by its labels and its namespace', lines(futurePodRows(view), arrow));
}

const OUTSIDE = 'outside';

const TITLES: Readonly<Record<Direction, string>> = {
  ingress: 'No policy isolates these for ingress: whatever can route to them gets in',
  egress: 'No policy isolates these for egress: they may connect to anything',
};

/** Groups of several; a group of one has the name of its workload. */
function* groups(view: ConnectivityView): Generator<string> {
  for (const end of view.ends) {
    if (end.workloads.length < 2) continue;
    yield `\ngroup ${end.name}\n`;
    for (const line of groupMembers(end)) yield `  ${line}\n`;
  }
}

/** Rows below their source; those of addresses all below one heading. */
function* connections(view: ConnectivityView): Generator<string> {
  let heading: string | undefined;
  for (const { source, destination, ports } of joinedConnections(view)) {
    const outside = !view.isEnd(source);
    const next = outside ? OUTSIDE : source;
    if (next !== heading) yield `\n${next}\n`;
    heading = next;
    yield `  ${outside ? `${source} ` : ''}-> ${destination === source ? 'each other' : destination}  ${ports.toString()}\n`;
  }
}

function* section(title: string, rows: Iterable<string>): Generator<string> {
  let started = false;
  for (const row of rows) {
    if (!started) yield `\n${title}\n`;
    started = true;
    yield `  ${row}\n`;
  }
}

function* lines<T>(items: Iterable<T>, line: (item: T) => string): Generator<string> {
  for (const item of items) yield line(item);
}

function arrow({ source, destination, ports, exists }: PodRow): string {
  return `${source} -> ${destination}  ${ports}${exists === false ? '  (there is none yet)' : ''}`;
}

/** Sources with the same ports to the same destination as one row. */
function* joinedExceptions(view: ConnectivityView): Generator<PairException> {
  let last: PairException | undefined;
  for (const row of view.exceptions()) {
    const isSame = last !== undefined && last.destination === row.destination && last.ports.equals(row.ports) && last.usual.equals(row.usual);
    if (last !== undefined && !isSame) yield last;
    last = last !== undefined && isSame ? { ...last, source: `${last.source}, ${row.source}` } : row;
  }
  if (last !== undefined) yield last;
}

function exception({ source, destination, ports, usual }: PairException): string {
  return `${source} -> ${destination}  ${ports.toString()}${usual.isEmpty ? '' : ` instead of ${usual.toString()}`}`;
}

function remark({ workloads }: ShownEnd): string {
  return workloads[0]?.pods.some(({ hostNetwork }) => hostNetwork) ? '  (hostNetwork: policies do not govern it)' : '';
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
