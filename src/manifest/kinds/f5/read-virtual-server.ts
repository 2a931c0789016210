import { Field } from '../../field';
import { classNamed, hasWeight, httpRule, present, readServiceTarget } from '../routes/read-target';
import { RouteObject, RoutePath, RouteRule, RouteTarget } from '../routes/route-object';

const UPSTREAM = { name: 'service', port: 'port' };

/** Reads a VirtualServer of the F5 NGINX controller: a host with its routes (nginx/kubernetes-ingress, VirtualServerSpec). */
export function readVirtualServer(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const host = (spec.text('host') ?? '').toLowerCase();
  const tls = spec.has('tls');
  const listener = spec.object('listener');
  const listeners = listener === undefined ? [] : present([listener.text('http'), listener.text('https')]);
  const on = { hosts: host === '' ? [] : [host], tls, listeners };
  return { ...classNamed(spec.text('ingressClassName')), isEntry: true, parents: [], rules: readRules(spec, 'routes', on) };
}

/** Reads a VirtualServerRoute: routes that a VirtualServer takes over. */
export function readVirtualServerRoute(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  return { ...classNamed(spec.text('ingressClassName')), isEntry: false, parents: [], rules: readRules(spec, 'subroutes', {}) };
}

function readRules(spec: Field, key: string, on: Partial<RouteRule>): readonly RouteRule[] {
  const upstreams = new Map(spec.objects('upstreams').map((upstream) => [upstream.text('name') ?? '', upstream]));
  return spec.objects(key).map((route) => httpRule({
    ...on,
    paths: pathsOf(route.text('path') ?? ''),
    targets: [...delegates(route), ...upstreamsOf(route).flatMap((name) => targetsOf(upstreams.get(name)))],
  }));
}

/** `/tea`, `=/tea` for exactly this path, `~ ^/tea` for a regular expression. */
function pathsOf(path: string): readonly RoutePath[] {
  if (path.startsWith('=')) return [{ path: path.slice(1).trim(), exact: true }];
  return path.startsWith('/') ? [{ path }] : [];
}

/** Routes that stand in another object: by `namespace/name`, or by labels. */
function delegates(route: Field): readonly RouteTarget[] {
  const [namespace, name] = (route.text('route') ?? '').split('/');
  const labels = route.object('routeSelector')?.object('matchLabels')?.value;
  return [
    ...(namespace === undefined || namespace === '' ? [] : [{
      kind: 'VirtualServerRoute', path: route.pathOf('route'), ...(name === undefined ? { name: namespace } : { name, namespace }),
    }]),
    ...(labels === undefined ? [] : [{ kind: 'VirtualServerRoute', name: '', labels: labels as Readonly<Record<string, string>>, path: route.pathOf('routeSelector') }]),
  ];
}

/** Names of the upstreams that a route, its splits and its matches pass requests to. */
function upstreamsOf(owner: Field): readonly string[] {
  const action = owner.object('action');
  return [
    ...(action === undefined ? [] : present([action.text('pass'), action.object('proxy')?.text('upstream')])),
    ...owner.objects('splits').filter((split) => hasWeight(split)).flatMap(upstreamsOf),
    ...owner.objects('matches').flatMap(upstreamsOf),
  ];
}

/** The Service of an upstream, which may be `namespace/name`, and the one that stands in for it. */
export function targetsOf(upstream: Field | undefined): readonly RouteTarget[] {
  if (upstream === undefined) return [];
  return present([readServiceTarget(upstream, UPSTREAM), readServiceTarget(upstream, { name: 'backup', port: 'backupPort' })]).map((target) => {
    const [namespace, name] = target.name.split('/');
    return name === undefined ? target : { ...target, name, namespace: namespace as string };
  });
}
