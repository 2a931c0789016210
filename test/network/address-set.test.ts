import * as fc from 'fast-check';
import { AddressError, AddressSet } from '../../src/network/address-set';
import { formatIpAddress, parseIpAddress } from '../../src/network/ip-address';
import { METADATA_ADDRESSES } from '../../src/network/special-addresses';

const v6 = (n: bigint) => formatIpAddress({ family: 6, value: n });

/** Addresses close together at both ends of each family, so that ranges touch and overlap. */
const EDGES_V4 = [...[0, 1, 2, 3, 4, 5, 6, 7].map((n) => `0.0.0.${n}`), ...[253, 254, 255].map((n) => `255.255.255.${n}`)];
const EDGES_V6 = ['::', '::1', '::2', '::3', '::4', ...['d', 'e', 'f'].map((digit) => `${'ffff:'.repeat(7)}fff${digit}`)];
const POINTS = [...EDGES_V4, ...EDGES_V6];

interface Sample { readonly set: AddressSet; readonly points: ReadonlySet<string> }

const ends = (edges: readonly string[]) => fc.tuple(fc.nat(edges.length - 1), fc.nat(edges.length - 1))
  .map(([a, b]) => edges.slice(Math.min(a, b), Math.max(a, b) + 1));
const sample: fc.Arbitrary<Sample> = fc.array(fc.oneof(ends(EDGES_V4), ends(EDGES_V6)), { maxLength: 6 }).map((runs) => ({
  set: AddressSet.union(runs.map((run) => AddressSet.parseRange(run[0] as string, run[run.length - 1] as string))),
  points: new Set(runs.flat()),
}));

const pointsOf = (set: AddressSet) => new Set(POINTS.filter((p) => set.has(p)));

describe('set operations agree with sets of single addresses', () => {
  test('a union of ranges has the addresses of every range', () => {
    fc.assert(fc.property(sample, ({ set, points }) => expect(pointsOf(set)).toStrictEqual(new Set(POINTS.filter((p) => points.has(p))))));
  });

  test('union, intersect and minus', () => {
    fc.assert(fc.property(sample, sample, (a, b) => {
      expect(pointsOf(a.set.union(b.set))).toStrictEqual(new Set(POINTS.filter((p) => a.points.has(p) || b.points.has(p))));
      expect(pointsOf(a.set.intersect(b.set))).toStrictEqual(new Set(POINTS.filter((p) => a.points.has(p) && b.points.has(p))));
      expect(pointsOf(a.set.minus(b.set))).toStrictEqual(new Set(POINTS.filter((p) => a.points.has(p) && !b.points.has(p))));
    }));
  });

  test('contains means that nothing is left after minus', () => {
    fc.assert(fc.property(sample, sample, (a, b) => expect(a.set.contains(b.set)).toBe(b.set.minus(a.set).isEmpty)));
  });

  test('the CIDRs of a set make up exactly the set', () => {
    fc.assert(fc.property(sample, ({ set }) => {
      expect(AddressSet.union(set.toCidrs().map((cidr) => AddressSet.parseCidr(cidr))).equals(set)).toBe(true);
    }));
  });

  test('sets with the same addresses are equal and have the same text', () => {
    fc.assert(fc.property(sample, sample, ({ set: a }, { set: b }) => {
      const rebuilt = a.minus(b).union(a.intersect(b));
      expect([rebuilt.equals(a), rebuilt.toString()]).toStrictEqual([true, a.toString()]);
      expect(a.equals(b)).toBe(a.toString() === b.toString());
    }));
  });
});

test('any IPv4 or IPv6 address survives being written and read', () => {
  fc.assert(fc.property(fc.ipV4(), (text) => expect(formatIpAddress(parseIpAddress(text))).toBe(text)));
  fc.assert(fc.property(fc.bigInt(0n, (2n ** 128n) - 1n).filter((n) => n / 2n ** 32n !== 0xffffn), (n) => {
    expect(parseIpAddress(v6(n))).toStrictEqual({ family: 6, value: n });
  }));
});

