import { PortSet } from '../../network/port-set';
import { Protocol } from '../../network/protocol';
import { Forwarding, hostAndPort, isLoopback, RelayProgram } from './relay-program';

const PROTOCOLS: Readonly<Record<string, Protocol>> = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP', openssl: 'TCP', ssl: 'TCP' };
/** `TCP-LISTEN:5432,fork`, `UDP4-RECVFROM:53`, `TCP6-L:80`. */
const LISTENS = /^(tcp|udp|sctp|openssl|ssl)[46]?-(?:listen|l|recvfrom|recv):(\d{1,5})((?:,.*)?)$/i;
/** `TCP:db.shop:5432`, `UDP4-SENDTO:dns:53`, `OPENSSL-CONNECT:db:5432,verify=0`. */
const CONNECTS = /^(?:tcp|udp|sctp|openssl|ssl)[46]?(?:-(?:connect|sendto|datagram))?:([^,]+)/i;

/** `socat TCP-LISTEN:5432,fork TCP:db.shop:5432` (dest-unreach.org/socat): two addresses, in either order. */
export const SOCAT: RelayProgram = {
  name: 'socat',
  executables: ['socat'],
  ofCommand(words) {
    return words.flatMap((word, index) => {
      const next = words[index + 1];
      if (next === undefined) return [];
      return forwarding(word, next) ?? forwarding(next, word) ?? [];
    });
  },
};

function forwarding(listener: string, connector: string): Forwarding | undefined {
  const [, kind = '', port = '', options = ''] = LISTENS.exec(listener) ?? [];
  const to = hostAndPort(CONNECTS.exec(connector)?.[1] ?? '');
  const protocol = PROTOCOLS[kind.toLowerCase()];
  const bound = /,bind=([^,:]+)/i.exec(options)?.[1];
  if (protocol === undefined || to === undefined || !isPort(port) || (bound !== undefined && isLoopback(bound))) return undefined;
  return { listens: PortSet.of(protocol, Number(port)), ...to };
}

function isPort(digits: string): boolean {
  return Number(digits) >= 1 && Number(digits) <= 65535;
}
