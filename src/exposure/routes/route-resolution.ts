import { Cluster } from '../../cluster/model';
import { ClientFilter, together } from '../../manifest/kinds/routes/client-filter';
import { RouteObject, RoutePath, RouteRule, RouteTarget } from '../../manifest/kinds/routes/route-object';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { NamedService, serviceNamedBy } from '../services/service-names';
import { Permission } from './route-permissions';
import { RouteProduct } from './route-products';

export type ReadRoute = KubernetesObject<RouteObject>;

/** A Service behind a rule, with what leads there. */
export interface ResolvedRoute {
  /** The object on which the Service is named, as far as that is a route of its own, and the place. */
  readonly object: ReadRoute;
  readonly field: string;
  readonly service: NamedService;
  readonly target: RouteTarget;
  /** What matches, all of the objects on the way put together. */
  readonly rule: RouteRule;
  /** Objects on the way, from where traffic enters. */
  readonly through: readonly string[];
  /** What the product must permit. */
  readonly needs: ReadonlySet<Permission>;
}

/** What the objects before the one that is looked at say. */
interface Trail {
  readonly rule?: RouteRule;
  readonly through: readonly string[];
  readonly reported?: { readonly object: ReadRoute; readonly field: string };
  readonly needs: ReadonlySet<Permission>;
}

/** Objects of route kinds, by group, kind and name. */
export class RouteObjects {
  private readonly byKind = new Map<string, readonly ReadRoute[]>();
  private readonly byName = new Map<string, readonly ReadRoute[]>();
  private discoveries?: ReadonlyMap<string, NamedService>;
  private children?: ReadonlyMap<string, readonly ReadRoute[]>;

  public constructor(private readonly cluster: Cluster, private readonly product: RouteProduct) {}

  /** Objects at which traffic enters. */
  public entries(): readonly ReadRoute[] {
    return this.product.entries.flatMap((kind) => this.ofKind(kind)).filter(({ spec }) => spec.isEntry && spec.parents.length === 0);
  }

  /** Every Service that an object leads to, by itself and by the objects that it names. Each object is followed once for each of its rules. */
  public *resolve(entry: ReadRoute): Generator<ResolvedRoute> {
    yield* this.ofRules(entry, { through: [], needs: new Set() }, new Set([entry.ref]));
    const [first] = entry.spec.rules;
    for (const child of this.childrenOf(entry)) {
      const trail = { ...(first === undefined ? {} : { rule: first }), through: [entry.ref], needs: new Set<Permission>() };
      yield* this.ofRules(child, trail, new Set([entry.ref, child.ref]));
    }
  }

  private *ofRules(object: ReadRoute, before: Trail, seen: Set<string>): Generator<ResolvedRoute> {
    for (const own of object.spec.rules) yield* this.ofRule(object, own, before, seen);
  }

  private *ofRule(object: ReadRoute, own: RouteRule, before: Trail, seen: Set<string>): Generator<ResolvedRoute> {
    const clients = together([own.clients, ...own.targets.flatMap((target) => this.filters(target, homeOf(object), new Set()))]);
    const filtered = clients === undefined ? own : { ...own, clients };
    const rule = before.rule === undefined ? filtered : joined(before.rule, filtered);
    const through = [...before.through, object.ref];
    for (const target of own.targets) {
      const isRoute = before.reported === undefined || this.product.parts?.includes(object.kind) === true;
      const reported = isRoute ? { object, field: target.path } : before.reported;
      const home = homeOf(object);
      const isHome = target.namespace === undefined || target.namespace === home;
      const needs = isHome ? before.needs : new Set<Permission>([...before.needs, 'other-namespace']);
      const named = this.named(target, home);
      const service = serviceOf(target, home) ?? (named.length === 0 ? this.discovered(target) : undefined);
      if (service !== undefined) yield { ...reported, service, target, rule, through, needs };
      for (const next of named) {
        if (seen.has(next.ref)) continue;
        seen.add(next.ref);
        yield* this.ofRules(next, { rule, through, reported, needs }, seen);
      }
    }
  }

  /** Objects that a target names; one that is an entry by itself is part of no other (Contour: a root cannot include a root). */
  private named(target: RouteTarget, home: string): readonly ReadRoute[] {
    if (target.kind === 'Service' || target.kind === 'host') return [];
    const namespace = target.namespace ?? home;
    const { labels } = target;
    if (labels === undefined) return this.called(target.kind, `${namespace}/${target.name}`);
    return this.ofKind(target.kind).filter((object) => !object.spec.isEntry && (namespace === '*' || homeOf(object) === namespace)
      && Object.entries(labels).every(([key, value]) => object.metadata.labels[key] === value));
  }

