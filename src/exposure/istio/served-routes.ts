import { IstioServer } from '../../manifest/kinds/istio/gateway';
import { IstioDestination, RouteMatch, VirtualServiceRoute, VirtualServiceSpec } from '../../manifest/kinds/istio/virtual-service';
import { StringMap } from '../../manifest/kubernetes-object';
import { hasAll } from './gateway-proxies';
import { gatewayName } from './host-names';

/** Which list of routes of a VirtualService a server looks at. */
export type RouteProtocol = 'http' | 'tls' | 'tcp';

/** Protocols of servers that take requests without TLS. */
export const PLAIN_HTTP: ReadonlySet<string> = new Set(['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTP_PROXY']);

/**
 * The routes that a server serves: `http` on plain HTTP and where it terminates HTTPS, `tls` where it passes TLS through, `tcp` on
 * everything else (Istio, buildGatewayListeners). None where it passes on by itself, or listens to nobody outside the pod.
 */
export function routesOfServer({ protocol, tls, bind = '' }: IstioServer): RouteProtocol | undefined {
  if (tls === 'auto-passthrough' || /^(unix:|127\.|::1$)/.test(bind)) return undefined;
  if (PLAIN_HTTP.has(protocol)) return 'http';
  if (tls === 'passthrough') return 'tls';
  return protocol === 'HTTPS' ? 'http' : 'tcp';
}

/** What serves routes: a server of a Gateway, on one kind of pods. */
export interface Serving {
  readonly protocol: RouteProtocol;
  /** `namespace/name` of the Gateway. */
  readonly gateway: string;
  /** Port of the server; any if it is not known. */
  readonly port?: number;
  readonly proxyLabels: readonly StringMap[];
  readonly proxyNamespace?: string;
  /** Whether the pods may have other labels than those. */
  readonly mayHaveMore: boolean;
}

/** A route that is served, with the paths that lead to it. */
export interface ServedRoute {
  readonly route: VirtualServiceRoute;
  /** Matches that hold at this server; none if it takes everything. */
  readonly matches: readonly RouteMatch[];
}

/**
 * The routes of a VirtualService that a server serves. They are tried in order, so that nothing behind one that takes every
 * request is; of `tcp` only the first that matches counts.
 *
 * @param namespace of the VirtualService
 */
export function servedRoutes(spec: Pick<VirtualServiceSpec, RouteProtocol>, namespace: string, serving: Serving): readonly ServedRoute[] {
  const served: ServedRoute[] = [];
  for (const route of spec[serving.protocol]) {
    const matches = route.matches.filter((match) => holds(match, namespace, serving));
    if (route.matches.length > 0 && matches.length === 0) continue;
    served.push({ route, matches });
    if (takesAll(route, matches, serving)) break;
  }
  return served;
}

function holds(match: RouteMatch, namespace: string, serving: Serving): boolean {
  if (match.port !== undefined && serving.port !== undefined && match.port !== serving.port) return false;
  if (match.gateways.length > 0) return match.gateways.some((name) => gatewayName(name, namespace) === serving.gateway);
  return serving.protocol !== 'http' || comesFrom(match, serving);
}

/** Conditions on the client's labels and namespace are about the gateway itself, where that is the client. */
function comesFrom({ sourceLabels, sourceNamespace }: RouteMatch, { proxyLabels, proxyNamespace, mayHaveMore }: Serving): boolean {
  if (sourceNamespace !== undefined && proxyNamespace !== undefined && sourceNamespace !== proxyNamespace) return false;
  if (!mayHaveMore) return proxyLabels.some((labels) => hasAll(labels, sourceLabels));
  return proxyLabels.length === 0
    || proxyLabels.some((labels) => Object.entries(sourceLabels).every(([key, value]) => labels[key] === undefined || labels[key] === value));
}

function takesAll(route: VirtualServiceRoute, matches: readonly RouteMatch[], { protocol, port, mayHaveMore }: Serving): boolean {
  if (protocol === 'tls') return false;
  if (route.matches.length === 0) return protocol === 'http' || route.destinations.length > 0;
  // a condition that perhaps does not hold takes nothing from the routes behind it
  const sure = matches.filter(({ sourceLabels, sourceNamespace, port: wanted }) =>
    (!mayHaveMore || (Object.keys(sourceLabels).length === 0 && sourceNamespace === undefined)) && (wanted === undefined || port !== undefined));
  if (protocol === 'tcp') return route.destinations.length > 0 && sure.some(({ complete }) => complete);
  return sure.some(({ complete, uri }) => complete && (uri === undefined || isEveryPath(uri)));
}

function isEveryPath({ kind, value }: NonNullable<RouteMatch['uri']>): boolean {
  return (kind === 'prefix' && value === '/') || (kind === 'regex' && value === '.*');
}

/** Destinations that get requests, and those that get copies. Of several, one without a weight gets none. */
export function destinationsOf({ destinations, mirrors }: VirtualServiceRoute): readonly IstioDestination[] {
  const weighted = destinations.filter(({ weight = 0 }) => weight > 0);
  return [...(destinations.length === 1 || weighted.length === 0 ? destinations : weighted), ...mirrors];
}
