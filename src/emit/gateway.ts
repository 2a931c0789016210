/** Where a Gateway listens, and who may attach routes to it. */
export interface GatewayIntent {
  readonly className: string;
  /** Ports of the plain and of the encrypted listeners. */
  readonly ports: { readonly http: number; readonly https: number };
  /** Whether there is a listener for plain HTTP. */
  readonly servesPlainHttp: boolean;
  /** Each with `tls` of its listener, if there is any to say. */
  readonly hosts: readonly { readonly host: string; readonly tls?: object }[];
  /** Namespaces whose routes are taken. */
  readonly namespaces: readonly string[];
  /** Annotations for what the controller makes for the Gateway. */
  readonly infrastructureAnnotations: Readonly<Record<string, string>>;
  /** The object that configures it. */
  readonly parameters?: { readonly group: string; readonly kind: string; readonly name: string };
}

export const HTTP_LISTENER = 'http';

/** The listener of a host. A wildcard is spelled out: a listener has the name of a DNS subdomain. */
export function httpsListener(host: string): string {
  return `https-${host.replace(/^\*/, 'wildcard')}`;
}

/** A Gateway may have this many listeners (Gateway API v1: `spec.listeners` has at most 64 items). */
export const MOST_LISTENERS = 64;

/** `spec` of a Gateway with a listener for each host, so that no app answers for hosts of another. */
export function gatewaySpec(intent: GatewayIntent): object {
  const allowedRoutes = { namespaces: { from: 'Selector', selector: namespacesNamed(intent.namespaces) } };
  const hosts = [...new Map(intent.hosts.map((entry) => [entry.host, entry])).values()].sort((a, b) => (a.host < b.host ? -1 : 1));
  const plain = intent.servesPlainHttp ? [{ name: HTTP_LISTENER, port: intent.ports.http, protocol: 'HTTP', allowedRoutes }] : [];
  const encrypted = hosts.map(({ host, tls }) => ({
    name: httpsListener(host),
    port: intent.ports.https,
    protocol: 'HTTPS',
    hostname: host,
    ...(tls !== undefined && { tls }),
    allowedRoutes,
  }));
  return {
    gatewayClassName: intent.className,
    ...infrastructure(intent),
    listeners: [...plain, ...encrypted],
  };
}

function infrastructure({ infrastructureAnnotations: annotations, parameters }: GatewayIntent): object {
  const said = { ...(Object.keys(annotations).length > 0 && { annotations }), ...(parameters !== undefined && { parametersRef: parameters }) };
  return Object.keys(said).length === 0 ? {} : { infrastructure: said };
}

/** By the one label that nobody but the control plane sets. */
function namespacesNamed(names: readonly string[]): object {
  return { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...new Set(names)].sort() }] };
}
