import { Cluster, Service, Workload } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { PortSet } from '../network/port-set';
import { configMapReferences } from './controllers/config-texts';
import { possibleEntries } from './controllers/possible-entries';
import { ZONES } from './model';
import { portMaps } from './port-maps';
import { reasonForInward } from './routes/inward-kinds';
import { backendsOfIngress, backendsOfService } from './services/annotated-backends';
import { aliasChain, portsBehind } from './services/service-aliases';
import { ServiceReference, serviceReferencesIn } from './services/service-references';
import { FoundWayIn, Front, WayInFinder } from './way-in-finder';

/** Something that may lead outside traffic to a Service. */
interface PossibleRoute {
  readonly object: KubernetesObject;
  /** What decides whether it does, as what something depends on. */
  readonly decidedBy: string;
  readonly reference: ServiceReference;
}

/**
 * Objects of kinds that nobody here understands, and annotations of products that nobody here knows in depth, as far as
 * they name a Service of the manifests. Routes, tunnels and meshes look like that, so that each is a possible way in,
 * except for kinds known to let nothing in from outside (`inward-kinds.ts`).
 */
export const UNREAD_KINDS: WayInFinder = {
  kind: 'Other',
  *find(context) {
    const { cluster } = context;
    if (cluster.services.length === 0) return;
    const decided = new Set(portMaps(context).map(({ configMap }) => configMap));
    for (const routes of routesByObject(cluster, decided)) yield* waysInBy(cluster, routes);
  },
};

function* routesByObject({ objects, services, ingresses }: Cluster, decided: ReadonlySet<KubernetesObject>): Generator<Iterable<PossibleRoute>> {
  const unread = objects.filter((object) => object.spec === undefined && !decided.has(object) && reasonForInward(object) === undefined);
  for (const object of unread.sort((a, b) => (a.ref < b.ref ? -1 : Number(a.ref > b.ref)))) yield routesOfUnread(object);
  for (const service of services) yield annotatedRoutes(service, backendsOfService(service));
  for (const ingress of ingresses) yield annotatedRoutes(ingress, backendsOfIngress(ingress));
}

function* routesOfUnread(object: KubernetesObject): Generator<PossibleRoute> {
  const isConfigMap = object.group === '' && object.kind === 'ConfigMap';
  const decidedBy = isConfigMap
    ? 'the program that reads it'
    : `what serves the kind ${object.kind}${object.group === '' ? '' : ` of ${object.group}`}, which is not understood in depth`;
  for (const reference of isConfigMap ? configMapReferences(object) : referencesOf(object)) {
    yield { object, decidedBy, reference };
  }
}

function referencesOf({ metadata, raw }: KubernetesObject): Iterable<ServiceReference> {
  return serviceReferencesIn(raw, metadata.namespace ?? 'default');
}

function* annotatedRoutes(object: KubernetesObject, backends: ReturnType<typeof backendsOfService>): Generator<PossibleRoute> {
  for (const { key, reader, backend, field } of backends) {
    yield { object, decidedBy: `what ${reader} makes of ${key}`, reference: { ...backend, field } };
  }
}

/** The ways in of one object: one for each Service and workload behind it. */
function* waysInBy(cluster: Cluster, routes: Iterable<PossibleRoute>): Generator<FoundWayIn> {
  const found = new Map<Service, { readonly route: PossibleRoute; readonly through: readonly string[]; readonly ports: Map<Workload, PortSet> }>();
  for (const route of routes) {
    const chain = aliasChain(cluster, route.reference);
    const service = chain.at(-1);
    if (service === undefined) continue;
    const known = found.get(service) ?? { route, through: chain.map(({ ref }) => ref), ports: new Map<Workload, PortSet>() };
    for (const [workload, ports] of portsBehind(cluster, service, route.reference)) {
      known.ports.set(workload, (known.ports.get(workload) ?? PortSet.NONE).union(ports));
    }
    found.set(service, known);
  }
  for (const { route: { object, decidedBy, reference: { field } }, through, ports: byWorkload } of found.values()) {
    const hops = through[0] === object.ref ? through : [object.ref, ...through];
    const to = hops.length === 1 ? 'its pods' : hops.at(-1);
    const front = possibleFront(`${object.ref} lets outside traffic through to ${to}, which depends on ${decidedBy}`, object.ref);
    for (const [workload, ports] of byWorkload) yield { kind: 'Other', object, field, workload, ports, through: hops, front };
  }
}

function possibleFront(assumption: string, ref: string): Front {
  return {
    kind: 'open',
    entries: possibleEntries(ZONES, assumption),
    seenAs: { kind: 'peer', peers: [], name: `whoever serves ${ref}` },
    scope: 'unknown',
  };
}
