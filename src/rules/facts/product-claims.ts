import { Cluster, Ingress } from '../../cluster/model';
import { F5_NGINX } from '../../controllers/f5-nginx';
import { baseOf } from '../../controllers/presets';
import { istioObjects } from '../../exposure/istio/objects';
import { VirtualServiceRoute, VirtualServiceSpec } from '../../manifest/kinds/istio/virtual-service';
import { RouteObject, RouteRule } from '../../manifest/kinds/routes/route-object';
import { Json, JsonObject, KubernetesObject } from '../../manifest/kubernetes-object';
import { Analysis } from '../rule';
import { presetOfClass, servingClass } from './ingress-class';

/** What one object claims for itself. */
export interface Claim {
  readonly object: KubernetesObject;
  readonly field: string;
  /** Equal for claims that exclude each other. */
  readonly key: string;
  readonly host: string | undefined;
  /** For messages. */
  readonly what: string;
  /** Whether objects of one namespace may share it. */
  readonly ofNamespace?: true;
}

/** A kind of which one object owns something, by what. */
interface Owner {
  readonly group: string;
  readonly kind: string;
  /** Several kinds of one product that exclude each other have one name here. */
  readonly realm?: string;
  readonly by: 'host' | 'host and path' | 'port';
  readonly field: string;
  /** Whether objects of one namespace may share it. */
  readonly ofNamespace?: true;
  /** Class that is meant where an object names none. */
  readonly className?: string;
}

/**
 * The controllers of OpenShift and F5 serve the oldest and reject the others (OpenShift API, RouteIngressCondition "HostAlreadyClaimed", by default also for
 * other paths of another namespace; F5 NGINX Ingress Controller, "Host and Listener Collisions", also among different kinds); Contour and Gloo reject all
 * of them (internal/dag, "DuplicateVhost"; Gloo, "domain conflict"); Kong sends the connections of a port anywhere.
 */
const OWNERS: readonly Owner[] = [
  { group: 'route.openshift.io', kind: 'Route', by: 'host and path', field: 'spec.host' },
  { group: 'route.openshift.io', kind: 'Route', by: 'host', field: 'spec.host', ofNamespace: true },
  { group: 'projectcontour.io', kind: 'HTTPProxy', by: 'host', field: 'spec.virtualhost.fqdn' },
  { group: 'k8s.nginx.org', kind: 'VirtualServer', realm: 'f5-nginx', className: F5_NGINX.className, by: 'host', field: 'spec.host' },
  { group: 'k8s.nginx.org', kind: 'TransportServer', realm: 'f5-nginx', className: F5_NGINX.className, by: 'host', field: 'spec.host' },
  { group: 'gateway.solo.io', kind: 'VirtualService', by: 'host', field: 'spec.virtualHost.domains' },
  { group: 'configuration.konghq.com', kind: 'TCPIngress', by: 'port', field: 'spec.rules' },
  { group: 'configuration.konghq.com', kind: 'UDPIngress', by: 'port', field: 'spec.rules' },
];

/** What kinds of controllers' own claim, and Ingresses beside them. */
export function* productClaims(analysis: Analysis): Generator<Claim> {
  for (const owner of OWNERS) yield* ownedBy(analysis.cluster, owner);
  yield* f5Ingresses(analysis);
  yield* routers(analysis);
  yield* virtualServices(analysis.cluster);
}

function* ownedBy(cluster: Cluster, owner: Owner): Generator<Claim> {
  const { group, kind, by, field, realm = kind, ofNamespace } = owner;
  for (const object of cluster.objectsOf(group, kind)) {
    const spec = object.spec as RouteObject | undefined;
    if (spec?.isEntry !== true) continue;
    const className = spec.className ?? owner.className;
    for (const rule of by === 'host' ? spec.rules.slice(0, 1) : spec.rules) {
      for (const { host, rest, what } of claimedBy(rule, by)) {
        const claim = { object, field, key: key(realm, ofNamespace, by, className, host, rest), host, what };
        yield ofNamespace === undefined ? claim : { ...claim, ofNamespace };
      }
    }
  }
}

interface Claimed { readonly host: string | undefined; readonly rest: string; readonly what: string }

function claimedBy({ hosts, paths, listeners }: RouteRule, by: Owner['by']): readonly Claimed[] {
  if (by !== 'port') return hosts.map((host) => ({ host, rest: by === 'host' ? '' : paths[0]?.path ?? '/' })).map((one) => ({ ...one, what: `${one.host}${one.rest}` }));
  const rest = `port ${listeners.join(',')}`;
  return hosts.length === 0 ? [{ host: undefined, rest, what: rest }] : hosts.map((host) => ({ host, rest, what: `${host} on ${rest}` }));
}

function key(...parts: readonly unknown[]): string {
  return JSON.stringify(parts.map((part) => part ?? null));
}

/** An Ingress of F5 owns its hosts too, unless it is part of a set that is merged. */
function* f5Ingresses(analysis: Analysis): Generator<Claim> {
  for (const { ingress, className, product } of ingressesOf(analysis)) {
    if (product !== 'f5-nginx' || ingress.metadata.annotations['nginx.org/mergeable-ingress-type'] !== undefined) continue;
    for (const { host, field } of ingress.spec.rules) {
      if (host !== undefined) yield { object: ingress, field, key: key('f5-nginx', undefined, 'host', className, host, ''), host, what: host };
    }
  }
}

