import { gatewayCarrier } from '../cluster/mesh';
import { Workload } from '../cluster/model';
import { IstioServer } from '../manifest/kinds/istio/gateway';
import { IstioDestination, VirtualServiceRoute } from '../manifest/kinds/istio/virtual-service';
import { frontOf } from './controllers/controller-front';
import { Binding, BoundServer, IstioBindings } from './istio/bindings';
import { httpRoutesOf, VirtualService } from './istio/delegates';
import { IstioDestinations, IstioTarget } from './istio/destinations';
import { destinationsOf, RouteProtocol, routesOfServer, ServedRoute, servedRoutes, Serving } from './istio/served-routes';
import { serverPortsOn } from './istio/server-ports';
import { Route } from './model';
import { ExposureContext, FoundWayIn, WayInFinder } from './way-in-finder';

/**
 * A VirtualService of Istio that names a gateway other than `mesh` lets what reaches the pods of that Gateway through to
 * its destinations (Istio reference, VirtualService.gateways). Without gateways it routes inside the mesh only. What policies of the
 * destination see is the pods of the gateway.
 */
export const VIRTUAL_SERVICE: WayInFinder = {
  kind: 'VirtualService',
  *find(context) {
    const bindings = new IstioBindings(context);
    if (bindings.virtualServices.length === 0) return;
    const destinations = new IstioDestinations(context.cluster, context.profile.cluster.clusterDomain);
    for (const virtualService of bindings.virtualServices) {
      for (const binding of bindings.of(virtualService)) {
        for (const led of leads(bindings, virtualService, binding)) yield* waysIn(context, destinations, virtualService, binding, led);
      }
    }
  },
};

/** A destination of a route that is served, and by which servers. */
interface Lead {
  readonly destination: IstioDestination;
  /** The VirtualService that contains the route: the one that is bound, or one that it delegates to. */
  readonly object: VirtualService;
  readonly routes: readonly Route[];
  /** Ports of the servers; empty if nobody knows them. */
  readonly ports: readonly number[];
}

/** Every destination once, with all the servers and matches that lead to it. */
function leads(bindings: IstioBindings, virtualService: VirtualService, binding: Binding): readonly Lead[] {
  const found = new Map<string, Lead>();
  const http = httpRoutesOf(virtualService, bindings.virtualServices);
  const objects = new Map(http.map(({ route, object }) => [route, object]));
  const spec = { ...virtualService.spec, http: http.map(({ route }) => route) };
  for (const { protocol, bound } of listeners(binding)) {
    for (const served of servedRoutes(spec, virtualService.metadata.namespace ?? 'default', servingOf(binding, protocol, bound?.server))) {
      const object = objects.get(served.route) ?? virtualService;
      const routes = routesOf(served, protocol, virtualService, bound);
      for (const destination of destinationsOf(served.route)) {
        const key = `${object.ref} ${destination.path}`;
        const known = found.get(key);
        const ports = [...known?.ports ?? [], ...(bound === undefined ? [] : [bound.server.port])];
        found.set(key, { destination, object, routes: [...known?.routes ?? [], ...routes], ports });
      }
    }
  }
  return [...found.values()];
}

interface Listener { readonly protocol: RouteProtocol; readonly bound?: BoundServer }

/** Servers that serve routes, where requests are not just sent on to HTTPS; of an unknown Gateway, any of each kind. */
function listeners({ servers }: Binding): readonly Listener[] {
  if (servers === 'unknown') return [{ protocol: 'http' }, { protocol: 'tls' }, { protocol: 'tcp' }];
  return servers.flatMap((bound) => {
    const protocol = routesOfServer(bound.server);
    return protocol === undefined || (protocol === 'http' && bound.server.httpsRedirect) ? [] : [{ protocol, bound }];
  });
}

function servingOf({ name, proxy }: Binding, protocol: RouteProtocol, server: IstioServer | undefined): Serving {
  const { labels: proxyLabels, mayHaveMore, namespace } = proxy;
  const known = { ...(server !== undefined && { port: server.port }), ...(namespace !== undefined && { proxyNamespace: namespace }) };
  return { protocol, gateway: name, proxyLabels, mayHaveMore, ...known };
}

/** Hosts and paths; connections that are no HTTP have neither, but TLS has the name that its client asks for. */
function routesOf({ matches }: ServedRoute, protocol: RouteProtocol, { spec }: VirtualService, bound: BoundServer | undefined): readonly Route[] {
  const hosts = bound?.hosts ?? spec.hosts;
  const tls = protocol === 'tls' || (bound !== undefined && bound.server.tls !== 'none');
  if (protocol === 'tcp') return [{ path: '/', tls }];
  if (protocol === 'tls') return matches.flatMap(({ sniHosts }) => sniHosts).map((host) => routeTo(host, undefined, true));
  const uris = matches.length === 0 ? [undefined] : matches.map(({ uri }) => uri);
  return hosts.flatMap((host) => uris.map((uri) => routeTo(host, uri, tls)));
}

function routeTo(host: string, uri: VirtualServiceRoute['matches'][number]['uri'], tls: boolean): Route {
  const path = uri === undefined || uri.kind === 'regex' ? '/' : uri.value;
  return { path, tls, ...(host !== '*' && { host }), ...(uri?.kind === 'exact' && { exact: true }) };
}

function* waysIn(
  context: ExposureContext, destinations: IstioDestinations, root: VirtualService, binding: Binding, lead: Lead,
): Generator<FoundWayIn> {
  const { proxy: { namespace }, gateway, possible } = binding;
  const { object, destination, routes, ports: serverPorts } = lead;
  const place = { namespace: object.metadata.namespace ?? 'default', serverPorts, ...(namespace !== undefined && { proxyNamespace: namespace }) };
  for (const target of destinations.of(destination, place)) {
    const through = [...(gateway === undefined ? [] : [gateway.ref]), ...new Set([root.ref, object.ref]), ...target.through];
    const front = frontOf(servingIf(binding, target), backendOf(context, lead), context.profile);
    const { workload, ports } = target;
    const carrier = gatewayCarrier(workload);
    const found = { object, field: destination.path, workload, ports, through, routes, front };
    yield { kind: 'VirtualService', ...found, ...(carrier !== undefined && { carrier }), ...(possible && { possible }) };
  }
}

function servingIf({ proxy: { controller }, provided }: Binding, target: IstioTarget): Binding['proxy']['controller'] {
  const conditions = [...provided, ...(target.provided === undefined ? [] : [target.provided])];
  return conditions.length === 0 ? controller : { ...controller, provided: conditions.join(', and ') };
}

/** Policies see the proxy itself: nothing of the Service changes that. */
function backendOf({ cluster }: ExposureContext, { ports }: Lead): Parameters<typeof frontOf>[1] {
  const entryPorts = (proxy: Workload) => ({ ports: serverPortsOn(cluster, proxy, ports) });
  return { annotations: [], hasNodePort: false, ...(ports.length > 0 && { entryPorts }) };
}
