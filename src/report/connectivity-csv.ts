import { ConnectivityView } from './connectivity-view';
import { futurePodRows, unknownPodRows } from './pod-rows';

/**
 * Everything that policies let through, as CSV (RFC 4180, with line feeds): what kind of row, source, destination, ports. Each address is a
 * row. The workloads of a group of several are rows of kind `member`, with the group as their destination; what pairs of them do otherwise
 * than their groups are rows of kind `exception`.
 */
export function* connectivityCsv(view: ConnectivityView): Generator<string> {
  yield record(['kind', 'source', 'destination', 'ports']);
  for (const { name, workloads } of view.ends) {
    if (workloads.length > 1) for (const { id } of workloads) yield record(['member', id, name, '']);
  }
  for (const { source, destination, ports } of view.connections()) yield record(['connection', source, destination, ports.toString()]);
  for (const { source, destination, ports } of view.exceptions()) yield record(['exception', source, destination, ports.toString()]);
  for (const rows of [unknownPodRows(view), futurePodRows(view)]) {
    for (const { kind, source, destination, ports } of rows) yield record([kind, source, destination, ports]);
  }
}

function record(fields: readonly string[]): string {
  return `${fields.map(field).join(',')}\n`;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
