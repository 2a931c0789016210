import { Connection } from '../reachability/model';
import { ConnectivityView } from './connectivity-view';
import { groupMembers } from './group-members';
import { joinedConnections } from './joined-connections';
import { escapeMarkdown, markdownHeader, markdownRow } from './markdown-text';
import { futurePodRows, PodRow, unknownPodRows } from './pod-rows';

/** Everything that policies let through, as Markdown for an issue or a review. */
export function* connectivityMarkdown(view: ConnectivityView): Generator<string> {
  yield '# Connectivity\n';
  yield* groups(view);
  yield* table('Connections', ['source', 'destination', 'ports'], ends(joinedConnections(view)));
  yield* table('Pairs that do otherwise than their groups', ['source', 'destination', 'ports', 'of the groups'], exceptions(view));
  for (const direction of ['ingress', 'egress'] as const) {
    const names = Array.from(view.open(direction), ({ name }) => `- ${escapeMarkdown(name)}\n`);
    if (names.length > 0) yield `\n## Not isolated for ${direction}\n\n${names.join('')}`;
  }
  yield* table('Any other pod', ['source', 'destination', 'ports'], ends(unknownPodRows(view)));
  yield* table('Pods by their labels', ['source', 'destination', 'more ports', 'in the manifests'], futurePods(view));
}

function* groups(view: ConnectivityView): Generator<string> {
  const several = view.ends.filter(({ workloads }) => workloads.length > 1);
  yield* table('Groups', ['group', 'workloads'], several.map((end) => [end.name, groupMembers(end).join('; ')]));
}

function* ends(rows: Iterable<Connection | PodRow>): Iterable<readonly string[]> {
  for (const { source, destination, ports } of rows) yield [source, destination, ports.toString()];
}

function* exceptions(view: ConnectivityView): Iterable<readonly string[]> {
  for (const { source, destination, ports, usual } of view.exceptions()) yield [source, destination, ports.toString(), usual.toString()];
}

function* futurePods(view: ConnectivityView): Iterable<readonly string[]> {
  for (const { source, destination, ports, exists } of futurePodRows(view)) yield [source, destination, ports, exists ? 'yes' : 'no'];
}

/** Nothing where there is no row. */
function* table(title: string, header: readonly string[], rows: Iterable<readonly string[]>): Generator<string> {
  let started = false;
  for (const row of rows) {
    if (!started) yield `\n## ${title}\n\n${markdownHeader(header)}`;
    started = true;
    yield markdownRow(row);
  }
}
