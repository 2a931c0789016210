import { Protocol } from '../../network/protocol';
import { Field } from '../field';
import { ClusterPolicyPort } from './cluster-policy';
import { exactlyOne } from './exactly-one';
import { FIRST_PORT, LAST_PORT, readProtocol, readRequiredPort } from './read-port';

/** What ports of one protocol are; an item that is refused is none. */
type Range = Extract<ClusterPolicyPort, { kind: 'range' }> | undefined;

const PROTOCOL_KEYS: Readonly<Record<'tcp' | 'udp' | 'sctp', Protocol>> = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' };

/** One item of `ports` (v1alpha1). */
export function readPortItem(item: Field): ClusterPolicyPort | undefined {
  const { path } = item;
  switch (exactlyOne(item, ['portNumber', 'portRange', 'namedPort'] as const)) {
    case 'portNumber': {
      const port = item.objectOrEmpty('portNumber');
      return range(readProtocol(port), readRequiredPort(port, 'port'), undefined, path);
    }
    // The definition leaves it to the documentation that start comes before end; one port alone is taken.
    case 'portRange': return readRange(item.objectOrEmpty('portRange'), undefined, 0, path);
    case 'namedPort': return readName(item, 'namedPort');
    case undefined: return undefined;
  }
}

/** One item of `protocols` (v1alpha2). */
export function readProtocolItem(item: Field): ClusterPolicyPort | undefined {
  const key = exactlyOne(item, ['tcp', 'udp', 'sctp', 'destinationNamedPort'] as const);
  if (key === undefined) return undefined;
  if (key === 'destinationNamedPort') return readName(item, key);
  const match = item.objectOrEmpty(key);
  const protocol = PROTOCOL_KEYS[key];
  if (!match.has('destinationPort')) {
    match.reportSelf('is empty; must have "destinationPort"');
    return undefined;
  }
  const port = match.objectOrEmpty('destinationPort');
  switch (exactlyOne(port, ['number', 'range'] as const)) {
    case 'number': return range(protocol, readRequiredPort(port, 'number'), undefined, item.path);
    case 'range': return readRange(port.objectOrEmpty('range'), protocol, 1, item.path);
    case undefined: return undefined;
  }
}

function readName(item: Field, key: string): ClusterPolicyPort {
  return { kind: 'name', name: item.text(key) ?? '', path: item.path };
}

/** @param apart how much `end` must at least be above `start` */
function readRange(field: Field, protocol: Protocol | undefined, apart: 0 | 1, path: string): Range {
  const start = readRequiredPort(field, 'start');
  const end = readRequiredPort(field, 'end');
  const known = protocol ?? readProtocol(field);
  if (start >= FIRST_PORT && end >= FIRST_PORT && end < start + apart) {
    field.report('end', `${end} must be ${apart === 0 ? 'at least' : 'greater than'} start, which is ${start}`);
    return undefined;
  }
  return range(known, start, end, path);
}

function range(protocol: Protocol, from: number, to: number | undefined, path: string): Range {
  const last = to ?? from;
  return from >= FIRST_PORT && last <= LAST_PORT && from <= last ? { kind: 'range', protocol, from, to: last, path } : undefined;
}
