import { numberOf } from './config-document';
import { EVERYBODY, flagValue, operandAfter, TunnelProgram, TunnelTarget } from './tunnel-program';

/** inlets forwards what reaches its server to `--upstream` (docs.inlets.dev). */
export const INLETS: TunnelProgram = {
  name: 'inlets',
  executables: ['inlets', 'inlets-pro'],
  ofContainer(words) {
    if (!words.includes('client')) return undefined;
    const upstream = flagValue(words, ['--upstream', '-u']);
    const ports = (flagValue(words, ['--ports', '--port', '-p']) ?? '').split(',').flatMap((port) => numberOf(port.trim()) ?? []);
    // several upstreams are written `host=url,host=url`
    const targets = (upstream ?? '').split(',').map((item) => item.slice(item.lastIndexOf('=') + 1)).filter((item) => item !== '');
    if (ports.length === 0) return targets.map((to) => ({ ...EVERYBODY, to }));
    return targets.flatMap((to) => ports.map((port) => ({ ...EVERYBODY, to, port })));
  },
};

/** `bore local PORT --local-host HOST --to SERVER` (ekzhang/bore). */
export const BORE: TunnelProgram = {
  name: 'bore',
  executables: ['bore'],
  ofContainer(words) {
    const local = words.indexOf('local');
    if (local < 0) return undefined;
    const port = numberOf(operandAfter(words, local) ?? '');
    return [{ ...EVERYBODY, to: flagValue(words, ['--local-host', '-l']) ?? 'localhost', ...(port === undefined ? {} : { port }) }];
  },
};

/** `chisel client SERVER R:[interface:]PORT:HOST:PORT` (jpillora/chisel): remotes that start with `R:` listen on the server; `R:socks` leads anywhere. */
export const CHISEL: TunnelProgram = {
  name: 'chisel',
  executables: ['chisel'],
  ofContainer(words) {
    if (!words.includes('client')) return undefined;
    const remotes = words.filter((word) => word.startsWith('R:'));
    return remotes.map((remote): TunnelTarget => (remote.endsWith(':socks') ? { ...EVERYBODY, to: undefined } : destination(remote.slice(2))));
  },
};

/** `ssh -R [address:]PORT:HOST:PORT SERVER`: the server listens, by default for itself only (sshd_config, GatewayPorts). */
export const SSH: TunnelProgram = {
  name: 'ssh -R',
  executables: ['ssh', 'autossh'],
  ofContainer(words) {
    const remotes = words.flatMap((word, index) => (word === '-R' ? words[index + 1] ?? [] : /^-R./.test(word) ? word.slice(2) : []));
    if (remotes.length === 0) return undefined;
    return remotes.map((remote) => ({ ...destination(remote), from: 'unknown', assuming: 'the server of ssh lets others connect to the port that it forwards' }));
  },
};

/** The last two parts of `[address:]port:host:port`, or a port of the same host. */
function destination(remote: string): TunnelTarget {
  const parts = remote.replace(/\/(?:tcp|udp)$/, '').split(':');
  const port = numberOf(parts.at(-1) ?? '');
  const host = parts.length >= 3 ? parts.at(-2) : undefined;
  return { ...EVERYBODY, to: host ?? 'localhost', ...(port === undefined ? {} : { port }) };
}
