import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { Nodes } from '../../src/reachability/nodes';
import { analyze } from './analyzed';

const node = (name: string, role: string, address: string): string =>
  `apiVersion: v1\nkind: Node\nmetadata: { name: ${name}, labels: { role: ${role} } }\nstatus: { addresses: [{ type: InternalIP, address: ${address} }] }`;

function nodes(ranges: AddressSet, ...documents: string[]): Nodes {
  return new Nodes(analyze(documents).cluster.nodes, ranges);
}

function select(from: Nodes, labels: Record<string, string>): Record<string, string> {
  const { selected, others, unknown } = from.select(LabelSelector.of(labels));
  return { selected: `${selected}`, others: `${others}`, unknown: `${unknown}` };
}

const WORKER = node('one', 'worker', '10.0.0.1');
const EDGE = node('two', 'edge', '10.0.0.2');

describe('Nodes', () => {
  test('tells the addresses of those that match from those that do not, and from the rest of where nodes are', () => {
    expect(select(nodes(AddressSet.parseCidr('10.0.0.0/30'), WORKER, EDGE), { role: 'worker' }))
      .toStrictEqual({ selected: '10.0.0.1/32', others: '10.0.0.2/32', unknown: '10.0.0.0/32, 10.0.0.3/32' });
  });

  test('does not know an address that nodes of both kinds claim', () => {
    expect(select(nodes(AddressSet.NONE, WORKER, EDGE, node('three', 'edge', '10.0.0.1')), { role: 'worker' }))
      .toStrictEqual({ selected: `${AddressSet.NONE}`, others: '10.0.0.2/32', unknown: '10.0.0.1/32' });
  });

  test('asks once for each meaning of a selector', () => {
    const all = nodes(AddressSet.NONE, WORKER, EDGE);
    expect(all.select(LabelSelector.of({ role: 'edge' }))).toBe(all.select(LabelSelector.of({}, [{ key: 'role', operator: 'In', values: ['edge'] }])));
    expect(all.select(LabelSelector.of({ role: 'edge' }))).not.toBe(all.select(LabelSelector.of({ role: 'worker' })));
  });

  test('without nodes and ranges has no address', () => {
    const { selected, others, unknown } = Nodes.UNKNOWN.select(LabelSelector.EVERYTHING);
    expect([selected, others, unknown].map(({ isEmpty }) => isEmpty)).toStrictEqual([true, true, true]);
  });
});
