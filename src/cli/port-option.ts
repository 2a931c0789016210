import { quote } from '../manifest/quote';
import { PortSet } from '../network/port-set';
import { isProtocol, PROTOCOLS } from '../network/protocol';
import { didYouMean } from '../profile/spelling';

/** A port that cannot be asked about; its message is one sentence for the user. */
export class PortOptionError extends Error {}

/**
 * Ports as users write them: `TCP/5432`, `UDP/8000-8100`, several of them separated by commas. Without a protocol it is TCP, as in
 * manifests.
 *
 * @throws PortOptionError with the reason and a repair.
 */
export function parsePorts(text: string): PortSet {
  return PortSet.union(text.split(',').map((item) => parseItem(item.trim())));
}

function parseItem(item: string): PortSet {
  const slash = item.indexOf('/');
  const protocol = slash < 0 ? 'TCP' : item.slice(0, slash);
  const numbers = item.slice(slash + 1);
  if (!isProtocol(protocol)) {
    throw new PortOptionError(`--port ${quote(item)}: protocol ${quote(protocol)} must be ${PROTOCOLS.join(', ')}.${suggestion(protocol, numbers)}`);
  }
  const [from = NaN, to = from] = (/^\d+(-\d+)?$/.test(numbers) ? numbers.split('-') : []).map(Number);
  if (from >= 1 && from <= to && to <= 65535) return PortSet.of(protocol, from, to);
  throw new PortOptionError(`--port ${quote(item)} must be a port from 1 to 65535 or a range, such as TCP/5432 or UDP/8000-8100.`);
}

/** Also for what is the wrong way round: `5432/tcp`. */
function suggestion(protocol: string, numbers: string): string {
  const [name, port] = /^\d/.test(protocol) ? [numbers, protocol] : [protocol, numbers];
  return /^\d+(-\d+)?$/.test(port) ? didYouMean(`${name}/${port}`, PROTOCOLS.map((known) => `${known}/${port}`)) : '';
}
