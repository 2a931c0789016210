import { LabelSelector } from '../network/label-selector';
import { PodCondition } from '../reachability/model';
import { namespacesNamed } from '../reachability/pod-condition';
import { ConnectivityView, ShownFuturePod } from './connectivity-view';

/**
 * Everything that policies let through, as JSON (docs/connectivity.md): one line for each row, one piece for each line,
 * so that a large cluster never stands in memory as text.
 */
export function* connectivityJson(view: ConnectivityView): Generator<string> {
  yield '{\n  "version": 1,\n';
  if (view.grouped) yield* list('groups', mapped(view.ends, ({ name, workloads }) => ({ name, workloads: workloads.map(({ id }) => id) })));
  else yield* list('workloads', mapped(view.ends, ({ name }) => name));
  yield ',\n';
  yield* list('connections', view.connections());
  yield ',\n';
  if (view.grouped) {
    yield* list('exceptions', mapped(view.exceptions(), ({ source, destination, ports }) => ({ source, destination, ports })));
    yield ',\n';
  }
  yield* list('unknownPods', mapped(view.unknownPods(), ({ end, direction, ports }) => ({ workload: end, direction, ports })));
  yield ',\n';
  yield* list('futurePods', mapped(view.futurePods(), futurePod));
  yield '\n}\n';
}

function futurePod({ end, direction, condition, except, ports, portNames, exists }: ShownFuturePod): object {
  return {
    workload: end,
    direction,
    pod: pod(condition),
    ...(except.length > 0 && { except: except.map(pod) }),
    ports,
    ...(portNames.length > 0 && { portNames }),
    exists,
  };
}

/** In the terms of a peer of a NetworkPolicy; a namespace by its name where that is all that is asked of it. */
function pod({ namespaces, pods }: PodCondition): object {
  const [namespace, ...others] = namespaces.requirements.length === 1 ? namespacesNamed(namespaces) ?? [] : [];
  const byName = namespace !== undefined && others.length === 0;
  return {
    ...(byName ? { namespace } : !namespaces.isEmpty && { namespaceSelector: selector(namespaces) }),
    ...(!pods.isEmpty && { podSelector: selector(pods) }),
  };
}

/** As the API writes it. */
function selector({ requirements }: LabelSelector): object {
  const isLabel = ({ operator, values }: LabelSelector['requirements'][number]): boolean => operator === 'In' && values.length === 1;
  const labels = requirements.filter(isLabel);
  const expressions = requirements.filter((requirement) => !isLabel(requirement));
  return {
    ...(labels.length > 0 && { matchLabels: Object.fromEntries(labels.map(({ key, values }) => [key, values[0]])) }),
    ...(expressions.length > 0 && {
      matchExpressions: expressions.map(({ key, operator, values }) => (values.length === 0 ? { key, operator } : { key, operator, values })),
    }),
  };
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
