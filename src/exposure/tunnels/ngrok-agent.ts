import { isMap, mapIn, mapsOf, textOf } from './config-document';
import { EVERYBODY, operandAfter, TunnelProgram } from './tunnel-program';

const PROTOCOLS: readonly string[] = ['http', 'tcp', 'tls'];

/** The ngrok agent publishes what its command line, or the tunnels and endpoints of its configuration, name (ngrok documentation, "Agent configuration"). */
export const NGROK_AGENT: TunnelProgram = {
  name: 'the ngrok agent',
  executables: ['ngrok'],
  ofContainer(words) {
    const command = words.findIndex((word) => PROTOCOLS.includes(word));
    const to = command < 0 ? undefined : operandAfter(words, command);
    return to === undefined ? [] : [{ ...EVERYBODY, to: onlyPort(to) ? `127.0.0.1:${to}` : to }];
  },
  ofConfig(text) {
    if (!/\btunnels\b|\bendpoints\b/.test(text)) return undefined;
    const config = mapIn(text);
    const tunnels = isMap(config?.tunnels) ? Object.values(config.tunnels).filter(isMap) : [];
    const addresses = [
      ...tunnels.flatMap(({ addr }) => (typeof addr === 'number' ? String(addr) : textOf(addr) ?? [])),
      ...mapsOf(config?.endpoints).flatMap(({ upstream }) => (isMap(upstream) ? String(upstream.url ?? '') : [])),
    ].filter((address) => address !== '');
    return addresses.length === 0 ? undefined : addresses.map((address) => ({ ...EVERYBODY, to: onlyPort(address) ? `127.0.0.1:${address}` : address }));
  },
};

function onlyPort(text: string): boolean {
  return /^\d+$/.test(text);
}
