import { Field } from '../../field';
import { hasWeight, httpRule, present, readServiceTarget } from '../routes/read-target';
import { RouteObject, RoutePath, RouteRule, RouteTarget } from '../routes/route-object';

const KUBE = { name: 'serviceName', port: 'servicePort' };

/** Reads a VirtualService of Gloo, of gateway.solo.io: its domains and routes (solo-io/gloo, gateway API). */
export function readGlooVirtualService(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const host = spec.objectOrEmpty('virtualHost');
  const domains = host.texts('domains').map((domain) => domain.toLowerCase());
  const on = { hosts: domains.includes('*') ? [] : domains, tls: spec.has('sslConfig'), listeners: [spec.has('sslConfig') ? 'https' : 'http'] };
  return { isEntry: true, parents: [], rules: readRoutes(host, on) };
}

/** Reads a RouteTable: routes that a VirtualService takes over. */
export function readGlooRouteTable(object: Field): RouteObject {
  return { isEntry: false, parents: [], rules: readRoutes(object.objectOrEmpty('spec'), {}) };
}

/** Reads an Upstream: the Service behind a name of Gloo's own. */
export function readGlooUpstream(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const kube = spec.object('kube');
  const service = kube === undefined ? undefined : readServiceTarget(kube, KUBE);
  const namespace = kube?.text('serviceNamespace');
  const hosts = spec.object('static')?.objects('hosts') ?? [];
  const targets: readonly RouteTarget[] = [
    ...present([service]).map((target) => (namespace === undefined ? target : { ...target, namespace })),
    ...hosts.map((item) => ({ kind: 'host', name: item.text('addr') ?? '', ...(typeof item.value.port === 'number' ? { port: item.value.port } : {}), path: item.path })),
  ];
  return { isEntry: false, parents: [], rules: targets.length === 0 ? [] : [httpRule({ targets })] };
}

function readRoutes(owner: Field, on: Partial<RouteRule>): readonly RouteRule[] {
  return owner.objects('routes').map((route) => httpRule({
    ...on,
    paths: route.objects('matchers').flatMap(pathsOf),
    targets: [...destinations(route.object('routeAction')), ...delegates(route)],
  }));
}

function pathsOf(matcher: Field): readonly RoutePath[] {
  const exact = matcher.text('exact');
  const prefix = matcher.text('prefix');
  if (exact !== undefined) return [{ path: exact, exact: true }];
  return prefix === undefined ? [] : [{ path: prefix }];
}

function delegates(route: Field): readonly RouteTarget[] {
  const action = route.object('delegateAction');
  if (action === undefined) return [];
  const labels = action.object('selector')?.object('labels')?.value as Readonly<Record<string, string>> | undefined;
  const namespaces = action.object('selector')?.texts('namespaces') ?? [];
  const byLabels = (labels === undefined ? [] : namespaces.length === 0 ? [undefined] : namespaces).map((namespace): RouteTarget => ({
    kind: 'RouteTable', name: '', labels: labels ?? {}, path: action.path, ...(namespace === undefined ? {} : { namespace }),
  }));
  return [...byLabels, ...present([action.object('ref') ?? (action.has('name') ? action : undefined)]).map((ref) => named('RouteTable', ref))];
}

function destinations(action: Field | undefined): readonly RouteTarget[] {
  if (action === undefined) return [];
  const many = action.object('multi')?.objects('destinations').filter((item) => hasWeight(item)) ?? [];
  const single = [action.object('single'), ...many.map((item) => item.object('destination'))];
  return present(single).flatMap((destination) => {
    const upstream = destination.object('upstream');
    const kube = destination.object('kube');
    const ref = kube?.object('ref');
    return [
      ...(upstream === undefined ? [] : [named('Upstream', upstream)]),
      ...(kube === undefined || ref === undefined ? [] : [{ ...named('Service', ref), ...(typeof kube.value.port === 'number' ? { port: kube.value.port } : {}) }]),
    ];
  });
}

function named(kind: string, ref: Field): RouteTarget {
  const namespace = ref.text('namespace');
  return { kind, name: ref.text('name') ?? '', ...(namespace === undefined ? {} : { namespace }), path: ref.path };
}
