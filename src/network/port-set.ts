import { Boundaries, combine, Combination, DIFFERENCE, has, includes, INTERSECTION, intervals, same, unite, UNION } from './boundaries';
import { Protocol, PROTOCOLS } from './protocol';

const FIRST_PORT = 1;
const LAST_PORT = 65535;
const NO_PORTS: Boundaries<number> = [];
const EVERY_PORT: Boundaries<number> = [FIRST_PORT, LAST_PORT + 1];

/** Ranges of ports by protocol, both ends included; protocols without a port are left out. */
export type PortRangesByProtocol = { readonly [P in Protocol]?: readonly (readonly [number, number])[] };

/** Sets of one port, each made once: the policies of a cluster name few ports very often. */
const singles: Readonly<Record<Protocol, Map<number, PortSet>>> = { TCP: new Map(), UDP: new Map(), SCTP: new Map() };

/**
 * A set of transport ports: 1 to 65535 of TCP, UDP and SCTP. Immutable and canonical: equal sets have equal
 * text and JSON, whatever they were made of.
 */
export class PortSet {
  /** No port at all. */
  public static readonly NONE = new PortSet(NO_PORTS, NO_PORTS, NO_PORTS);
  /** Every port of every protocol. */
  public static readonly ALL = new PortSet(EVERY_PORT, EVERY_PORT, EVERY_PORT);

  /**
   * The ports `from` to `to`, both included.
   *
   * @throws RangeError if they are not whole numbers from 1 to 65535 in ascending order.
   */
  public static of(protocol: Protocol, from: number, to: number = from): PortSet {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < FIRST_PORT || to > LAST_PORT || from > to) {
      throw new RangeError(`Ports ${from} to ${to} are no range within ${FIRST_PORT} to ${LAST_PORT}`);
    }
    if (from !== to) return PortSet.ofProtocol(protocol, [from, to + 1]);
    let single = singles[protocol].get(from);
    if (single === undefined) singles[protocol].set(from, (single = PortSet.ofProtocol(protocol, [from, from + 1])));
    return single;
  }

  /** Every port of one protocol. */
  public static all(protocol: Protocol): PortSet {
    return PortSet.ofProtocol(protocol, EVERY_PORT);
  }

  /** The union of any number of sets; none makes the empty set. */
  public static union(sets: readonly PortSet[]): PortSet {
    if (sets.length <= 2) return (sets[0] ?? PortSet.NONE).union(sets[1] ?? PortSet.NONE);
    const uniteOf = (pick: (set: PortSet) => Boundaries<number>): Boundaries<number> => unite(sets.flatMap((set) => [...intervals(pick(set))]));
    return PortSet.make(uniteOf((s) => s.tcp), uniteOf((s) => s.udp), uniteOf((s) => s.sctp));
  }

  private static ofProtocol(protocol: Protocol, ports: Boundaries<number>): PortSet {
    return new PortSet(protocol === 'TCP' ? ports : NO_PORTS, protocol === 'UDP' ? ports : NO_PORTS, protocol === 'SCTP' ? ports : NO_PORTS);
  }

  private static make(tcp: Boundaries<number>, udp: Boundaries<number>, sctp: Boundaries<number>): PortSet {
    if (tcp.length + udp.length + sctp.length === 0) return PortSet.NONE;
    const set = new PortSet(tcp, udp, sctp);
    return set.equals(PortSet.ALL) ? PortSet.ALL : set;
  }

  private text?: string;

  private constructor(
    private readonly tcp: Boundaries<number>,
    private readonly udp: Boundaries<number>,
    private readonly sctp: Boundaries<number>,
  ) {}

  /** Equal sets have equal keys. For tables only: `toString` is for people. */
  public get key(): string {
    this.text ??= `${this.tcp.join()} ${this.udp.join()} ${this.sctp.join()}`;
    return this.text;
  }

  public get isEmpty(): boolean {
    return this.tcp.length + this.udp.length + this.sctp.length === 0;
  }

  /** Whether it is every port of every protocol. */
  public get isAll(): boolean {
    return this === PortSet.ALL || this.equals(PortSet.ALL);
  }

  public union(other: PortSet): PortSet {
    if (this === other || other.isEmpty || this === PortSet.ALL) return this;
    if (this.isEmpty || other === PortSet.ALL) return other;
    return this.combine(other, UNION);
  }

  public intersect(other: PortSet): PortSet {
    if (this === other || other === PortSet.ALL || this.isEmpty) return this;
    if (this === PortSet.ALL || other.isEmpty) return other;
    return this.combine(other, INTERSECTION);
  }

  /** The ports of this set that `other` does not have. */
  public minus(other: PortSet): PortSet {
    if (this.isEmpty || other.isEmpty) return this;
    return this.combine(other, DIFFERENCE);
  }

  public equals(other: PortSet): boolean {
    return this === other || (same(this.tcp, other.tcp) && same(this.udp, other.udp) && same(this.sctp, other.sctp));
  }

  /** Whether every port of `other` is in this set. */
  public contains(other: PortSet): boolean {
    return this === other || (includes(this.tcp, other.tcp) && includes(this.udp, other.udp) && includes(this.sctp, other.sctp));
  }

  public has(protocol: Protocol, port: number): boolean {
    return has(this.portsOf(protocol), port);
  }

  /** Ascending ranges of one protocol, both ends included. */
  public ranges(protocol: Protocol): readonly (readonly [number, number])[] {
    return Array.from(intervals(this.portsOf(protocol)), ([from, to]) => [from, to - 1] as const);
  }

  public toJSON(): 'all' | PortRangesByProtocol {
    if (this.isAll) return 'all';
    const byProtocol: { [P in Protocol]?: readonly (readonly [number, number])[] } = {};
    for (const protocol of PROTOCOLS) {
      const ranges = this.ranges(protocol);
      if (ranges.length > 0) byProtocol[protocol] = ranges;
    }
    return byProtocol;
  }

  /** `TCP 80,443-445 UDP 53`, `all ports` or `no port`. */
  public toString(): string {
    if (this.isAll) return 'all ports';
    if (this.isEmpty) return 'no port';
    return PROTOCOLS.filter((protocol) => this.portsOf(protocol).length > 0)
      .map((protocol) => `${protocol} ${this.ranges(protocol).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',')}`)
      .join(' ');
  }

  private combine(other: PortSet, keep: Combination): PortSet {
    return PortSet.make(combine(this.tcp, other.tcp, keep), combine(this.udp, other.udp, keep), combine(this.sctp, other.sctp, keep));
  }

  private portsOf(protocol: Protocol): Boundaries<number> {
    return protocol === 'TCP' ? this.tcp : protocol === 'UDP' ? this.udp : this.sctp;
  }
}