  /** Filters of the objects that a target names and that lead no traffic anywhere by themselves: middlewares, and chains of them. */
  private filters(target: RouteTarget, home: string, seen: Set<string>): readonly ClientFilter[] {
    return this.named(target, home).flatMap((next) => {
      if (seen.has(next.ref)) return [];
      seen.add(next.ref);
      const inner = next.kind === 'Middleware' ? next.spec.rules.flatMap(({ targets }) => targets) : [];
      return [...(next.spec.clients === undefined ? [] : [next.spec.clients]), ...inner.flatMap((one) => this.filters(one, homeOf(next), seen))];
    });
  }

  private called(kind: string, name: string): readonly ReadRoute[] {
    if (!this.byName.has(kind)) {
      for (const object of this.ofKind(kind)) {
        const key = `${kind} ${homeOf(object)}/${object.metadata.name}`;
        if (!object.spec.isEntry) this.byName.set(key, [...this.byName.get(key) ?? [], object]);
      }
      this.byName.set(kind, []);
    }
    return this.byName.get(`${kind} ${name}`) ?? [];
  }

  /** The Service for which the product makes the object that a target names. */
  private discovered({ kind, name }: RouteTarget): NamedService | undefined {
    const { discovered } = this.product;
    if (discovered === undefined || discovered.kind !== kind) return undefined;
    this.discoveries ??= new Map(this.cluster.services.flatMap((service) => service.spec.ports.map(({ port }) => [
      discovered.name(service, port), { namespace: homeOf(service), name: service.metadata.name, port },
    ] as const)));
    return this.discoveries.get(name);
  }

  private childrenOf(parent: ReadRoute): readonly ReadRoute[] {
    this.children ??= groupedByParent(this.product.entries.flatMap((kind) => this.ofKind(kind)));
    return this.children.get(parent.ref) ?? [];
  }

  private ofKind(kind: string): readonly ReadRoute[] {
    const known = this.byKind.get(kind);
    if (known !== undefined) return known;
    const objects = this.product.groups.flatMap((group) => this.cluster.objectsOf(group, kind));
    const read = objects.filter((object): object is ReadRoute => object.spec !== undefined);
    this.byKind.set(kind, read);
    return read;
  }
}

/** Objects that are part of others of their kind, by the reference to these. */
function groupedByParent(objects: readonly ReadRoute[]): ReadonlyMap<string, readonly ReadRoute[]> {
  const children = new Map<string, ReadRoute[]>();
  for (const child of objects) {
    for (const { name, namespace = homeOf(child) } of child.spec.parents) {
      const parent = `${child.kind} ${namespace}/${name}`;
      children.set(parent, [...children.get(parent) ?? [], child]);
    }
  }
  return children;
}

function homeOf({ metadata }: Pick<KubernetesObject, 'metadata'>): string {
  return metadata.namespace ?? 'default';
}

function serviceOf(target: RouteTarget, home: string): NamedService | undefined {
  if (target.kind === 'host') {
    const named = serviceNamedBy(target.name, home);
    return named === undefined ? undefined : { ...(target.port === undefined ? {} : { port: target.port }), ...named };
  }
  if (target.kind !== 'Service') return undefined;
  return { namespace: target.namespace ?? home, name: target.name, ...(target.port === undefined ? {} : { port: target.port }) };
}

/** A rule within another: prefixes are put together, everything else holds where the inner one does not say otherwise. */
function joined(outer: RouteRule, inner: RouteRule): RouteRule {
  const clients = inner.clients ?? outer.clients;
  return {
    ...inner,
    protocol: outer.protocol,
    http: outer.http && inner.http,
    hosts: inner.hosts.length > 0 ? inner.hosts : outer.hosts,
    paths: joinedPaths(outer.paths, inner.paths),
    tls: outer.tls || inner.tls,
    listeners: inner.listeners.length > 0 ? inner.listeners : outer.listeners,
    ...(clients === undefined ? {} : { clients }),
  };
}

function joinedPaths(outer: readonly RoutePath[], inner: readonly RoutePath[]): readonly RoutePath[] {
  if (outer.length === 0) return inner;
  if (inner.length === 0) return outer;
  return outer.flatMap((before) => inner.map((after) => (after.path.startsWith(before.path) ? after
    : { ...after, path: `${before.path.replace(/\/$/, '')}/${after.path.replace(/^\//, '')}` })));
}
