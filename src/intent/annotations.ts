import { AddressError, AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Protocol, PROTOCOLS } from '../network/protocol';
import { PeerEntry } from '../profile/profile';
import { DECLARED_PATH_TYPES, DeclaredHost, DeclaredPeer, Intent, INTENTS } from './model';
import { parseJson, Reader, readList, readObject, readOneOf, readPort, readString, readTrue, ShapeError, shown } from './strict-json';
import { WAY_IN_KINDS } from './way-in-kinds';

/** One item of `cdk8s-exposure/accept`: a finding of `rule` on the object that carries it is accepted. */
export interface AcceptanceEntry {
  readonly rule: string;
  /** Why; at least ten characters. */
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`, UTC. */
  readonly expires?: string;
  /** Items of several objects with the same construct path are one acceptance. */
  readonly construct?: string;
}

type PortEntry = NonNullable<PeerEntry['ports']>[number];

const portEntry: Reader<PortEntry> = (value, where) => {
  const entry = readObject<{ protocol?: Protocol; port: number; endPort?: number }>({
    protocol: readOneOf(PROTOCOLS), port: readPort, endPort: readPort,
  })(value, where);
  if (entry.port === undefined) throw new ShapeError(`${where}: needs "port"`);
  if (entry.endPort !== undefined && entry.endPort < entry.port) {
    throw new ShapeError(`${where}: "endPort" ${entry.endPort} lies below "port" ${entry.port}`);
  }
  return entry;
};

const WORKLOAD_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?(\[[A-Za-z]+\])?$/;
const HOST_NAME = /^(\*\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;

const workloadName: Reader<string> = (value, where) => {
  const text = readString(value, where);
  if (!WORKLOAD_NAME.test(text)) throw new ShapeError(`${where}: must be "namespace/name" or "namespace/name[Kind]", not ${shown(value)}`);
  return text;
};

const cidrText: Reader<string> = (value, where) => {
  const text = readString(value, where);
  try {
    AddressSet.parseCidr(text);
  } catch (cause) {
    if (!(cause instanceof AddressError)) throw cause;
    throw new ShapeError(`${where}: ${cause.message}`);
  }
  return text;
};

/** A DNS name, with at most one wildcard label in front. */
export const readHostName: Reader<string> = (value, where) => {
  const text = readString(value, where);
  if (text.length > 253 || !HOST_NAME.test(text)) throw new ShapeError(`${where}: must be a lower-case DNS name, not ${shown(value)}`);
  return text;
};

const CALLER_KINDS = ['workload', 'namespace', 'cluster'] as const;
const DESTINATION_KINDS = ['workload', 'namespace', 'cluster', 'cidr', 'host'] as const;

function peerEntry(kinds: readonly string[]): Reader<PeerEntry> {
  return (value, where) => {
    const entry = readObject<PeerEntry>({
      workload: workloadName, namespace: readString, cluster: readTrue, cidr: cidrText, host: readHostName, ports: readList(portEntry),
    })(value, where);
    const named = DESTINATION_KINDS.filter((kind) => entry[kind] !== undefined);
    if (named.length !== 1) throw new ShapeError(`${where}: must name exactly one of ${kinds.join(', ')}`);
    if (!kinds.includes(named[0]!)) throw new ShapeError(`${where}: "${named[0]}" is for connect-to only; callers are ${kinds.join(', ')}`);
    if (entry.ports?.length === 0) throw new ShapeError(`${where}.ports: is empty; leave it out for every port`);
    return entry;
  };
}

/** Reads entries of `allow-from`, however they were written (annotation, exposure.yaml). Throws `ShapeError`. */
export const readCallers = readList(peerEntry(CALLER_KINDS));
/** Reads entries of `connect-to`. Throws `ShapeError`. */
export const readDestinations = readList(peerEntry(DESTINATION_KINDS));
/** Reads `ways-in`. Throws `ShapeError`. */
export const readWaysIn: Reader<readonly string[]> = readList(readOneOf(WAY_IN_KINDS));

const hostEntry: Reader<DeclaredHost> = (value, where) => {
  const entry = readObject<Partial<DeclaredHost>>({ host: readHostName, path: readString, pathType: readOneOf(DECLARED_PATH_TYPES) })(value, where);
  if (entry.host === undefined) throw new ShapeError(`${where}: needs "host"`);
  const path = entry.path ?? '/';
  if (!path.startsWith('/')) throw new ShapeError(`${where}.path: must start with "/", not ${shown(path)}`);
  return { host: entry.host, path, ...(entry.pathType !== undefined && { pathType: entry.pathType }) };
};

/** Reads `gateways`. Throws `ShapeError`. */
export const readGateways: Reader<readonly string[]> = readList(readString);
/** Reads `hosts`. Throws `ShapeError`. */
export const readHosts: Reader<readonly DeclaredHost[]> = readList(hostEntry);

const DATE = /^\d{4}-\d{2}-\d{2}$/;

const dateText: Reader<string> = (value, where) => {
  const text = readString(value, where);
  const time = Date.parse(`${text}T00:00:00Z`);
  if (!DATE.test(text) || Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new ShapeError(`${where}: must be a date YYYY-MM-DD, not ${shown(value)}`);
  }
  return text;
};

const acceptanceEntry: Reader<AcceptanceEntry> = (value, where) => {
  const entry = readObject<AcceptanceEntry>({ rule: readString, reason: readString, expires: dateText, construct: readString })(value, where);
  for (const needed of ['rule', 'reason'] as const) {
    if (entry[needed] === undefined) throw new ShapeError(`${where}: needs "${needed}"`);
  }
  return entry;
};

const fromJson = <T>(reader: Reader<T>) => (text: string): T => reader(parseJson(text), 'value');

/** Reads the value of `cdk8s-exposure/intent`. Throws `ShapeError`, like all `parse…` functions here. */
export const parseIntent = (text: string): Intent => readOneOf(INTENTS)(text, 'value');
export const parseAllowFrom = fromJson(readCallers);
export const parseConnectTo = fromJson(readDestinations);
export const parseWaysIn = fromJson(readWaysIn);
export const parseGateways = fromJson(readGateways);
export const parseHosts = fromJson(readHosts);
export const parseAcceptances = fromJson(readList(acceptanceEntry));

/** The entry as the checker works with it. */
export function declaredPeer(entry: PeerEntry): DeclaredPeer {
  return {
    ...(entry.workload === undefined ? {} : { workload: entry.workload }),
    ...(entry.namespace === undefined ? {} : { namespace: entry.namespace }),
    ...(entry.cluster === undefined ? {} : { cluster: true }),
    ...(entry.cidr === undefined ? {} : { addresses: AddressSet.parseCidr(entry.cidr) }),
    ...(entry.host === undefined ? {} : { addresses: AddressSet.PUBLIC, host: entry.host }),
    ...(entry.ports === undefined ? {} : { ports: portsOf(entry.ports) }),
    text: JSON.stringify(canonicalPeer(entry)),
  };
}

function portsOf(entries: readonly PortEntry[]): PortSet {
  return PortSet.union(entries.map((p) => PortSet.of((p.protocol ?? 'TCP') as Protocol, p.port, p.endPort ?? p.port)));
}

function canonicalPort(entry: PortEntry): PortEntry {
  const protocol = entry.protocol ?? 'TCP';
  return entry.endPort === undefined || entry.endPort === entry.port
    ? { protocol, port: entry.port }
    : { protocol, port: entry.port, endPort: entry.endPort };
}

/** Properties in a fixed order, ports sorted, so that equal declarations are equal bytes. */
function canonicalPeer(entry: PeerEntry): PeerEntry {
  const { workload, namespace, cluster, cidr, host, ports } = entry;
  const named = { workload, namespace, cluster, cidr, host };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as PeerEntry;
  return ports === undefined ? given : { ...given, ports: distinct(ports.map(canonicalPort), comparePorts) };
}

function comparePorts(a: PortEntry, b: PortEntry): number {
  return PROTOCOLS.indexOf(a.protocol as Protocol) - PROTOCOLS.indexOf(b.protocol as Protocol)
    || a.port - b.port || (a.endPort ?? a.port) - (b.endPort ?? b.port);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Sorted, without repetitions; items are equal when their JSON is. */
function distinct<T>(items: readonly T[], compare?: (a: T, b: T) => number): T[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  const sorted = [...byText].sort(([a, x], [b, y]) => compare?.(x, y) || compareText(a, b));
  return sorted.map(([, item]) => item);
}

/** What a workload declares, as emission writes it. */
export interface WorkloadDeclaration {
  readonly intent: Intent;
  readonly allowFrom?: readonly PeerEntry[];
  readonly connectTo?: readonly PeerEntry[];
  readonly waysIn?: readonly string[];
  readonly gateways?: readonly string[];
  readonly hosts?: readonly DeclaredHost[];
}

export const formatPeers = (entries: readonly PeerEntry[]): string => JSON.stringify(distinct(entries.map(canonicalPeer)));
export const formatNames = (names: readonly string[]): string => JSON.stringify(distinct(names));
export const formatHosts = (hosts: readonly DeclaredHost[]): string =>
  JSON.stringify(distinct(hosts.map(({ host, path, pathType }) => ({ host, path, pathType }))));
export const formatAcceptances = (entries: readonly AcceptanceEntry[]): string =>
  JSON.stringify(distinct(entries.map(({ rule, reason, expires, construct }) => ({ rule, reason, expires, construct }))));
