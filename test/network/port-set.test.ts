import * as fc from 'fast-check';
import { PortSet } from '../../src/network/port-set';
import { Protocol, PROTOCOLS } from '../../src/network/protocol';

/** A set of ports as its points: what PortSet must equal. Few ports, so that ranges touch and overlap. */
type Points = ReadonlySet<string>;
interface Sample { readonly set: PortSet; readonly points: Points }

const LAST = 65535;
const EDGES = [1, 2, 3, 4, 5, 6, 7, 8, LAST - 2, LAST - 1, LAST];
const port = fc.constantFrom(...EDGES);
const protocol = fc.constantFrom<Protocol>(...PROTOCOLS);
const range = fc.tuple(protocol, port, port).map(([p, a, b]) => [p, Math.min(a, b), Math.max(a, b)] as const);

const sample: fc.Arbitrary<Sample> = fc.array(range, { maxLength: 6 }).map((ranges) => ({
  set: PortSet.union(ranges.map(([p, from, to]) => PortSet.of(p, from, to))),
  points: new Set(ranges.flatMap(([p, from, to]) => EDGES.filter((n) => from <= n && n <= to).map((n) => `${p} ${n}`))),
}));

function pointsOf(set: PortSet): Points {
  return new Set(PROTOCOLS.flatMap((p) => EDGES.filter((n) => set.has(p, n)).map((n) => `${p} ${n}`)));
}

describe('set operations agree with sets of single ports', () => {
  test('a union of ranges has the ports of every range', () => {
    fc.assert(fc.property(sample, ({ set, points }) => expect(pointsOf(set)).toStrictEqual(points)));
  });

  test('union, intersect and minus', () => {
    fc.assert(fc.property(sample, sample, (a, b) => {
      expect(pointsOf(a.set.union(b.set))).toStrictEqual(new Set([...a.points, ...b.points]));
      expect(pointsOf(a.set.intersect(b.set))).toStrictEqual(new Set([...a.points].filter((p) => b.points.has(p))));
      expect(pointsOf(a.set.minus(b.set))).toStrictEqual(new Set([...a.points].filter((p) => !b.points.has(p))));
    }));
  });

  test('contains means that nothing is left after minus', () => {
    fc.assert(fc.property(sample, sample, (a, b) => expect(a.set.contains(b.set)).toBe(b.set.minus(a.set).isEmpty)));
  });

  test('sets with the same ports are equal, have the same text and the same JSON', () => {
    fc.assert(fc.property(sample, sample, ({ set: a }, { set: b }) => {
      const rebuilt = a.minus(b).union(a.intersect(b));
      expect(rebuilt.equals(a)).toBe(true);
      expect(rebuilt.toString()).toBe(a.toString());
      expect(rebuilt.toJSON()).toStrictEqual(a.toJSON());
      expect(a.equals(b)).toBe(a.toString() === b.toString());
    }));
  });

  test('ranges are ascending and never touch', () => {
    fc.assert(fc.property(sample, protocol, ({ set }, p) => {
      const ranges = set.ranges(p);
      ranges.forEach(([from, to], i) => {
        expect(from).toBeLessThanOrEqual(to);
        if (i > 0) expect(from).toBeGreaterThan((ranges[i - 1]?.[1] ?? 0) + 1);
      });
      expect(PortSet.union(ranges.map(([from, to]) => PortSet.of(p, from, to))).equals(set.intersect(PortSet.all(p)))).toBe(true);
    }));
  });
});

describe('the text of a set', () => {
  test('names each protocol once, with its ranges', () => {
    const web = PortSet.of('TCP', 80).union(PortSet.of('TCP', 443, 445)).union(PortSet.of('UDP', 53));
    expect(web.toString()).toBe('TCP 80,443-445 UDP 53');
    expect(web.toJSON()).toStrictEqual({ TCP: [[80, 80], [443, 445]], UDP: [[53, 53]] });
  });

  test('says so when it is everything or nothing', () => {
    expect([PortSet.ALL.toString(), PortSet.ALL.toJSON()]).toStrictEqual(['all ports', 'all']);
    expect([PortSet.NONE.toString(), PortSet.NONE.toJSON()]).toStrictEqual(['no port', {}]);
    expect(PortSet.all('TCP').toString()).toBe('TCP 1-65535');
  });

  test('every port of every protocol is all ports, however it was put together', () => {
    const everything = PortSet.union(PROTOCOLS.map((p) => PortSet.of(p, 1000, LAST).union(PortSet.of(p, 1, 999))));
    expect([everything.isAll, everything.toJSON()]).toStrictEqual([true, 'all']);
    expect(everything.minus(PortSet.of('SCTP', 9)).isAll).toBe(false);
  });
});

test.each([[0, 0], [-1, 5], [1, 65536], [443, 80], [1.5, 2], [NaN, NaN]])('%d to %d is no range of ports', (from, to) => {
  expect(() => PortSet.of('TCP', from, to)).toThrow(new RangeError(`Ports ${from} to ${to} are no range within 1 to 65535`));
});

test('a port of one protocol is not in another', () => {
  const dns = PortSet.of('UDP', 53);
  expect(PROTOCOLS.map((p) => dns.has(p, 53))).toStrictEqual([false, true, false]);
  expect(dns.intersect(PortSet.all('TCP')).isEmpty).toBe(true);
});

describe('sets are shared rather than built again', () => {
  const SETS = { web: () => PortSet.of('TCP', 80), nothing: () => PortSet.NONE, everything: () => PortSet.ALL };
  test.each<[string, (web: PortSet) => PortSet, keyof typeof SETS]>([
    ['a union with itself', (web) => web.union(web), 'web'],
    ['a union with nothing', (web) => web.union(PortSet.NONE), 'web'],
    ['a union of nothing', (web) => PortSet.NONE.union(web), 'web'],
    ['a union with everything', (web) => web.union(PortSet.ALL), 'everything'],
    ['a union of everything', (web) => PortSet.ALL.union(web), 'everything'],
    ['a union of one set', (web) => PortSet.union([web]), 'web'],
    ['a union of a set and nothing', (web) => PortSet.union([web, PortSet.NONE]), 'web'],
    ['a union of no set', () => PortSet.union([]), 'nothing'],
    ['a union of all protocols', () => PortSet.union(PROTOCOLS.map((p) => PortSet.all(p))), 'everything'],
    ['an intersection with itself', (web) => web.intersect(web), 'web'],
    ['an intersection with everything', (web) => web.intersect(PortSet.ALL), 'web'],
    ['an intersection of everything', (web) => PortSet.ALL.intersect(web), 'web'],
    ['an intersection with nothing', (web) => web.intersect(PortSet.NONE), 'nothing'],
    ['an intersection of nothing', (web) => PortSet.NONE.intersect(web), 'nothing'],
    ['a difference to nothing', (web) => web.minus(PortSet.NONE), 'web'],
    ['a difference of nothing', (web) => PortSet.NONE.minus(web), 'nothing'],
    ['what is left of a set without itself', (web) => web.minus(web), 'nothing'],
  ])('%s is the very set', (_, make, expected) => {
    const web = SETS.web();
    expect(make(web)).toBe(expected === 'web' ? web : SETS[expected]());
  });

  test('keys tell protocols apart', () => {
    const keys = PROTOCOLS.map((p) => PortSet.of(p, 80).key);
    expect(new Set([...keys, PortSet.NONE.key, PortSet.ALL.key]).size).toBe(5);
    expect(PortSet.of('TCP', 80).key).toBe(PortSet.of('TCP', 79, 80).minus(PortSet.of('TCP', 79)).key);
  });
});