describe('reading a CIDR', () => {
  test.each([
    ['10.0.0.0/24', ['10.0.0.0/24']],
    ['10.0.0.5/24', ['10.0.0.0/24']],
    ['203.0.113.7/32', ['203.0.113.7/32']],
    ['0.0.0.0/0', ['0.0.0.0/0']],
    ['2001:DB8:0::/48', ['2001:db8::/48']],
    ['fd00::1/8', ['fd00::/8']],
    ['::/0', ['::/0']],
    ['64:ff9b::1.2.3.4/128', ['64:ff9b::102:304/128']],
  ])('%s is %j', (text, cidrs) => {
    expect(AddressSet.parseCidr(text).toCidrs()).toStrictEqual(cidrs);
  });

  test.each([
    ['', '"" must be a valid CIDR value'],
    ['10.0.0.1', 'did you mean "10.0.0.1/32"?'],
    ['fd00::1', 'did you mean "fd00::1/128"?'],
    ['10.0.0/8', '"10.0.0/8" must be a valid CIDR value'],
    ['10.0.0.0/33', 'the prefix length must be 0 to 32'],
    ['fd00::/129', 'the prefix length must be 0 to 128'],
    ['10.0.0.0/-1', 'the prefix length must be 0 to 32'],
    ['10.0.0.0/8 ', 'must be a valid CIDR value'],
    [' 10.0.0.0/8', 'must be a valid CIDR value'],
    ['10.0.0.0/', 'must be a valid CIDR value'],
    ['10.0.0.0/8/8', 'must be a valid CIDR value'],
    ['10.0.0.0/08', 'must not have leading zeros in the prefix length'],
    ['010.0.0.0/8', 'must not have leading zeros in the address'],
    ['256.0.0.0/8', 'must be a valid CIDR value'],
    ['0x10.0.0.0/8', 'must be a valid CIDR value'],
    ['::ffff:10.0.0.0/104', 'must not be an IPv4-mapped IPv6 address'],
    ['::ffff:a00:1/128', 'must not be an IPv4-mapped IPv6 address'],
    ['fe80::1%eth0/64', 'must be a valid CIDR value'],
    ['12345::/16', 'must be a valid CIDR value'],
    ['1:2:3:4:5:6:7:8:9/16', 'must be a valid CIDR value'],
    ['shop.example.com/24', 'must be a valid CIDR value'],
  ])('%j is refused: %s', (text, reason) => {
    expect(() => AddressSet.parseCidr(text)).toThrow(AddressError);
    expect(() => AddressSet.parseCidr(text)).toThrow(reason);
  });
});

describe('the text of a set', () => {
  test('a run of addresses is a CIDR where it is one, else a range', () => {
    const lan = AddressSet.parseCidr('192.168.0.0/16').minus(AddressSet.parseCidr('192.168.1.0/24'));
    expect(lan.toRanges()).toStrictEqual(['192.168.0.0/24', '192.168.2.0-192.168.255.255']);
    expect(AddressSet.parseCidr('fd00::/126').minus(AddressSet.parseAddress('fd00::')).toRanges()).toStrictEqual(['fd00::1-fd00::3']);
  });

  test('says so when it is everything or nothing', () => {
    expect([AddressSet.ALL.toString(), AddressSet.NONE.toString()]).toStrictEqual(['all addresses', 'no address']);
    expect(AddressSet.ALL.toRanges()).toStrictEqual(['0.0.0.0/0', '::/0']);
  });
});

