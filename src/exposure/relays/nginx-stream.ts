import { PortSet } from '../../network/port-set';
import { Forwarding, hostAndPort, isLoopback, RelayProgram } from './relay-program';

/** A directive of a configuration: its words, and what stands in its braces. */
interface Directive { readonly words: readonly string[]; readonly block: readonly Directive[] }

/** `server { listen 5432; proxy_pass db.shop:5432; }` of a `stream` block (nginx.org, ngx_stream_proxy_module). */
export const NGINX_STREAM: RelayProgram = {
  name: 'nginx stream',
  executables: ['nginx', 'nginx-unprivileged', 'openresty'],
  ofCommand: () => [],
  ofConfig(text) {
    if (!text.includes('proxy_pass')) return [];
    const all = [...everyDirective(parsed(text))];
    return all.filter(({ words }) => words[0] === 'server').flatMap((server) => forwardings(server, all));
  },
};

/** Only servers of streams have `proxy_pass` of their own: those of HTTP have it in a location. */
function forwardings({ block }: Directive, all: readonly Directive[]): readonly Forwarding[] {
  const target = block.find(({ words }) => words[0] === 'proxy_pass')?.words[1];
  if (target === undefined) return [];
  const listens = PortSet.union(block.filter(({ words }) => words[0] === 'listen').map(({ words }) => listening(words)));
  if (listens.isEmpty) return [];
  return destinations(target, all).map((to) => ({ listens, ...to }));
}

function listening([, address = '', ...options]: readonly string[]): PortSet {
  const at = hostAndPort(/^\d+$/.test(address) ? `:${address}` : address);
  if (at === undefined || isLoopback(at.host)) return PortSet.NONE;
  return PortSet.of(options.includes('udp') ? 'UDP' : 'TCP', at.port);
}

/** A host, a group of servers, or a variable that a `map` sets. */
function destinations(target: string, all: readonly Directive[]): readonly { readonly host: string; readonly port: number }[] {
  if (target.startsWith('$')) {
    const maps = all.filter(({ words }) => words[0] === 'map' && words[2] === target);
    return maps.flatMap(({ block }) => block.flatMap(({ words }) => destinations((words[1] ?? '').replace(/^\$/, ''), all)));
  }
  const group = all.find(({ words }) => words[0] === 'upstream' && words[1] === target);
  if (group === undefined) return hostAndPort(target) === undefined ? [] : [hostAndPort(target)!];
  return group.block.flatMap(({ words }) => (words[0] === 'server' ? hostAndPort(words[1] ?? '') ?? [] : []));
}

function* everyDirective(directives: readonly Directive[]): Generator<Directive> {
  for (const directive of directives) {
    yield directive;
    yield* everyDirective(directive.block);
  }
}

function parsed(text: string): readonly Directive[] {
  const tokens = text.replace(/(^|\s)#.*$/gm, '').match(/"[^"]*"|'[^']*'|[{};]|[^\s{};]+/g) ?? [];
  const root: Directive[] = [];
  const open: Directive[][] = [root];
  let words: string[] = [];
  for (const token of tokens) {
    if (token === '}') {
      if (open.length > 1) open.pop();
    } else if (token === '{' || token === ';') {
      const block: Directive[] = [];
      open.at(-1)!.push({ words, block });
      if (token === '{') open.push(block);
      words = [];
    } else {
      words.push(token.replace(/^["']|["']$/g, ''));
    }
  }
  return root;
}
