import { endsByNamespace, GraphEdge, graphEdges, kindOfOther, NodeKind } from './connectivity-graph';
import { ConnectivityView } from './connectivity-view';
import { groupMembers } from './group-members';

/** What stands around the text of a node. */
const SHAPES: Readonly<Record<NodeKind, readonly [string, string]>> = {
  workload: ['[', ']'],
  group: ['[[', ']]'],
  outside: ['([', '])'],
  pod: ['{{', '}}'],
};

const ARROWS: Readonly<Record<GraphEdge['kind'], string>> = { connection: '-->', exception: '==>', possible: '-.->' };

/** Everything that policies let through, as a flowchart of Mermaid. Namespaces are subgraphs; the workloads of groups stand in comments. */
export function* connectivityMermaid(view: ConnectivityView): Generator<string> {
  const ids = new Ids();
  yield 'flowchart LR\n';
  let subgraphs = 0;
  for (const [namespace, ends] of endsByNamespace(view)) {
    const indent = namespace === undefined ? '  ' : '    ';
    if (namespace !== undefined) yield `  subgraph s${subgraphs++}[${text(namespace)}]\n`;
    for (const end of ends) {
      if (end.workloads.length > 1) for (const line of groupMembers(end)) yield `${indent}%% ${end.name}: ${line}\n`;
      yield `${indent}${ids.of(end.name)}${shaped(end.workloads.length > 1 ? 'group' : 'workload', end.name)}\n`;
    }
    if (namespace !== undefined) yield '  end\n';
  }
  yield* edges(view, ids);
}

/** Ids that are no word of Mermaid's language, whatever the names are. */
class Ids {
  private readonly ids = new Map<string, string>();

  public of(name: string): string {
    let id = this.ids.get(name);
    if (id === undefined) this.ids.set(name, (id = `n${this.ids.size}`));
    return id;
  }

  public has(name: string): boolean {
    return this.ids.has(name);
  }
}

/** Other nodes are declared before the first arrow that they are part of. */
function* edges(view: ConnectivityView, ids: Ids): Generator<string> {
  for (const edge of graphEdges(view)) {
    for (const name of [edge.source, edge.destination]) {
      if (!ids.has(name)) yield `  ${ids.of(name)}${shaped(kindOfOther(view, edge, name), name)}\n`;
    }
    yield `  ${ids.of(edge.source)} ${ARROWS[edge.kind]}|${text(edge.label)}| ${ids.of(edge.destination)}\n`;
  }
}

function shaped(kind: NodeKind, name: string): string {
  const [open, close] = SHAPES[kind];
  return `${open}${text(name)}${close}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '"': '#quot;', '#': '#35;', '&': '#amp;', '<': '#lt;', '>': '#gt;', '`': '#96;', '\\': '#92;' };

/** Text in quotes, in which Mermaid knows characters by its own entity codes. */
function text(plain: string): string {
  return `"${plain.replace(/["#&<>`\\]/g, (character) => ENTITIES[character] as string).replace(/\s+/g, ' ')}"`;
}
