import { Attachment, attachmentsOf } from '../cluster/gateway-api/attachment';
import { Destination, destinationsOf } from '../cluster/gateway-api/destinations';
import { GatewayApi, GatewayRoute, namespaceOf } from '../cluster/gateway-api/objects';
import { unlessServed } from '../cluster/gateway-api/versions';
import { gatewayCarrier } from '../cluster/mesh';
import { Workload } from '../cluster/model';
import { JOINING_AMBIENT } from '../controllers/istio-gateway';
import { ParentReference } from '../manifest/kinds/gateway-api/route';
import { Backend, onlyIf } from './controllers/controller-front';
import { GatewayFronts } from './gateway-api/gateway-fronts';
import { descriptionsOfParent } from './gateway-api/gateway-product';
import { RouteTarget, targetsOf } from './gateway-api/route-targets';
import { Route } from './model';
import { ExposureContext, FoundWayIn, Front, WayInFinder } from './way-in-finder';
import { publicEntries } from './zones';

/**
 * A route of the Gateway API leads from the listeners that take it to Services. Which listeners those are is worked out in
 * `cluster/gateway-api`, who stands in front of them in `gateway-api/gateway-fronts.ts`.
 */
export const GATEWAY_ROUTE: WayInFinder = {
  kind: 'Gateway',
  *find(context) {
    const { routes } = GatewayApi.of(context.cluster);
    if (routes.length === 0) return;
    const fronts = new GatewayFronts(context.gateways, context.profile);
    for (const route of routes) yield* findIn(context, fronts, route);
  },
};

/** How a route is reached: through a listener, or through a parent that the manifests do not contain. */
interface Access {
  readonly through: readonly string[];
  /** Names by which a declaration may call the gateway. */
  readonly gateways: readonly string[];
  readonly hosts: readonly (string | undefined)[];
  readonly tls: boolean;
  /** Whether the parent takes the route at all depends on what the manifests do not say. */
  readonly possible: boolean;
  fronts(backend: Backend): readonly Front[];
  /** Port of the pod on which a mesh carries these connections instead. */
  carrier(workload: Workload): number | undefined;
}

function* findIn(context: ExposureContext, fronts: GatewayFronts, route: GatewayRoute): Generator<FoundWayIn> {
  const { attachments, elsewhere } = attachmentsOf(context.cluster, route);
  const accesses = [
    ...attachments.map((attachment) => byListener(fronts, route, attachment)),
    ...elsewhere.map((parentRef) => byOther(context, fronts, route, parentRef)),
  ];
  if (accesses.length === 0) return;
  const reached = grouped(context, route);
  for (const access of accesses) {
    for (const { target, destinations } of reached) {
      const routes = destinations.flatMap((destination) => routesOf(route, access, destination));
      const annotations = [route.metadata.annotations, target.annotations];
      const carrier = access.carrier(target.workload);
      for (const front of access.fronts({ annotations, hasNodePort: target.hasNodePort })) {
        yield {
          kind: 'Gateway',
          object: route,
          field: destinations[0]?.backend.path,
          workload: target.workload,
          ports: target.ports,
          through: [...access.through, route.ref, ...target.through],
          gateways: access.gateways,
          ...(access.possible || target.provided !== undefined ? { possible: true } : {}),
          ...(routes.length === 0 ? {} : { routes }),
          ...(carrier === undefined ? {} : { carrier }),
          front: target.provided === undefined ? front : onlyIf(front, target.provided),
        };
      }
    }
  }
}

interface ReachedTarget { readonly target: RouteTarget; readonly destinations: readonly Destination[] }

/** The workloads behind a route, each port of a Service once, with all backends that lead there. */
function grouped({ cluster }: ExposureContext, route: GatewayRoute): readonly ReachedTarget[] {
  const found = new Map<string, { readonly target: RouteTarget; readonly destinations: Destination[] }>();
  for (const destination of destinationsOf(cluster, route)) {
    if (!destination.granted) continue;
    for (const led of targetsOf(cluster, route, destination)) {
      const conditions = [led.provided, destination.provided].filter((condition) => condition !== undefined);
      const target = conditions.length === 0 ? led : { ...led, provided: conditions.join(', and ') };
      const key = [...target.through, target.workload.id, target.ports.toString(), target.provided].join(' ');
      const known = found.get(key);
      if (known === undefined) found.set(key, { target, destinations: [destination] });
      else known.destinations.push(destination);
    }
  }
  return [...found.values()];
}

function byListener(fronts: GatewayFronts, route: GatewayRoute, attachment: Attachment): Access {
  const { gateway, owner, listener, hosts, assuming } = attachment;
  const version = unlessServed(route);
  const conditions = [...assuming, ...(version === undefined ? [] : [version]), ...fronts.unwatched(gateway, route)];
  return {
    through: owner === gateway ? [gateway.ref] : [gateway.ref, owner.ref],
    gateways: [`${namespaceOf(gateway.metadata)}/${gateway.metadata.name}`],
    hosts,
    tls: listener.protocol === 'HTTPS' || listener.protocol === 'TLS',
    possible: assuming.length > 0,
    fronts: (backend) => fronts.of(attachment, backend).map((front) => conditions.reduce(onlyIf, front)),
    carrier: (workload) => fronts.carrier(gateway, workload),
  };
}

/** A Gateway of another repository: whether it takes the route is not known, unless exposure.yaml describes one controller that may. TLS is up to its listeners. */
function byOther({ profile }: ExposureContext, fronts: GatewayFronts, route: GatewayRoute, { kind, name, namespace }: ParentReference): Access {
  const parent = { name, namespace: namespace ?? namespaceOf(route.metadata) };
  const ref = `${kind} ${parent.namespace}/${parent.name}`;
  const descriptions = descriptionsOfParent(profile, parent);
  const assumption = `${ref}, which the manifests do not contain, takes ${route.ref}: check them together, or describe its controller under \`controllers\` of exposure.yaml`;
  const unknown: Front = {
    kind: 'open', entries: publicEntries(), scope: 'unknown', seenAs: { kind: 'peer', peers: [], name: `the proxies of ${ref}` },
  };
  return {
    through: [ref],
    gateways: [`${parent.namespace}/${parent.name}`],
    hosts: route.spec.hostnames.length === 0 ? [undefined] : route.spec.hostnames,
    tls: true,
    possible: descriptions.length !== 1,
    carrier: (workload) => (descriptions.some(({ preset }) => JOINING_AMBIENT.has(preset)) ? gatewayCarrier(workload) : undefined),
    fronts: (backend) => {
      const described = fronts.elsewhere(descriptions, ref, backend);
      if (described.length === 1) return described;
      return (described.length === 0 ? [unknown] : described).map((front) => onlyIf(front, assumption));
    },
  };
}

/** Hosts and paths of the rules; connections have none, nor do copies and questions to an authorization service. */
function routesOf({ kind }: GatewayRoute, { hosts, tls }: Access, { rule, backend }: Destination): readonly Route[] {
  if (kind === 'TCPRoute' || kind === 'UDPRoute' || backend.role !== 'backend') return [];
  return hosts.flatMap((host) => rule.matches.map(({ path, partial, type }): Route => ({
    path, tls, ...(host === undefined ? {} : { host, ...(host.startsWith('*.') ? { anyDepth: true } : {}) }), ...(partial ? { exact: true } : {}), ...(type && { type }),
  })));
}
