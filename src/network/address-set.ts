import { Boundaries, combine, Combination, DIFFERENCE, has, includes, INTERSECTION, intervals, same, unite, UNION } from './boundaries';
import { formatCidr, parseCidr } from './cidr';
import { AddressError, formatIpAddress, IpAddress, parseIpAddress, quoted } from './ip-address';
import { HOST_LOCAL_BLOCKS, PRIVATE_BLOCKS, SPECIAL_BLOCKS } from './special-addresses';

export { AddressError } from './ip-address';

const END_V4 = 2 ** 32;
const END_V6 = 2n ** 128n;
const EVERY_V4: Boundaries<number> = [0, END_V4];
const EVERY_V6: Boundaries<bigint> = [0n, END_V6];

/**
 * A set of IP addresses of both families. Immutable and canonical: equal sets have equal text, whatever they were
 * made of. IPv4 addresses are never part of IPv6 blocks: `0.0.0.0/0` and `::/0` have nothing in common.
 */
export class AddressSet {
  /** No address. */
  public static readonly NONE = new AddressSet([], []);
  /** Every address of both families. */
  public static readonly ALL = new AddressSet(EVERY_V4, EVERY_V6);
  public static readonly ALL_V4 = new AddressSet(EVERY_V4, []);
  public static readonly ALL_V6 = new AddressSet([], EVERY_V6);
  /** Addresses that only mean something within one network or one host: LAN, VPC, carrier-grade NAT, link, loopback. */
  public static readonly PRIVATE = AddressSet.union(PRIVATE_BLOCKS.map((block) => AddressSet.parseCidr(block)));
  /** Addresses that nothing but a host itself, or its neighbour on a link, has: no router forwards packets from them. */
  public static readonly HOST_LOCAL = AddressSet.union(HOST_LOCAL_BLOCKS.map((block) => AddressSet.parseCidr(block)));
  /** Unicast addresses of the internet: what is neither private nor reserved for a special purpose. */
  public static readonly PUBLIC = AddressSet.union(['0.0.0.0/0', '2000::/3'].map((block) => AddressSet.parseCidr(block)))
    .minus(AddressSet.PRIVATE)
    .minus(AddressSet.union(SPECIAL_BLOCKS.map((block) => AddressSet.parseCidr(block))));

  /**
   * The addresses of a block; host bits are ignored, as the API server ignores them.
   *
   * @throws AddressError with the reason if `text` is no CIDR.
   */
  public static parseCidr(text: string): AddressSet {
    const { first, prefixLength } = parseCidr(text);
    if (first.family === 4) return new AddressSet([first.value, first.value + 2 ** (32 - prefixLength)], []);
    return new AddressSet([], [first.value, first.value + 2n ** BigInt(128 - prefixLength)]);
  }

  /**
   * One address.
   *
   * @throws AddressError with the reason if `text` is no address.
   */
  public static parseAddress(text: string): AddressSet {
    return AddressSet.parseRange(text, text);
  }

  /**
   * The addresses `from` to `to`, both included.
   *
   * @throws AddressError if one is no address, or if they are of different families or in descending order.
   */
  public static parseRange(from: string, to: string): AddressSet {
    const [a, b] = [parseIpAddress(from), parseIpAddress(to)];
    if (a.family === 4 && b.family === 4 && a.value <= b.value) return new AddressSet([a.value, b.value + 1], []);
    if (a.family === 6 && b.family === 6 && a.value <= b.value) return new AddressSet([], [a.value, b.value + 1n]);
    throw new AddressError(`${quoted(`${from}-${to}`)} must be two addresses of one family in ascending order`);
  }

  /** The union of any number of sets; none makes the empty set. */
  public static union(many: Iterable<AddressSet>): AddressSet {
    const sets = [...many];
    if (sets.length <= 2) return (sets[0] ?? AddressSet.NONE).union(sets[1] ?? AddressSet.NONE);
    return new AddressSet(unite(sets.flatMap((s) => [...intervals(s.v4)])), unite(sets.flatMap((s) => [...intervals(s.v6)])));
  }

