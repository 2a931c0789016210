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
  /** Namespace in which ACME challenges are routed: on the plain listener, too. */
  readonly challengesIn?: string;
  /** Annotations for what the controller makes for the Gateway. */
  readonly infrastructureAnnotations: Readonly<Record<string, string>>;
  /** The object that configures it. */
  readonly parameters?: { readonly group: string; readonly kind: string; readonly name: string };
}

export const HTTP_LISTENER = 'http';

/** The listener of a host. A wildcard is spelled out, by a name that no host has: a listener has the name of a DNS subdomain. */
export function httpsListener(host: string): string {
  return host.startsWith('*.') ? `any-https-${host.slice(2)}` : `https-${host}`;
}

/** Names of listeners are hosts with something in front, and have at most 253 characters. */
export const LONGEST_HOST = 240;

/** A Gateway may have this many listeners (Gateway API v1: `spec.listeners` has at most 64 items). */
export const MOST_LISTENERS = 64;

/** `spec` of a Gateway with a listener for each host, so that no app answers for hosts of another. */
export function gatewaySpec(intent: GatewayIntent): object {
  const { challengesIn } = intent;
  const allowedRoutes = routesOf(intent.namespaces);
  const hosts = [...new Map(intent.hosts.map((entry) => [entry.host, entry])).values()].sort((a, b) => (a.host < b.host ? -1 : 1));
  const plainRoutes = challengesIn === undefined ? allowedRoutes : routesOf([...intent.namespaces, challengesIn]);
  const plain = intent.servesPlainHttp ? [{ name: HTTP_LISTENER, port: intent.ports.http, protocol: 'HTTP', allowedRoutes: plainRoutes }] : [];
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

/** Nobody's selector would be refused; a listener without apps is for its own namespace, as it is by default. */
function routesOf(namespaces: readonly string[]): object {
  if (namespaces.length === 0) return { namespaces: { from: 'Same' } };
  return { namespaces: { from: 'Selector', selector: namespacesNamed(namespaces) } };
}

function infrastructure({ infrastructureAnnotations: annotations, parameters }: GatewayIntent): object {
  const said = { ...(Object.keys(annotations).length > 0 && { annotations }), ...(parameters !== undefined && { parametersRef: parameters }) };
  return Object.keys(said).length === 0 ? {} : { infrastructure: said };
}

/** By the one label that nobody but the control plane sets. */
function namespacesNamed(names: readonly string[]): object {
  return { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...new Set(names)].sort() }] };
}
