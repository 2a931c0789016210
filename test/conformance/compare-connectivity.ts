import { AddressError, AddressSet } from '../../src/network/address-set';
import { PortRangesByProtocol, PortSet } from '../../src/network/port-set';
import { Protocol, PROTOCOLS } from '../../src/network/protocol';

type Ports = 'all' | PortRangesByProtocol;

interface ExpectedRow {
  readonly src: string;
  readonly dst: string;
  readonly ports: Ports;
  /** Which ports of an ingress controller came by what. */
  readonly via?: { readonly ingress?: string; readonly route?: string };
}

interface Probe {
  readonly src: string;
  readonly dst: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly allowed: boolean;
}

/** What `expected.json` of a recorded case says; see the README of the recorded cases. */
export interface ExpectedConnectivity {
  readonly mode: 'connlist' | 'probes' | 'error';
  readonly connections?: readonly ExpectedRow[];
  readonly probes?: readonly Probe[];
  readonly exposure?: Readonly<Partial<Record<'ingress' | 'egress', readonly { readonly workload: string; readonly peer: string; readonly ports: Ports }[]>>>;
  readonly ambiguousWorkloads?: { readonly hostNetwork?: readonly string[] };
  readonly semantics?: { readonly evaluator?: { readonly ipblock_pods?: boolean } };
}

/** What `connectivity --format json` prints. */
export interface PrintedConnectivity {
  readonly connections: readonly { readonly source: string; readonly destination: string; readonly ports: Ports }[];
  readonly unknownPods: readonly { readonly workload: string; readonly direction: 'ingress' | 'egress'; readonly ports: Ports }[];
}

interface Row { readonly source: string; readonly destination: string; readonly ports: PortSet }

/** What differs, one sentence each. */
export function differences(expected: ExpectedConnectivity, printed: PrintedConnectivity): string[] {
  const got = printed.connections.map(({ source, destination, ports }) => ({ source, destination, ports: portSet(ports) }));
  const ambiguous = new Set(expected.ambiguousWorkloads?.hostNetwork ?? []);
  const found: string[] = [];
  if (expected.mode === 'connlist') {
    // Rows that came by OpenShift Routes, in part or in full, are not compared.
    const byRoute = new Set((expected.connections ?? []).filter(({ via }) => via?.route !== undefined).map(({ src, dst }) => `${src} -> ${dst}`));
    const want = (expected.connections ?? []).map(({ src, dst, ports }) => ({ source: src, destination: dst, ports: portSet(ports) }));
    const compared = ({ source, destination }: Row): boolean => source !== destination && !ambiguous.has(source) && !ambiguous.has(destination) && !byRoute.has(`${source} -> ${destination}`);
    found.push(...compareRows(want.filter(compared), got.filter(compared)));
    if (expected.exposure !== undefined) found.push(...compareUnknownPods(expected.exposure, printed.unknownPods, ambiguous));
  }
  if (expected.semantics?.evaluator?.ipblock_pods) return found;
  for (const { src, dst, protocol, port, allowed } of expected.probes ?? []) {
    if (src !== dst && between(got, src, dst).has(protocol, port) !== allowed) found.push(`${src} -> ${dst} ${protocol} ${port}: expected ${allowed ? 'allowed' : 'denied'}`);
  }
  return found;
}

/** Compared pair by pair, with all addresses as one end: which of them get which ports. The recorded ranges are IPv4 only. */
function compareRows(want: readonly Row[], got: readonly Row[]): string[] {
  const [wanted, gotten] = [byPair(want), byPair(got)];
  const pairs = [...new Set([...wanted.keys(), ...gotten.keys()])];
  return pairs.filter((pair) => wanted.get(pair) !== gotten.get(pair))
    .map((pair) => `${pair}: expected ${wanted.get(pair) ?? 'nothing'}, got ${gotten.get(pair) ?? 'nothing'}`);
}

/** Rows by their ends as text; rows of one pair do not overlap, so that the addresses of each set of ports say it all. */
function byPair(rows: readonly Row[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, Map<string, AddressSet[]>>();
  for (const { source, destination, ports } of rows) {
    const [from, to] = [addresses(source), addresses(destination)];
    const range = (from ?? to ?? AddressSet.ALL_V4).intersect(AddressSet.ALL_V4);
    if (ports.isEmpty || range.isEmpty) continue;
    const key = `${from ? 'outside' : source} -> ${to ? 'outside' : destination}`;
    const byPorts = pairs.get(key) ?? new Map<string, AddressSet[]>();
    pairs.set(key, byPorts.set(ports.toString(), [...byPorts.get(ports.toString()) ?? [], range]));
  }
  return new Map(Array.from(pairs, ([pair, byPorts]) =>
    [pair, Array.from(byPorts, ([ports, ranges]) => `${ports} at ${AddressSet.union(ranges)}`).sort().join('; ')]));
}

function compareUnknownPods(exposure: NonNullable<ExpectedConnectivity['exposure']>, printed: PrintedConnectivity['unknownPods'], ambiguous: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const direction of ['ingress', 'egress'] as const) {
    const wanted = (exposure[direction] ?? []).filter(({ peer }) => peer === 'entire-cluster');
    const gotten = printed.filter((row) => row.direction === direction);
    for (const workload of new Set([...wanted, ...gotten].map((row) => row.workload))) {
      const want = wanted.find((row) => row.workload === workload)?.ports ?? {};
      // A port by name that nobody can look up is not compared.
      if (ambiguous.has(workload) || (want !== 'all' && Object.values(want).flat().some((range) => !Array.isArray(range)))) continue;
      const got = gotten.find((row) => row.workload === workload)?.ports ?? {};
      if (!portSet(want).equals(portSet(got))) found.push(`any unknown pod, ${direction} ${workload}: expected ${portSet(want)}, got ${portSet(got)}`);
    }
  }
  return found;
}

function between(rows: readonly Row[], source: string, destination: string): PortSet {
  return PortSet.union(rows.filter((row) => isAt(row.source, source) && isAt(row.destination, destination)).map(({ ports }) => ports));
}

function isAt(end: string, point: string): boolean {
  return end === point || addresses(end)?.has(point) === true;
}

const parsed = new Map<string, AddressSet | undefined>();

function addresses(end: string): AddressSet | undefined {
  if (!parsed.has(end)) parsed.set(end, parse(end));
  return parsed.get(end);
}

function parse(end: string): AddressSet | undefined {
  try {
    if (end.includes('/') && !end.includes('[')) return AddressSet.parseCidr(end);
    const [from, to] = end.split('-') as [string, string | undefined];
    return AddressSet.parseRange(from, to ?? from);
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

function portSet(ports: Ports): PortSet {
  if (ports === 'all') return PortSet.ALL;
  return PortSet.union(PROTOCOLS.flatMap((protocol) => (ports[protocol] ?? []).map(([from, to]) => PortSet.of(protocol, Math.max(1, from), to))));
}