  private text?: string;

  private constructor(private readonly v4: Boundaries<number>, private readonly v6: Boundaries<bigint>) {}

  /** Equal sets have equal keys. For tables only: `toString` is for people. */
  public get key(): string {
    this.text ??= `${this.v4.join()} ${this.v6.join()}`;
    return this.text;
  }

  public get isEmpty(): boolean {
    return this.v4.length + this.v6.length === 0;
  }

  /** Whether it is every address of both families. */
  public get isAll(): boolean {
    return this.equals(AddressSet.ALL);
  }

  public union(other: AddressSet): AddressSet {
    return this === other || other.isEmpty ? this : this.isEmpty ? other : this.combine(other, UNION);
  }

  public intersect(other: AddressSet): AddressSet {
    return this === other || this.isEmpty ? this : other.isEmpty ? other : this.combine(other, INTERSECTION);
  }

  /** The addresses of this set that `other` does not have. */
  public minus(other: AddressSet): AddressSet {
    return this.isEmpty || other.isEmpty ? this : this.combine(other, DIFFERENCE);
  }

  public equals(other: AddressSet): boolean {
    return this === other || (same(this.v4, other.v4) && same(this.v6, other.v6));
  }

  /** Whether every address of `other` is in this set. */
  public contains(other: AddressSet): boolean {
    return this === other || (includes(this.v4, other.v4) && includes(this.v6, other.v6));
  }

  /** Whether the set has the address `text`; false if `text` is no address. */
  public has(text: string): boolean {
    try {
      const address = parseIpAddress(text);
      return address.family === 4 ? has(this.v4, address.value) : has(this.v6, address.value);
    } catch (error) {
      if (error instanceof AddressError) return false;
      throw error;
    }
  }

  /** The smallest list of CIDRs that makes up the set: IPv4 first, ascending. */
  public toCidrs(): string[] {
    return [...this.spans()].flatMap(cidrsOf);
  }

  /** Each run of addresses as one CIDR where it is one, else as `first-last`: IPv4 first, ascending. */
  public toRanges(): string[] {
    return Array.from(this.spans(), (span) => {
      const cidrs = cidrsOf(span);
      return cidrs.length === 1 ? (cidrs[0] as string) : `${formatIpAddress(span.first)}-${formatIpAddress(span.last)}`;
    });
  }

  /** The ranges, separated by commas; `all addresses` or `no address`. */
  public toString(): string {
    if (this.isAll) return 'all addresses';
    return this.isEmpty ? 'no address' : this.toRanges().join(', ');
  }

  private combine(other: AddressSet, keep: Combination): AddressSet {
    return new AddressSet(combine(this.v4, other.v4, keep), combine(this.v6, other.v6, keep));
  }

  private* spans(): Generator<Span> {
    for (const [from, to] of intervals(this.v4)) yield { first: { family: 4, value: from }, last: { family: 4, value: to - 1 } };
    for (const [from, to] of intervals(this.v6)) yield { first: { family: 6, value: from }, last: { family: 6, value: to - 1n } };
  }
}

/** A run of addresses, both ends included. */
interface Span {
  readonly first: IpAddress;
  readonly last: IpAddress;
}

/** Takes the largest aligned block that fits, again and again. IPv4 is computed as BigInt too: reports are small. */
function cidrsOf({ first, last }: Span): string[] {
  const bits = first.family === 4 ? 32 : 128;
  const end = BigInt(last.value) + 1n;
  const cidrs: string[] = [];
  for (let at = BigInt(first.value); at < end;) {
    let hostBits = 0;
    let size = 1n;
    while (at % (size * 2n) === 0n && at + size * 2n <= end) {
      hostBits++;
      size *= 2n;
    }
    cidrs.push(formatCidr(first.family === 4 ? { family: 4, value: Number(at) } : { family: 6, value: at }, bits - hostBits));
    at += size;
  }
  return cidrs;
}
