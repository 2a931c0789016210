import { ConnectivityView, ShownEnd } from './connectivity-view';
import { joinedConnections } from './joined-connections';
import { futurePodRows, unknownPodRows } from './pod-rows';

/** What a node of a graph stands for; each kind is drawn in its own way. */
export type NodeKind = 'workload' | 'group' | 'outside' | 'pod';

export interface GraphEdge {
  readonly source: string;
  readonly destination: string;
  readonly label: string;
  /** `exception` stands between two workloads in the place of what their groups do; `possible` is one of a pod that the manifests do not contain. */
  readonly kind: 'connection' | 'exception' | 'possible';
}

/** Ends of a graph by the namespace that they are in; undefined for groups that are in several. */
export function endsByNamespace({ ends }: ConnectivityView): ReadonlyMap<string | undefined, readonly ShownEnd[]> {
  const found = new Map<string | undefined, ShownEnd[]>();
  for (const end of ends) {
    const names = new Set(end.workloads.map(({ namespace }) => namespace.name));
    const namespace = names.size === 1 ? end.workloads[0]?.namespace.name : undefined;
    const others = found.get(namespace);
    if (others === undefined) found.set(namespace, [end]);
    else others.push(end);
  }
  return found;
}

/** The arrows of a graph: connections, what pairs do otherwise, then what pods may do that the manifests do not contain. */
export function* graphEdges(view: ConnectivityView): Iterable<GraphEdge> {
  for (const { source, destination, ports } of joinedConnections(view)) yield { kind: 'connection', source, destination, label: ports.toString() };
  for (const { source, destination, ports } of view.exceptions()) yield { kind: 'exception', source, destination, label: ports.toString() };
  for (const rows of [unknownPodRows(view), futurePodRows(view)]) {
    for (const { source, destination, ports } of rows) yield { kind: 'possible', source, destination, label: ports };
  }
}

const OTHERS: Readonly<Record<GraphEdge['kind'], NodeKind>> = { connection: 'outside', exception: 'workload', possible: 'pod' };

/** What a name at an end of the arrow means, if it is not that of an end of the view. */
export function kindOfOther(view: ConnectivityView, { kind }: GraphEdge, name: string): NodeKind {
  return kind === 'possible' && view.isEnd(name) ? 'workload' : OTHERS[kind];
}
