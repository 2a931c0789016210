import { Field } from '../../field';
import { ObjectMetadata } from '../../kubernetes-object';
import { classNamed, httpRule, present, readServiceTarget, weighted } from '../routes/read-target';
import { RouteObject, RoutePath, RouteTarget } from '../routes/route-object';

const CLASS_ANNOTATION = 'zalando.org/routegroup.class';
const BACKEND = { name: 'serviceName', port: 'servicePort' };

/** Reads a RouteGroup: hosts, routes and their backends by name (zalando/skipper, dataclients/kubernetes/definitions). */
export function readRouteGroup(object: Field, { annotations }: ObjectMetadata): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const backends = new Map(spec.objects('backends').map((backend) => [backend.text('name') ?? '', backend]));
  const targets = (owner: Field, key: string) => present(weighted(owner.objects(key)).map((item) => targetOf(backends.get(item.text('backendName') ?? ''))));
  const defaults = targets(spec, 'defaultBackends');
  const routes = spec.objects('routes');
  const on = { hosts: spec.texts('hosts').map((host) => host.toLowerCase()), tls: spec.objects('tls').length > 0 };
  return {
    ...classNamed(annotations[CLASS_ANNOTATION]),
    isEntry: true,
    parents: [],
    rules: routes.length === 0 ? [httpRule({ ...on, targets: defaults })]
      : routes.map((route) => httpRule({ ...on, paths: pathsOf(route), targets: route.has('backends') ? targets(route, 'backends') : defaults })),
  };
}

/** Only backends of type `service` lead into the cluster by name; those of type `network` have an address. */
function targetOf(backend: Field | undefined): RouteTarget | undefined {
  if (backend?.text('type') === 'service') return readServiceTarget(backend, BACKEND);
  const address = backend?.text('address') ?? '';
  return backend === undefined || address === '' ? undefined : { kind: 'host', name: address, path: backend.path };
}

function pathsOf(route: Field): readonly RoutePath[] {
  const exact = route.text('path');
  const subtree = route.text('pathSubtree');
  if (subtree !== undefined) return [{ path: subtree }];
  return exact === undefined || /[:*]/.test(exact) ? [] : [{ path: exact, exact: true }];
}
