import { Features } from '../controllers/features/feature';
import { HTTP_LISTENER, httpsListener } from './gateway';

/** A match on the path, as the API writes it. */
export interface RoutePath {
  readonly type: 'PathPrefix' | 'Exact' | 'RegularExpression';
  readonly value: string;
}

export interface HttpRouteIntent {
  readonly gateway: { readonly name: string; readonly namespace: string };
  readonly hosts: readonly string[];
  readonly paths: readonly RoutePath[];
  readonly serviceName: string;
  readonly servicePort: number;
  /** A second version, with a percentage of the requests, or those with a header. */
  readonly canary?: Features['canary'];
  readonly filters: readonly object[];
  /** Further fields of each rule. */
  readonly rule: Readonly<Record<string, unknown>>;
}

/** `spec` of an HTTPRoute on the encrypted listeners of its hosts alone. */
export function httpRouteSpec(intent: HttpRouteIntent): object {
  const hosts = [...new Set(intent.hosts)].sort();
  const { rule } = intent;
  return {
    parentRefs: hosts.map((host) => ({ ...intent.gateway, sectionName: httpsListener(host) })),
    hostnames: hosts,
    rules: rulePaths(intent).flatMap(({ paths, filters }) => routedTo(intent).map(({ header, backendRefs }) => ({
      matches: matchesOf(paths).map((match) => ({ ...match, ...(header && { headers: [header] }) })),
      ...(filters.length > 0 && { filters }),
      backendRefs,
      ...rule,
    }))),
  };
}

interface Routed {
  readonly header?: { readonly name: string; readonly value: string };
  readonly backendRefs: readonly object[];
}

/** Where requests go: those with the header of a canary to it, of the others a share. The more specific match wins (HTTPRoute, matches). */
function routedTo({ serviceName, servicePort: port, canary }: HttpRouteIntent): readonly Routed[] {
  if (canary === undefined) return [{ backendRefs: [{ name: serviceName, port }] }];
  const { serviceName: name, weight, header } = canary;
  const shared = weight === undefined ? [{ name: serviceName, port }] : [{ name: serviceName, port, weight: 100 - weight }, { name, port, weight }];
  return [...(header === undefined ? [] : [{ header, backendRefs: [{ name, port }] }]), { backendRefs: shared }];
}

/** All paths in one rule; but a prefix that is rewritten must be the only match of its rule, and nothing else can be (HTTPRoute, ReplacePrefixMatch). */
function rulePaths({ paths, filters }: Pick<HttpRouteIntent, 'paths' | 'filters'>): readonly Pick<HttpRouteIntent, 'paths' | 'filters'>[] {
  const others = filters.filter((filter) => !('urlRewrite' in filter));
  if (others.length === filters.length) return [{ paths, filters }];
  const kept = paths.filter(({ type }) => type !== 'PathPrefix');
  const prefixes = [...new Set(paths.filter(({ type }) => type === 'PathPrefix').map(({ value }) => value))].sort();
  return [
    ...prefixes.map((value) => ({ paths: [{ type: 'PathPrefix', value } as const], filters })),
    ...(kept.length === 0 ? [] : [{ paths: kept, filters: others }]),
  ];
}

/** `spec` of an HTTPRoute that answers on the plain listener, with nothing but a redirect. Permanent (308 is not in every product). */
export function redirectRouteSpec({ gateway, hosts, paths }: Pick<HttpRouteIntent, 'gateway' | 'hosts' | 'paths'>): object {
  return {
    parentRefs: [{ ...gateway, sectionName: HTTP_LISTENER }],
    hostnames: [...new Set(hosts)].sort(),
    rules: [{
      matches: matchesOf(paths),
      filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
    }],
  };
}

function matchesOf(paths: readonly RoutePath[]): object[] {
  const byText = new Map(paths.map((path) => [`${path.value} ${path.type}`, path]));
  return [...byText.keys()].sort().map((key) => ({ path: byText.get(key) }));
}
