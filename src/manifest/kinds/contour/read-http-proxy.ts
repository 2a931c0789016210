import { Field } from '../../field';
import { ObjectMetadata } from '../../kubernetes-object';
import { admitting, refusing } from '../routes/client-filter';
import { CLASS_ANNOTATION, classNamed, httpRule, present, readServiceTarget, streamRule, weighted } from '../routes/read-target';
import { RouteObject, RoutePath, RouteRule, RouteTarget } from '../routes/route-object';

const OWN_CLASS_ANNOTATION = 'projectcontour.io/ingress.class';

/**
 * Reads an HTTPProxy. With a virtual host traffic enters here; without one it is an orphan unless another includes it (Contour,
 * internal/dag/httpproxy_processor.go).
 */
export function readHttpProxy(object: Field, { annotations }: ObjectMetadata): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const virtualHost = spec.object('virtualhost');
  const tls = virtualHost?.has('tls') === true;
  const fqdn = virtualHost?.text('fqdn') ?? '';
  const isEntry = fqdn !== '';
  const on = {
    hosts: isEntry ? [fqdn.toLowerCase()] : [], tls, listeners: isEntry ? [tls ? 'https' : 'http'] : [], ...(virtualHost === undefined ? {} : readClients(virtualHost)),
  };
  return {
    ...classNamed(annotations[OWN_CLASS_ANNOTATION] ?? annotations[CLASS_ANNOTATION] ?? spec.text('ingressClassName')),
    isEntry,
    parents: [],
    rules: [...readIncludes(spec, on), ...readRoutes(spec, on), ...readTcpProxy(spec, on)],
  };
}

type Host = Pick<RouteRule, 'hosts' | 'tls' | 'listeners' | 'clients'>;

/** `Peer` is the address of the connection, `Remote` that which a header or the PROXY protocol says (Contour, IPFilterPolicy). */
function readClients(owner: Field): Pick<RouteRule, 'clients'> {
  const [allow, deny] = [owner.objects('ipAllowPolicy'), owner.objects('ipDenyPolicy')];
  const policies = allow.length > 0 ? allow : deny;
  const by = policies.some((policy) => policy.text('source') === 'Remote') ? 'header' : 'peer';
  const blocks = policies.map((policy) => policy.text('cidr') ?? '');
  const clients = allow.length > 0 ? admitting(blocks, by) : refusing(blocks, by);
  return clients === undefined ? {} : { clients };
}

function readIncludes(spec: Field, on: Host): readonly RouteRule[] {
  return spec.objects('includes').map((include) => httpRule({ ...on, paths: readConditions(include), targets: [readInclude(include)] }));
}

function readRoutes(spec: Field, on: Host): readonly RouteRule[] {
  return spec.objects('routes').map((route) => {
    const services = route.objects('services');
    const mirrors = services.filter((service) => service.flag('mirror') === true);
    const answering = weighted(services.filter((service) => !mirrors.includes(service)));
    // Plain requests to a host with TLS are redirected, unless the route permits them.
    const listeners = route.flag('permitInsecure') === true ? ['http', 'https'] : on.listeners;
    const targets = present([...answering, ...mirrors].map((service) => readServiceTarget(service)));
    return httpRule({ ...on, ...readClients(route), listeners, paths: readConditions(route), targets });
  });
}

/** Whole connections, which are told apart by the server name of TLS: they come by the secure listener only. */
function readTcpProxy(spec: Field, on: Host): readonly RouteRule[] {
  const proxy = spec.object('tcpproxy');
  if (proxy === undefined) return [];
  const includes = present([proxy.object('include') ?? proxy.object('includes')]);
  const targets = [...present(weighted(proxy.objects('services')).map((service) => readServiceTarget(service))), ...includes.map(readInclude)];
  return [streamRule({ ...on, tls: true, listeners: ['https'], targets })];
}

function readInclude(include: Field): RouteTarget {
  const namespace = include.text('namespace');
  return { kind: 'HTTPProxy', name: include.text('name') ?? '', ...(namespace === undefined ? {} : { namespace }), path: include.path };
}

/** Paths among the conditions: prefixes of includes and routes are put together. A regular expression may match every path. */
function readConditions(owner: Field): readonly RoutePath[] {
  return owner.objects('conditions').flatMap((condition): readonly RoutePath[] => {
    const prefix = condition.text('prefix');
    const exact = condition.text('exact');
    if (prefix !== undefined) return [{ path: prefix }];
    return exact === undefined ? [] : [{ path: exact, exact: true }];
  });
}
