import { Cluster, Workload } from '../cluster/model';
import { Connection, Direction, Reachability } from '../reachability/model';
import { INGRESS_CONTROLLER, ingressControllerConnections } from './ingress-controller';

/** Everything that policies let through, for people: by source, then what no policy isolates, then what any pod may do. */
export function* connectivityText(reachability: Reachability): Generator<string> {
  const { workloads, networkPolicies, clusterPolicies } = reachability.cluster;
  yield `${count(workloads.length, 'workload')}, ${count(networkPolicies.length + clusterPolicies.length, 'network policy', 'network policies')}\n`;
  yield* connections(reachability.cluster, reachability.connections());
  yield* connections(reachability.cluster, ingressControllerConnections(reachability));
  yield* unprotected(reachability);
  yield* unknownPods(reachability);
}

const OUTSIDE = 'outside';

/** Rows below their source; those of addresses all below one heading. */
function* connections(cluster: Cluster, rows: Iterable<Connection>): Generator<string> {
  let heading: string | undefined;
  for (const { source, destination, ports } of joined(cluster, rows)) {
    const outside = isAddress(cluster, source);
    const next = outside ? OUTSIDE : source;
    if (next !== heading) yield `\n${next}\n`;
    heading = next;
    yield `  ${outside ? `${source} ` : ''}-> ${destination}  ${ports.toString()}\n`;
  }
}

/** Rows that differ only in the addresses of one end, as one row. */
function* joined(cluster: Cluster, rows: Iterable<Connection>): Generator<Connection> {
  let last: Connection | undefined;
  for (const row of rows) {
    const both = last && join(cluster, last, row);
    if (last !== undefined && both === undefined) yield last;
    last = both ?? row;
  }
  if (last !== undefined) yield last;
}

function join(cluster: Cluster, a: Connection, b: Connection): Connection | undefined {
  if (!a.ports.equals(b.ports)) return undefined;
  if (a.source === b.source && isAddress(cluster, b.destination) && cluster.workload(a.destination) === undefined) {
    return { ...a, destination: `${a.destination}, ${b.destination}` };
  }
  if (a.destination === b.destination && isAddress(cluster, b.source) && cluster.workload(a.source) === undefined) {
    return { ...a, source: `${a.source}, ${b.source}` };
  }
  return undefined;
}

function isAddress(cluster: Cluster, end: string): boolean {
  return end !== INGRESS_CONTROLLER && cluster.workload(end) === undefined;
}

function* unprotected(reachability: Reachability): Generator<string> {
  for (const direction of ['ingress', 'egress'] as const) {
    const open = reachability.cluster.workloads.filter((workload) => !reachability.isolated(workload, direction));
    if (open.length === 0) continue;
    yield `\n${TITLES[direction]}\n`;
    for (const workload of open) yield `  ${workload.id}${remark(workload)}\n`;
  }
}

const TITLES: Readonly<Record<Direction, string>> = {
  ingress: 'No policy isolates these for ingress: whatever can route to them gets in',
  egress: 'No policy isolates these for egress: they may connect to anything',
};

function remark({ pods }: Workload): string {
  return pods.some(({ hostNetwork }) => hostNetwork) ? '  (hostNetwork: policies do not govern it)' : '';
}

function* unknownPods(reachability: Reachability): Generator<string> {
  let started = false;
  for (const { workload, direction, ports } of reachability.unknownPods()) {
    if (!started) yield '\nWhat any other pod of the cluster may do, whatever its namespace and labels\n';
    started = true;
    yield direction === 'ingress' ? `  any pod -> ${workload.id}  ${ports.toString()}\n` : `  ${workload.id} -> any pod  ${ports.toString()}\n`;
  }
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
