import { PortSet } from '../../src/network/port-set';
import { PortSetTable } from '../../src/network/port-set-table';

const web = (): PortSet => PortSet.of('TCP', 80);
const dns = (): PortSet => PortSet.of('UDP', 53);
const both = (): PortSet => web().union(dns());

test('nothing and everything have the numbers that are written down', () => {
  const table = new PortSetTable();
  expect([table.size, table.numberOf(PortSet.NONE), table.numberOf(PortSet.ALL)]).toStrictEqual([2, PortSetTable.NONE, PortSetTable.ALL]);
  expect([table.get(PortSetTable.NONE), table.get(PortSetTable.ALL)]).toStrictEqual([PortSet.NONE, PortSet.ALL]);
});

test('equal sets have one number, others have numbers of their own, below the size', () => {
  const table = new PortSetTable();
  const numbers = [web(), dns(), both(), PortSet.of('TCP', 80)].map((set) => table.numberOf(set));
  expect(numbers).toStrictEqual([2, 3, 4, 2]);
  expect([table.size, ...numbers.map((number) => table.get(number).toString())]).toStrictEqual([5, 'TCP 80', 'UDP 53', 'TCP 80 UDP 53', 'TCP 80']);
});

describe('a union and an intersection of numbers are those of the sets', () => {
  const sets: Readonly<Record<string, () => PortSet>> = {
    'no port': () => PortSet.NONE, 'all ports': () => PortSet.ALL, web, dns, both, 'low ports': () => PortSet.of('TCP', 1, 1024), 'SCTP': () => PortSet.all('SCTP'),
  };
  const names = Object.keys(sets);
  test.each(names.flatMap((one) => names.map((other) => [one, other] as const)))('%s and %s', (first, second) => {
    const table = new PortSetTable();
    const [one, other] = [sets[first]!(), sets[second]!()];
    const [a, b] = [table.numberOf(one), table.numberOf(other)];
    for (let again = 0; again < 2; again++) {
      expect(table.get(table.union(a, b)).equals(one.union(other))).toBe(true);
      expect(table.get(table.intersect(a, b)).equals(one.intersect(other))).toBe(true);
    }
    expect([table.union(b, a), table.intersect(b, a)]).toStrictEqual([table.union(a, b), table.intersect(a, b)]);
  });
});

test('what was computed of two sets is not computed again, in whatever order they are given', () => {
  const table = new PortSetTable();
  const [a, b] = [table.numberOf(web()), table.numberOf(dns())];
  const union = jest.spyOn(PortSet.prototype, 'union');
  const intersect = jest.spyOn(PortSet.prototype, 'intersect');
  try {
    for (const [one, other] of [[a, b], [b, a], [a, b]] as const) {
      table.union(one, other);
      table.intersect(one, other);
    }
    for (const trivial of [PortSetTable.NONE, PortSetTable.ALL, a]) {
      table.union(a, trivial);
      table.union(trivial, a);
      table.intersect(a, trivial);
      table.intersect(trivial, a);
    }
    expect([union.mock.calls.length, intersect.mock.calls.length]).toStrictEqual([1, 1]);
  } finally {
    jest.restoreAllMocks();
  }
});

test('many sets keep the results of their pairs apart', () => {
  const table = new PortSetTable();
  const numbers = Array.from({ length: 40 }, (_, i) => table.numberOf(PortSet.of('TCP', i + 1)));
  const unions = numbers.flatMap((a, i) => numbers.slice(i + 1).map((b) => table.get(table.union(a, b)).toString()));
  expect(new Set(unions).size).toBe(unions.length);
});
