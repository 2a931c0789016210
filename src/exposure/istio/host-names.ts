import { IstioServer } from '../../manifest/kinds/istio/gateway';

/** `*` covers every name, `*.example.com` every name below the domain, at any depth. */
function covers(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*') && host.replace(/^\*/, '').endsWith(pattern.slice(1)) && host.length >= pattern.length);
}

/** The narrower of two host names that overlap; undefined if no name belongs to both. */
export function commonHost(a: string, b: string): string | undefined {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  if (covers(one, other)) return other;
  return covers(other, one) ? one : undefined;
}

/**
 * Hosts of a server for VirtualServices of one namespace: `namespace/host` is for that namespace only, of which `.` is the
 * namespace of the gateway and `*` every one (Istio reference, Server.hosts).
 */
export function serverHostsFor({ hosts }: IstioServer, gatewayNamespace: string, namespace: string): readonly string[] {
  return hosts.flatMap((written) => {
    const slash = written.indexOf('/');
    if (slash < 0) return [written];
    const owner = written.slice(0, slash);
    const isFor = owner === '*' || (owner === '.' ? gatewayNamespace : owner) === namespace;
    return isFor ? [written.slice(slash + 1)] : [];
  });
}

/** `gateway`, `namespace/gateway`, `./gateway` or, as of old, `gateway.namespace[.svc…]` as `namespace/gateway`; `mesh` stays. */
export function gatewayName(written: string, namespace: string): string {
  if (written === 'mesh') return written;
  if (written.startsWith('./')) return `${namespace}/${written.slice(2)}`;
  if (written.includes('/')) return written;
  const [name = '', of] = written.split('.');
  return `${of ?? namespace}/${name}`;
}

/**
 * Whether an `exportTo` shows its object to a namespace; `undecided` if it depends on which namespace that is, and nobody knows.
 *
 * @param own namespace of the object
 */
export function isVisible(exportTo: readonly string[], own: string, to: string | undefined): boolean | 'undecided' {
  if (exportTo.length === 0 || exportTo.includes('*')) return true;
  const namespaces = exportTo.map((written) => (written === '.' ? own : written)).filter((name) => name !== '~');
  if (namespaces.length === 0) return false;
  return to === undefined ? 'undecided' : namespaces.includes(to);
}
