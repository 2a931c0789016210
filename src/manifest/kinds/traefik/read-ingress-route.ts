import { Field } from '../../field';
import { ObjectMetadata } from '../../kubernetes-object';
import { CLASS_ANNOTATION, classNamed, hasWeight, httpRule, present, readServiceTarget } from '../routes/read-target';
import { ObjectName, RouteObject, RouteRule, RouteTarget } from '../routes/route-object';
import { readMatch } from './read-match';

/** Reads an IngressRoute: rules for requests (Traefik, pkg/provider/kubernetes/crd). */
export function readIngressRoute(object: Field, metadata: ObjectMetadata): RouteObject {
  return readRoutes(object, metadata, { protocol: 'TCP', http: true });
}

/** Reads an IngressRouteTCP: rules for connections, by the server name of TLS. */
export function readIngressRouteTcp(object: Field, metadata: ObjectMetadata): RouteObject {
  return readRoutes(object, metadata, { protocol: 'TCP', http: false });
}

/** Reads an IngressRouteUDP: every datagram of its entry points. */
export function readIngressRouteUdp(object: Field, metadata: ObjectMetadata): RouteObject {
  return readRoutes(object, metadata, { protocol: 'UDP', http: false });
}

function readRoutes(object: Field, { annotations }: ObjectMetadata, kind: Pick<RouteRule, 'protocol' | 'http'>): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const listeners = spec.texts('entryPoints');
  const tls = spec.has('tls');
  return {
    ...classNamed(spec.text('ingressClassName') ?? annotations[CLASS_ANNOTATION]),
    isEntry: true,
    parents: spec.objects('parentRefs').map(readName),
    rules: spec.objects('routes').flatMap((route) => {
      const targets = readTargets(route, kind.http ? 'Middleware' : 'MiddlewareTCP');
      return readMatch(route.text('match') ?? '').map((match) => httpRule({ ...kind, ...match, listeners, tls, targets }));
    }),
  };
}

/** Services of a route, and the middlewares that may answer in their place. */
function readTargets(route: Field, middlewareKind: string): readonly RouteTarget[] {
  return [
    ...present(route.objects('services').filter((item) => hasWeight(item)).map(readTraefikTarget)),
    ...readMiddlewares(route, middlewareKind),
  ];
}

/** Middlewares that a route or a chain names. */
export function readMiddlewares(owner: Field, kind = 'Middleware'): readonly RouteTarget[] {
  return owner.objects('middlewares').map((item) => ({ kind, ...readName(item), path: item.path }));
}

/** A Service or a TraefikService. Names of other providers, such as `api@internal`, are no Services. */
export function readTraefikTarget(item: Field): RouteTarget | undefined {
  const target = readServiceTarget(item);
  if (target === undefined || target.name.includes('@')) return undefined;
  return item.text('kind') === 'TraefikService' ? { ...target, kind: 'TraefikService' } : target;
}

function readName(item: Field): ObjectName {
  const namespace = item.text('namespace');
  return { name: item.text('name') ?? '', ...(namespace === undefined || namespace === '' ? {} : { namespace }) };
}