describe('families', () => {
  test('0.0.0.0/0 has no IPv6 address, and ::/0 no IPv4 address', () => {
    expect(AddressSet.ALL_V4.intersect(AddressSet.ALL_V6).isEmpty).toBe(true);
    expect(AddressSet.ALL_V4.union(AddressSet.ALL_V6).isAll).toBe(true);
    expect(AddressSet.ALL_V4.has('::')).toBe(false);
  });

  test.each([['10.0.0.1', '::1'], ['10.0.0.1', 'fd00::1'], ['::1', '10.0.0.1'], ['::', '10.0.0.1'], ['10.0.0.2', '10.0.0.1'], ['fd00::2', 'fd00::1']])('%s to %s is no range', (from, to) => {
    expect(() => AddressSet.parseRange(from, to)).toThrow(new AddressError(`"${from}-${to}" must be two addresses of one family in ascending order`));
  });

  test.each([
    ['10.0.0.0/8', '10.0.0.0', '10.255.255.255'],
    ['fd00::/8', 'fd00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('%s is the range from %s to %s, and equals what it is put together from', (cidr, from, to) => {
    const block = AddressSet.parseCidr(cidr);
    for (const same of [AddressSet.parseRange(from, to), AddressSet.union([block]), AddressSet.parseRange(from, to).minus(AddressSet.parseAddress('192.168.0.1'))]) {
      expect([block.equals(same), same.equals(block), same.key, same.toString()]).toStrictEqual([true, true, block.key, cidr]);
    }
  });
});

describe('private and public addresses', () => {
  test.each(['10.1.2.3', '172.31.255.255', '192.168.0.1', '100.64.0.1', '169.254.169.254', '127.0.0.1', 'fd00::1', 'fe80::1', '::1'])('%s is private', (text) => {
    expect([AddressSet.PRIVATE.has(text), AddressSet.PUBLIC.has(text)]).toStrictEqual([true, false]);
  });
  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])('%s is public', (text) => {
    expect([AddressSet.PRIVATE.has(text), AddressSet.PUBLIC.has(text)]).toStrictEqual([false, true]);
  });
  test.each(['0.0.0.0', '224.0.0.1', '255.255.255.255', '203.0.113.9', 'ff02::1', '::', '2001:db8::1'])('%s is neither', (text) => {
    expect([AddressSet.PRIVATE.has(text), AddressSet.PUBLIC.has(text)]).toStrictEqual([false, false]);
  });
});

describe('addresses of one host or one link', () => {
  test.each(['127.0.0.1', '169.254.169.254', '::1', 'fe80::1'])('%s is one', (text) => {
    expect(AddressSet.HOST_LOCAL.has(text)).toBe(true);
  });
  test.each(['10.0.0.1', '100.64.0.1', 'fd00::1', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff', '8.8.8.8', '2606:4700::1111'])('%s is none', (text) => {
    expect(AddressSet.HOST_LOCAL.has(text)).toBe(false);
  });
});

test('metadata services of clouds have private addresses, in both families', () => {
  expect(METADATA_ADDRESSES).toContain('169.254.169.254');
  expect(METADATA_ADDRESSES.filter((text) => AddressSet.PRIVATE.intersect(AddressSet.ALL_V6).has(text))).toHaveLength(2);
  expect(METADATA_ADDRESSES.every((text) => AddressSet.PRIVATE.has(text))).toBe(true);
});

test('a text that is no address is in no set', () => {
  expect([AddressSet.ALL.has('web'), AddressSet.ALL.has('10.0.0')]).toStrictEqual([false, false]);
});

describe('sets are shared rather than built again', () => {
  test.each<[string, (lan: AddressSet) => AddressSet, 'lan' | 'nothing']>([
    ['a union with itself', (lan) => lan.union(lan), 'lan'],
    ['a union with nothing', (lan) => lan.union(AddressSet.NONE), 'lan'],
    ['a union of nothing', (lan) => AddressSet.NONE.union(lan), 'lan'],
    ['an intersection with itself', (lan) => lan.intersect(lan), 'lan'],
    ['an intersection with nothing', (lan) => lan.intersect(AddressSet.NONE), 'nothing'],
    ['an intersection of nothing', (lan) => AddressSet.NONE.intersect(lan), 'nothing'],
    ['a difference to nothing', (lan) => lan.minus(AddressSet.NONE), 'lan'],
    ['a difference of nothing', (lan) => AddressSet.NONE.minus(lan), 'nothing'],
  ])('%s is the very set', (_, make, expected) => {
    const lan = AddressSet.parseCidr('10.0.0.0/8');
    expect(make(lan)).toBe(expected === 'lan' ? lan : AddressSet.NONE);
  });
});

test('the text of several ranges separates them by commas', () => {
  expect(AddressSet.union(['10.0.0.0/8', '192.168.0.0/16', 'fd00::/8'].map((cidr) => AddressSet.parseCidr(cidr))).toString()).toBe('10.0.0.0/8, 192.168.0.0/16, fd00::/8');
});

test('keys tell apart what differs in one family only', () => {
  const keys = ['10.0.0.0/8', '11.0.0.0/8', '::/8'].map((cidr) => AddressSet.parseCidr(cidr).key);
  expect(new Set([...keys, AddressSet.NONE.key, AddressSet.ALL.key]).size).toBe(5);
});
