import { PortSet } from '../../src/network/port-set';
import { PortSetTable } from '../../src/network/port-set-table';
import { PairTotals } from '../../src/reachability/pair-totals';

const web = (): PortSet => PortSet.of('TCP', 80, 90);
const rest = (): PortSet => PortSet.of('TCP', 91, 100);
const dns = (): PortSet => PortSet.of('UDP', 53);

function totalsOf(...added: readonly (readonly [PortSet, number])[]): PairTotals {
  const ports = new PortSetTable();
  const totals = new PairTotals(ports);
  for (const [set, pairs] of added) totals.add(ports.numberOf(set), pairs);
  return totals;
}

describe('pairs by port', () => {
  test('add up where port sets overlap', () => {
    expect(totalsOf([web().union(rest()), 2], [PortSet.of('TCP', 85, 95), 3]).byPort()).toStrictEqual([
      { protocol: 'TCP', from: 80, to: 84, pairs: 2 },
      { protocol: 'TCP', from: 85, to: 95, pairs: 5 },
      { protocol: 'TCP', from: 96, to: 100, pairs: 2 },
    ]);
  });

  test('are one run where neighbouring ports have equally many', () => {
    const run = [{ protocol: 'TCP', from: 80, to: 100, pairs: 2 }];
    expect(totalsOf([web(), 2], [rest(), 2]).byPort()).toStrictEqual(run);
    expect(totalsOf([rest(), 2], [web(), 2]).byPort()).toStrictEqual(run);
  });

  test('leave out ports without a pair, between others and of every protocol', () => {
    expect(totalsOf([PortSet.of('TCP', 443), 1], [web(), 1], [dns(), 4]).byPort()).toStrictEqual([
      { protocol: 'TCP', from: 80, to: 90, pairs: 1 },
      { protocol: 'TCP', from: 443, to: 443, pairs: 1 },
      { protocol: 'UDP', from: 53, to: 53, pairs: 4 },
    ]);
  });

  test('leave out what was taken away again', () => {
    expect(totalsOf([web(), 2], [dns(), 3], [web(), -2]).byPort()).toStrictEqual([{ protocol: 'UDP', from: 53, to: 53, pairs: 3 }]);
  });

  test('do without pairs that nothing passes between', () => {
    expect(totalsOf([PortSet.NONE, 7]).byPort()).toStrictEqual([]);
  });

  test('reach to the last port', () => {
    expect(totalsOf([PortSet.all('SCTP'), 1]).byPort()).toStrictEqual([{ protocol: 'SCTP', from: 1, to: 65535, pairs: 1 }]);
  });
});

test('totals of the same table are added and taken away', () => {
  const ports = new PortSetTable();
  const [all, less] = [new PairTotals(ports), new PairTotals(ports)];
  all.add(ports.numberOf(web()), 5);
  less.add(ports.numberOf(web()), 2);
  less.add(ports.numberOf(dns()), 1);
  all.addAll(less);
  expect(all.byPort().map(({ pairs }) => pairs)).toStrictEqual([7, 1]);
  all.subtract(less);
  all.subtract(less);
  all.addAll(less);
  expect(all.byPort()).toStrictEqual([{ protocol: 'TCP', from: 80, to: 90, pairs: 5 }]);
});

test('a copy changes without its original', () => {
  const totals = totalsOf([web(), 1]);
  const copy = totals.copy();
  const before = totals.byPort();
  expect(copy.byPort()).toStrictEqual(before);
  copy.add(PortSetTable.ALL, 1);
  expect(totals.byPort()).toStrictEqual(before);
  expect(copy.byPort()).not.toStrictEqual(before);
});
