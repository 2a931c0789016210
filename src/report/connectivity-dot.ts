import { endsByNamespace, GraphEdge, graphEdges, kindOfOther, NodeKind } from './connectivity-graph';
import { ConnectivityView, ShownEnd } from './connectivity-view';
import { groupMembers } from './group-members';

const SHAPES: Readonly<Record<NodeKind, string>> = {
  workload: 'shape=box',
  group: 'shape=box3d',
  outside: 'shape=ellipse',
  pod: 'shape=box, style=dashed',
};

const STYLES: Readonly<Record<GraphEdge['kind'], string>> = { connection: '', exception: ', style=bold', possible: ', style=dashed' };

/** Everything that policies let through, as a graph in the DOT language of Graphviz. Namespaces are clusters. */
export function* connectivityDot(view: ConnectivityView): Generator<string> {
  yield 'digraph connectivity {\n  rankdir=LR;\n';
  let clusters = 0;
  for (const [namespace, ends] of endsByNamespace(view)) {
    if (namespace !== undefined) yield `  subgraph cluster_${clusters++} {\n    label=${quoted(namespace)};\n`;
    for (const end of ends) yield `  ${namespace === undefined ? '' : '  '}${node(end)}\n`;
    if (namespace !== undefined) yield '  }\n';
  }
  yield* edges(view);
  yield '}\n';
}

function node(end: ShownEnd): string {
  const { name, workloads } = end;
  if (workloads.length === 1) return `${quoted(name)} [${SHAPES.workload}];`;
  return `${quoted(name)} [${SHAPES.group}, tooltip=${quoted(groupMembers(end).join('\n'))}];`;
}

/** Other nodes are declared before the first arrow that they are part of. */
function* edges(view: ConnectivityView): Generator<string> {
  const declared = new Set(view.ends.map(({ name }) => name));
  for (const edge of graphEdges(view)) {
    const { source, destination, label, kind } = edge;
    for (const name of [source, destination]) {
      if (declared.has(name)) continue;
      declared.add(name);
      yield `  ${quoted(name)} [${SHAPES[kindOfOther(view, edge, name)]}];\n`;
    }
    yield `  ${quoted(source)} -> ${quoted(destination)} [label=${quoted(label)}${STYLES[kind]}];\n`;
  }
}

/** A string of DOT: escapes mean nothing in it but line breaks. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\r?\n/g, '\\n')}"`;
}
