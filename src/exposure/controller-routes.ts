import { Cluster, Service, Workload } from '../cluster/model';
import { serviceTargets } from '../cluster/service-targets';
import { presetOfController } from '../controllers/presets';
import { RouteRule } from '../manifest/kinds/routes/route-object';
import { PortSet } from '../network/port-set';
import { filtered } from './controllers/client-filters';
import { frontOf } from './controllers/controller-front';
import { Controller, Controllers } from './controllers/controllers';
import { where } from './controllers/entry-ports';
import { Route } from './model';
import { Permission } from './routes/route-permissions';
import { RouteProduct, ROUTE_PRODUCTS } from './routes/route-products';
import { ReadRoute, ResolvedRoute, RouteObjects } from './routes/route-resolution';
import { aliasChain, portsBehind } from './services/service-aliases';
import { portsByWorkload } from './services/service-way-in';
import { ExposureContext, FoundWayIn, Front, WayInFinder } from './way-in-finder';

/**
 * Kinds of their own by which controllers publish Services: IngressRoute, HTTPProxy, Route of OpenShift and so on, one row each in
 * `route-products.ts`. Who gets in is up to the controller that serves the class, and to the entry point that the route is on.
 */
export const CONTROLLER_ROUTES: WayInFinder = {
  kind: 'ControllerRoute',
  *find(context) {
    const controllers = new Controllers(context.cluster, context.profile);
    for (const product of ROUTE_PRODUCTS) {
      const objects = new RouteObjects(context.cluster, product);
      const known = new Map<string, readonly Controller[]>();
      for (const entry of objects.entries()) {
        const key = JSON.stringify([entry.kind, entry.metadata.namespace, entry.spec.className]);
        const serving = known.get(key) ?? controllersOf(context.cluster, controllers, product, entry);
        known.set(key, serving);
        if (serving.length === 0) continue;
        const installed = serving.every(({ kind }) => kind === 'unknown') ? product.installed?.(entry, context) : undefined;
        for (const published of grouped(context.cluster, objects.resolve(entry))) {
          if (installed === undefined) yield* waysInBy(context, product, serving, published);
          else for (const front of installed) yield* leading(published, [product.preset.className], front);
        }
      }
    }
  },
};

/** Who serves an object: by the class that it names, or the default class of the product where it names none. */
function controllersOf(cluster: Cluster, controllers: Controllers, product: RouteProduct, entry: ReadRoute): readonly Controller[] {
  const { kind, metadata, spec } = entry;
  const { preset } = product;
  const classes = cluster.ingressClasses.filter((ingressClass) => presetOfController(ingressClass.spec.controller) === preset);
  const needsDefault = spec.className === undefined && product.unnamedNeedsDefault === true;
  const className = spec.className ?? (needsDefault ? classes.find((ingressClass) => ingressClass.spec.isDefault)?.metadata.name : undefined);
  if (needsDefault && className === undefined && classes.length > 0) return [];
  const found = controllers.ofProduct({
    preset,
    kinds: `${kind}s`,
    unnamed: product.unnamed,
    namespace: metadata.namespace ?? 'default',
    ...(className === undefined ? {} : { className }),
    ...(product.classFlag === undefined ? {} : { classFlag: product.classFlag }),
    ...(product.namespacesFlag === undefined ? {} : { namespacesFlag: product.namespacesFlag }),
  });
  if (!needsDefault || className !== undefined) return found;
  return found.map((controller) => ({ ...controller, provided: `an IngressClass of ${preset.title} is the default class: the ${kind} names none` }));
}

/** A Service port that an object publishes, with every match that leads to it on one set of listeners. */
interface Published {
  readonly resolved: ResolvedRoute;
  readonly chain: readonly Service[];
  readonly ports: ReadonlyMap<Workload, PortSet>;
  readonly routes: Route[];
}

function grouped(cluster: Cluster, resolved: Iterable<ResolvedRoute>): Iterable<Published> {
  const published = new Map<string, Published>();
  for (const route of resolved) {
    const { object, service, rule, through, target } = route;
    const { listeners, protocol, clients } = rule;
    const key = JSON.stringify([object.ref, through, service, target.portBy, listeners, protocol, clients?.allowed.key, clients?.by]);
    const known = published.get(key);
    if (known !== undefined) {
      known.routes.push(...routesOf(rule));
      continue;
    }
    const chain = aliasChain(cluster, service);
    const ports = portsOf(cluster, chain, route);
    if (ports.size > 0) published.set(key, { resolved: route, chain, ports, routes: [...routesOf(rule)] });
  }
  return published.values();
}

