import { PortSet } from '../../network/port-set';
import { Forwarding, hostAndPort, isLoopback, RelayProgram } from './relay-program';

/**
 * `ssh -L [address:]PORT:HOST:PORT SERVER`: this side listens, for itself only unless `-g`, `GatewayPorts` or the address say otherwise, and
 * the server connects (OpenSSH, ssh(1)).
 */
export const SSH_FORWARD: RelayProgram = {
  name: 'ssh -L',
  executables: ['ssh', 'autossh'],
  ofCommand(words) {
    const forAll = words.some((word) => word === '-g' || /^(?:-o)?gatewayports=yes$/i.test(word));
    return words
      .flatMap((word, index) => (/^-\w*L$/.test(word) ? words[index + 1] ?? [] : /^-L./.test(word) ? word.slice(2) : []))
      .flatMap((written) => forwarding(written, forAll) ?? []);
  },
};

function forwarding(written: string, forAll: boolean): Forwarding | undefined {
  const parts = /^(?:(\[[0-9a-f:.]*\]|[^:]*):)?(\d{1,5}):([^:]+:\d{1,5})$/i.exec(written);
  const to = hostAndPort(parts?.[3] ?? '');
  const listens = hostAndPort(`:${parts?.[2] ?? ''}`);
  const address = parts?.[1];
  if (to === undefined || listens === undefined || (address === undefined ? !forAll : isLoopback(address))) return undefined;
  return { listens: PortSet.of('TCP', listens.port), ...to, by: 'elsewhere' };
}
