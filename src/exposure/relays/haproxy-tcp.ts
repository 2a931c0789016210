import { PortSet } from '../../network/port-set';
import { Forwarding, hostAndPort, isLoopback, RelayProgram } from './relay-program';

/** A section of a configuration with its lines, as words. */
interface Section { readonly kind: string; readonly name: string; readonly mode: string; readonly lines: (readonly string[])[] }

/** `listen`, or `frontend` with its backends, in mode `tcp`, which is the default (HAProxy Configuration Manual, "mode"). */
export const HAPROXY_TCP: RelayProgram = {
  name: 'HAProxy in mode tcp',
  executables: ['haproxy', 'haproxy-alpine', 'haproxy-debian'],
  ofCommand: () => [],
  ofConfig(text) {
    if (!/^\s*server\s/m.test(text)) return [];
    const sections = sectionsOf(text);
    return sections.filter(({ kind, mode }) => (kind === 'listen' || kind === 'frontend') && mode === 'tcp').flatMap((section) => forwardings(section, sections));
  },
};

function forwardings(section: Section, all: readonly Section[]): readonly Forwarding[] {
  const listens = PortSet.union(section.lines.filter(([key]) => key === 'bind').flatMap(([, addresses = '']) => addresses.split(',').map(listening)));
  if (listens.isEmpty) return [];
  const chosen = section.lines.flatMap(([key, name]) => (key === 'default_backend' || key === 'use_backend' ? [name] : []));
  const servers = [section, ...all.filter(({ kind, name }) => kind === 'backend' && chosen.includes(name))]
    .flatMap(({ lines }) => lines.flatMap(([key, , address = '']) => (key === 'server' ? hostAndPort(address) ?? [] : [])));
  return servers.map((to) => ({ listens, ...to }));
}

function listening(address: string): PortSet {
  const at = hostAndPort(address.replace(/^ipv[46]@/, ''));
  return at === undefined || isLoopback(at.host) ? PortSet.NONE : PortSet.of('TCP', at.port);
}

/** Sections with the mode that they state, else that of the last `defaults` before them. */
function sectionsOf(text: string): readonly Section[] {
  const sections: Section[] = [];
  let inherited = 'tcp';
  for (const raw of text.replace(/(^|\s)#.*$/gm, '').split('\n')) {
    const words = raw.trim().split(/\s+/);
    const [key = '', name = ''] = words;
    const last = sections.at(-1);
    if (['global', 'defaults', 'listen', 'frontend', 'backend'].includes(key)) {
      sections.push({ kind: key, name, mode: inherited, lines: [] });
    } else if (key === 'mode' && last !== undefined) {
      sections[sections.length - 1] = { ...last, mode: name };
      if (last.kind === 'defaults') inherited = name;
    } else if (key !== '') {
      last?.lines.push(words);
    }
  }
  return sections;
}
