import { isIP } from 'net';
import { JsonObject } from '../../manifest/kubernetes-object';
import { isPrivateAddress } from '../zones';
import { mapIn, mapsOf, numberOf, textOf } from './config-document';
import { EVERYBODY, flagValue, TunnelProgram, TunnelTarget, TunnelVisitors } from './tunnel-program';

/** Proxies that only a visitor with the secret key reaches (gofrp.org, "STCP & XTCP"). */
const WITH_KEY: readonly string[] = ['stcp', 'xtcp', 'sudp'];
const LOCAL = '127.0.0.1';

/** One proxy, by the names of all formats without `_` and in lower case. */
type Proxy = Readonly<Record<string, string | undefined>>;

/**
 * frpc dials out to a server and forwards ports of that server to local ones. A server at a private address belongs to a private network; what
 * stands in front of another is not known, and nothing is assumed to.
 */
export const FRP: TunnelProgram = {
  name: 'frpc',
  executables: ['frpc'],
  ofContainer(words) {
    const type = ['tcp', 'udp', 'http', 'https', 'tcpmux', 'stcp', 'xtcp', 'sudp'].find((candidate) => words.includes(candidate));
    if (type === undefined || words.includes('visitor')) return [];
    const visitors = visitorsOf(type, flagValue(words, ['--server-addr', '--server_addr', '-s']));
    return [target(visitors, { localip: flagValue(words, ['--local-ip', '--local_ip', '-i']), localport: flagValue(words, ['--local-port', '--local_port', '-l']) })];
  },
  ofConfig(text) {
    if (!/server_?addr/i.test(text)) return undefined;
    const config = mapIn(text);
    const { server, proxies } = config === undefined || config.serverAddr === undefined ? ofSections(text) : ofMap(config);
    return server === undefined ? undefined : proxies.map((proxy) => target(visitorsOf(proxy.type, server), proxy));
  },
};

interface FrpConfig { readonly server?: string; readonly proxies: readonly Proxy[] }

function ofMap({ serverAddr, proxies }: JsonObject): FrpConfig {
  const server = textOf(serverAddr);
  return {
    ...(server === undefined ? {} : { server }),
    proxies: mapsOf(proxies).map((proxy) => {
      const [plugin] = mapsOf([proxy.plugin ?? null]);
      return { type: textOf(proxy.type), localip: textOf(proxy.localIP), localport: String(proxy.localPort ?? ''), pluginlocaladdr: textOf(plugin?.localAddr), plugin: textOf(plugin?.type) };
    }),
  };
}

/**
 * INI and TOML: in the former every section but `common` is a proxy or a visitor, in the latter `[[proxies]]` is one, with its
 * plugin in a table below it.
 */
function ofSections(text: string): FrpConfig {
  const global: Record<string, string> = {};
  const proxies: Record<string, string>[] = [];
  let section = global;
  let prefix = '';
  for (const line of text.split('\n')) {
    const header = /^\s*\[+\s*([^\]]*?)\s*\]+/.exec(line)?.[1];
    if (header !== undefined) {
      const isPlugin = header === 'proxies.plugin';
      prefix = isPlugin ? 'plugin' : '';
      const isOfProxy = header.startsWith('proxies.');
      if (header === 'common') section = global;
      else if (!isOfProxy) section = isOutside(header) ? {} : added(proxies);
      continue;
    }
    const [, key = '', value = ''] = /^\s*([A-Za-z_.]+)\s*=\s*"?'?([^"'#]*)/.exec(line) ?? [];
    if (key !== '') section[prefix + key.replace(/[_.]/g, '').toLowerCase()] = value.trim();
  }
  const server = global.serveraddr;
  return { ...(server === undefined ? {} : { server }), proxies: proxies.filter(({ role }) => role !== 'visitor') };
}

/** Tables of TOML that are no proxies. */
function isOutside(header: string): boolean {
  return /^(?:visitors|auth|transport|log|webServer|featureGates|store|metadatas)(?:\.|$)/.test(header);
}

function added(proxies: Record<string, string>[]): Record<string, string> {
  const proxy: Record<string, string> = {};
  proxies.push(proxy);
  return proxy;
}

function target(visitors: TunnelVisitors, proxy: Proxy): TunnelTarget {
  const { localip, localport, pluginlocaladdr, plugin } = proxy;
  if (pluginlocaladdr !== undefined && pluginlocaladdr !== '') return { ...visitors, to: pluginlocaladdr };
  // these let the visitor say where to go; names filled in when the program starts may be any
  const isProxy = plugin === 'http_proxy' || plugin === 'socks5';
  if (isProxy || (localip ?? '').includes('{{')) return { ...visitors, to: undefined };
  const port = numberOf(localport ?? null);
  return { ...visitors, to: localip === undefined || localip === '' ? LOCAL : localip, ...(port === undefined ? {} : { port }) };
}

function visitorsOf(type: string | undefined, server: string | undefined): TunnelVisitors {
  if (type !== undefined && WITH_KEY.includes(type)) return { from: 'unknown', assuming: 'a visitor of frp has the secret key of the proxy' };
  return server !== undefined && isIP(server) !== 0 && isPrivateAddress(server) ? { from: 'private-network' } : EVERYBODY;
}