/** Pod ports behind the port that a route names, of its protocol. A port that the Service does not have leads nowhere. */
function portsOf(cluster: Cluster, chain: readonly Service[], route: ResolvedRoute): ReadonlyMap<Workload, PortSet> {
  const { service: { port }, rule: { protocol }, target } = route;
  const service = chain.at(-1);
  if (service === undefined) return new Map();
  const ofProtocol = (ports: ReadonlyMap<Workload, PortSet>) => new Map([...ports]
    .map(([workload, set]) => [workload, set.intersect(PortSet.all(protocol))] as const).filter(([, set]) => !set.isEmpty));
  // An alias or an address is resolved by its name, and the port is that of whatever answers.
  if (chain.length > 1 || target.kind === 'host') return ofProtocol(portsBehind(cluster, service, port === undefined ? {} : { port }));
  const targets = serviceTargets(cluster, service).filter(({ servicePort, podPort }) => port === undefined
    || servicePort.name === port || (target.portBy === 'pod' ? podPort : servicePort.port) === port);
  return ofProtocol(portsByWorkload(targets));
}

function routesOf({ hosts, paths, tls, http }: RouteRule): readonly Route[] {
  const all = paths.length === 0 || !http ? [{ path: '/' }] : paths;
  return (hosts.length === 0 ? [undefined] : hosts).flatMap((host) => all.map((path) => ({ ...path, tls, ...(host === undefined ? {} : { host }) })));
}

function* waysInBy(context: ExposureContext, product: RouteProduct, serving: readonly Controller[], published: Published): Generator<FoundWayIn> {
  const { resolved: { object, rule, needs }, chain } = published;
  const needed: readonly Permission[] = [...needs, ...(chain.length > 1 ? ['external-name'] as const : [])];
  for (const controller of serving) {
    const permitted = permittedBy(product, controller, needed);
    if (permitted === undefined || (controller.kind === 'pods' && product.reads?.(controller.workload) === false)) continue;
    const backend = {
      annotations: [object.metadata.annotations],
      hasNodePort: false,
      entryPorts: (proxy: Workload) => where(proxy, product.entryPorts(proxy, rule, context)),
    };
    const front = frontOf(permitted, backend, context.profile);
    yield* leading(published, gatewaysOf(controller, object, product), front);
  }
}

function* leading({ resolved, chain, ports: byWorkload, routes }: Published, gateways: readonly string[], unfiltered: Front): Generator<FoundWayIn> {
  const { object, field, rule } = resolved;
  const front = filtered(unfiltered, rule.clients, object.ref);
  const hops = [...resolved.through, ...chain.map(({ ref }) => ref)];
  for (const [workload, ports] of byWorkload) {
    yield { kind: 'ControllerRoute', object, field, workload, ports, through: hops, routes, gateways, front };
  }
}

/** The controller, with what it must have been told; undefined where it certainly refuses. */
function permittedBy(product: RouteProduct, controller: Controller, needed: readonly Permission[]): Controller | undefined {
  const proxy = controller.kind === 'pods' ? controller.workload : undefined;
  const answers = needed.map((permission) => product.allows?.(permission, proxy) ?? 'yes');
  if (answers.includes('no')) return undefined;
  const conditions = answers.filter((answer) => answer !== 'yes');
  if (conditions.length === 0) return controller;
  return { ...controller, provided: [controller.provided, ...conditions].filter((condition) => condition !== undefined).join(', and ') };
}

/** Names by which a declaration names the gateway: the class, as the object, the description or the product's documentation calls it. */
function gatewaysOf(controller: Controller, { spec }: ReadRoute, { preset }: RouteProduct): readonly string[] {
  if (spec.className !== undefined) return [spec.className];
  const description = controller.kind === 'pods' || controller.kind === 'described' ? controller.description : undefined;
  return [description?.className ?? preset.className];
}