interface ServedIngress { readonly ingress: Ingress; readonly className: string; readonly product: string }

function* ingressesOf({ cluster, profile }: Analysis): Generator<ServedIngress> {
  for (const ingress of cluster.ingresses) {
    const className = servingClass(cluster, ingress);
    const preset = className === '' ? undefined : presetOfClass(cluster, profile, className);
    if (preset !== undefined) yield { ingress, className, product: baseOf(preset.name) };
  }
}

const PLAIN_RULE = /^Host\(`([^`]+)`\)(?:&&(Path|PathPrefix)\(`([^`]+)`\))?$/;
const TRAEFIK_ANNOTATIONS = 'traefik.ingress.kubernetes.io/router.';

/**
 * Of two routers of Traefik with one rule on the same entry points none goes first: their priority is the length of the rule. What a
 * rule has beside a host and a path tells them apart, and so do a priority and TLS.
 */
function* routers(analysis: Analysis): Generator<Claim> {
  for (const group of ['traefik.io', 'traefik.containo.us']) {
    for (const object of analysis.cluster.objectsOf(group, 'IngressRoute')) yield* routersOfRoute(object);
  }
  for (const { ingress, className, product } of ingressesOf(analysis)) {
    if (product === 'traefik') yield* routersOfIngress(ingress, className);
  }
}

interface Router {
  readonly className: string;
  readonly host: string;
  readonly path: string;
  readonly exact: boolean;
  readonly tls: boolean;
  readonly entryPoints: Json | undefined;
}

function* routersOfRoute(object: KubernetesObject): Generator<Claim> {
  const className = (object.spec as RouteObject | undefined)?.className ?? 'traefik';
  const { routes, entryPoints, tls } = (object.raw.spec ?? {}) as JsonObject;
  for (const [index, route] of (Array.isArray(routes) ? routes : []).entries()) {
    const { match, priority } = (route ?? {}) as JsonObject;
    const [, host, kind = 'PathPrefix', path = '/'] = (typeof match === 'string' ? PLAIN_RULE.exec(match.replace(/\s/g, '')) : undefined) ?? [];
    if (host === undefined || typeof priority === 'number') continue;
    const on = { className, host: host.toLowerCase(), path, exact: kind === 'Path', tls: tls !== undefined && tls !== null, entryPoints };
    yield router(object, `spec.routes[${index}].match`, on);
  }
}

function* routersOfIngress(ingress: Ingress, className: string): Generator<Claim> {
  const { [`${TRAEFIK_ANNOTATIONS}entrypoints`]: named, [`${TRAEFIK_ANNOTATIONS}tls`]: tls, [`${TRAEFIK_ANNOTATIONS}priority`]: priority } = ingress.metadata.annotations;
  if (priority !== undefined) return;
  const entryPoints = named?.split(',').map((name) => name.trim());
  for (const { host, paths, field } of ingress.spec.rules) {
    if (host === undefined) continue;
    for (const { path = '/', pathType } of paths) {
      yield router(ingress, field, { className, host, path, exact: pathType === 'Exact', tls: tls === 'true', entryPoints });
    }
  }
}

function router(object: KubernetesObject, field: string, { className, host, path, exact, tls, entryPoints }: Router): Claim {
  const on = Array.isArray(entryPoints) ? [...entryPoints].sort() : undefined;
  return { object, field, key: key('traefik', className, host, path, exact, tls, on), host, what: `${host}${path}` };
}

/**
 * Routes of VirtualServices for one host on one gateway stand in one list, the older first (Istio, "Split virtual services"): of two for the same requests
 * the second gets none.
 */
function* virtualServices(cluster: Cluster): Generator<Claim> {
  for (const object of istioObjects<VirtualServiceSpec>(cluster, 'VirtualService')) {
    const { hosts, gateways, http } = object.spec;
    for (const gateway of gateways.filter((name) => name !== 'mesh')) {
      for (const host of hosts) {
        for (const route of http) {
          for (const requests of plainRequests(route)) {
            const home = gateway.includes('/') ? gateway : `${object.metadata.namespace ?? 'default'}/${gateway}`;
            const what = `${host === '*' ? 'every host' : host}${requests.slice(requests.indexOf(' ') + 1)} on Gateway ${home}`;
            yield { object, field: route.path, key: key('istio', home, host, requests), host: host === '*' ? undefined : host, what };
          }
        }
      }
    }
  }
}

/** The requests of a route that nothing but the path tells from others, as `kind path`. */
function plainRequests({ matches }: VirtualServiceRoute): readonly string[] {
  if (matches.length === 0) return ['prefix /'];
  return matches.filter(({ complete, port, gateways, sourceLabels, sourceNamespace }) =>
    complete && port === undefined && gateways.length === 0 && Object.keys(sourceLabels).length === 0 && sourceNamespace === undefined)
    .map(({ uri }) => (uri === undefined ? 'prefix /' : `${uri.kind} ${uri.value}`));
}
