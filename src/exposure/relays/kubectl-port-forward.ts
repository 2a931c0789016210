import { PortSet } from '../../network/port-set';
import { flagValue } from '../tunnels/tunnel-program';
import { Forwarding, hostAndPort, isLoopback, RelayProgram } from './relay-program';

/**
 * `kubectl port-forward --address 0.0.0.0 -n shop service/db 5432:5432`: listens for the pod itself only unless `--address` says otherwise. The
 * API server and the kubelet carry the connection into the network of the pod, past every policy.
 */
export const KUBECTL_PORT_FORWARD: RelayProgram = {
  name: 'kubectl port-forward',
  executables: ['kubectl', 'oc'],
  ofCommand(words) {
    const start = words.indexOf('port-forward');
    const addresses = flagValue(words, ['--address'])?.split(',') ?? ['localhost'];
    if (start < 0 || addresses.every((address) => isLoopback(address.trim()))) return [];
    const service = words.map((word) => /^(?:svc|services?)\/(.+)$/.exec(word)?.[1]).find((name) => name !== undefined);
    if (service === undefined) return [];
    const namespace = flagValue(words, ['-n', '--namespace']);
    const host = namespace === undefined ? service : `${namespace}/${service}`;
    return words.slice(start).flatMap((word) => forwarding(word, host) ?? []);
  },
};

/** `LOCAL:REMOTE`, or one port for both; the remote one may be a name. */
function forwarding(word: string, host: string): Forwarding | undefined {
  const [, local = '', remote = local] = /^(\d{1,5})(?::([a-z0-9-]+))?$/.exec(word) ?? [];
  const listens = hostAndPort(`:${local}`);
  if (listens === undefined) return undefined;
  return { listens: PortSet.of('TCP', listens.port), host, port: /^\d+$/.test(remote) ? Number(remote) : remote, by: 'kubelet' };
}
