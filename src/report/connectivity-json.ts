import { Reachability } from '../reachability/model';
import { ingressControllerConnections } from './ingress-controller';

/**
 * Everything that policies let through, as JSON (design, section 6): one line for each row, one piece for each line,
 * so that a large cluster never stands in memory as text.
 */
export function* connectivityJson(reachability: Reachability): Generator<string> {
  yield '{\n  "version": 1,\n';
  yield* list('workloads', mapped(reachability.cluster.workloads, (workload) => workload.id));
  yield ',\n';
  yield* list('connections', concatenated(reachability.connections(), ingressControllerConnections(reachability)));
  yield ',\n';
  yield* list('unknownPods', mapped(reachability.unknownPods(), ({ workload, direction, ports }) => ({ workload: workload.id, direction, ports })));
  yield '\n}\n';
}

function* list(name: string, rows: Iterable<unknown>): Generator<string> {
  yield `  "${name}": [`;
  let separator = '\n';
  for (const row of rows) {
    yield `${separator}    ${JSON.stringify(row)}`;
    separator = ',\n';
  }
  yield separator === '\n' ? ']' : '\n  ]';
}

function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}

function* concatenated<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const items of lists) yield* items;
}
