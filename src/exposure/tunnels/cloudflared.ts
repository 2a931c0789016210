import { JsonObject } from '../../manifest/kubernetes-object';
import { isMap, mapIn, mapsOf, textOf } from './config-document';
import { EVERYBODY, flagValue, TunnelProgram, TunnelTarget } from './tunnel-program';

/** What a rule of the configuration may lead to (developers.cloudflare.com, "Configuration file", supported protocols). */
const ORIGIN = /^(?:(?:https?|tcp|ssh|rdp|smb|unix|unix\+tls|ws|wss):|http_status:\d|hello[-_]world$|bastion$|socks-proxy$)/;
/** Origins that let the visitor say where to go. */
const ANY_ORIGIN = /^(?:bastion|socks-proxy)$/;
const OTHER_COMMANDS = ['access', 'login', 'version', 'update', 'tail', 'service', 'proxy-dns', 'create', 'delete', 'list', 'route', 'cleanup', 'token'];

/**
 * cloudflared publishes what the `ingress` rules of its configuration, or `--url`, name, under hosts of Cloudflare. With a token, or without rules, the
 * rules are configured at Cloudflare. Access policies are configured there too: none is assumed.
 */
export const CLOUDFLARED: TunnelProgram = {
  name: 'cloudflared',
  executables: ['cloudflared'],
  ofContainer(words, { env }) {
    const command = words.find((word) => !word.startsWith('-') && !/(?:^|\/)cloudflared$/.test(word));
    if (command !== undefined && OTHER_COMMANDS.includes(command)) return undefined;
    if (command === 'tunnel' && OTHER_COMMANDS.includes(words[words.indexOf('tunnel') + 1] ?? '')) return undefined;
    if (words.includes('--hello-world')) return [{ ...EVERYBODY, to: 'hello_world' }];
    const url = flagValue(words, ['--url']) ?? env.TUNNEL_URL;
    return url === undefined ? [] : [{ ...EVERYBODY, to: url }];
  },
  ofConfig(text) {
    if (!/\bingress\b|\btunnel\b|\burl\b/.test(text)) return undefined;
    const config = mapIn(text);
    return config === undefined ? undefined : targetsOf(config);
  },
};

function targetsOf(config: JsonObject): readonly TunnelTarget[] | undefined {
  const { ingress, url, tunnel } = config;
  const routing = config['warp-routing'];
  const services = mapsOf(ingress).flatMap(({ service }) => textOf(service) ?? []);
  const hasOtherTarget = textOf(tunnel) !== undefined && (textOf(url) !== undefined || isMap(routing));
  if (!hasOtherTarget && !services.some((service) => ORIGIN.test(service))) return undefined;
  return [
    ...services.map((service): TunnelTarget => ({ ...EVERYBODY, to: ANY_ORIGIN.test(service) ? undefined : service })),
    ...(services.length === 0 && typeof url === 'string' ? [{ ...EVERYBODY, to: url }] : []),
    ...(isMap(routing) && routing.enabled === true ? [{ from: 'unknown', assuming: 'a route of the WARP network leads to it', to: undefined } as const] : []),
  ];
}
