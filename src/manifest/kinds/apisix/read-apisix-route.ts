import { Field } from '../../field';
import { readPort } from '../read-port';
import { admitting, refusing, together } from '../routes/client-filter';
import { classNamed, hasWeight, httpRule, present, readServiceTarget, streamRule } from '../routes/read-target';
import { RouteObject, RoutePath, RouteRule } from '../routes/route-object';

const BACKEND = { name: 'serviceName', port: 'servicePort' };

/** Reads an ApisixRoute: rules for requests and for connections (apisix-ingress-controller, api/v2). */
export function readApisixRoute(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  return {
    ...classNamed(spec.text('ingressClassName')),
    isEntry: true,
    parents: [],
    rules: [...spec.objects('http').map(readHttp), ...spec.objects('stream').map(readStream)],
  };
}

function readHttp(rule: Field): RouteRule {
  const match = rule.objectOrEmpty('match');
  return httpRule({
    hosts: match.texts('hosts').map((host) => host.toLowerCase()),
    paths: match.texts('paths').map(pathOf),
    ...restricted(rule),
    targets: [
      ...present(rule.objects('backends').filter((item) => hasWeight(item)).map((item) => readServiceTarget(item, BACKEND))),
      ...rule.objects('upstreams').filter((item) => hasWeight(item)).map((item) => ({ kind: 'ApisixUpstream', name: item.text('name') ?? '', path: item.path })),
    ],
  });
}

/** The plugin `ip-restriction`, which compares the address of the connection unless `real-ip` puts another in its place (APISIX, "ip-restriction"). */
function restricted(rule: Field): Pick<RouteRule, 'clients'> {
  const enabled = rule.objects('plugins').filter((plugin) => plugin.flag('enable') === true);
  const by = enabled.some((plugin) => plugin.text('name') === 'real-ip') ? 'header' : 'peer';
  const clients = together(enabled.filter((plugin) => plugin.text('name') === 'ip-restriction').flatMap((plugin) => {
    const config = plugin.objectOrEmpty('config');
    return [admitting(config.texts('whitelist'), by), refusing(config.texts('blacklist'), by)];
  }));
  return clients === undefined ? {} : { clients };
}

/** A path matches exactly, or as a prefix where it ends with `*`. */
function pathOf(path: string): RoutePath {
  return path.endsWith('*') ? { path: path.slice(0, -1) } : { path, exact: true };
}

function readStream(rule: Field): RouteRule {
  const match = rule.objectOrEmpty('match');
  const host = (match.text('host') ?? '').toLowerCase();
  const port = readPort(match, 'ingressPort');
  return streamRule({
    protocol: rule.text('protocol')?.toUpperCase() === 'UDP' ? 'UDP' : 'TCP',
    tls: host !== '',
    hosts: host === '' ? [] : [host],
    listeners: port === undefined ? [] : [port],
    targets: present([readServiceTarget(rule.objectOrEmpty('backend'), BACKEND)]),
  });
}

/** Reads an ApisixUpstream: nodes outside of the routes, some of which are Services. */
export function readApisixUpstream(object: Field): RouteObject {
  const nodes = object.objectOrEmpty('spec').objects('externalNodes').filter((node) => hasWeight(node));
  const targets = nodes.map((node) => ({
    kind: node.text('type') === 'Service' ? 'Service' : 'host',
    name: node.text('name') ?? '',
    ...(typeof node.value.port === 'number' ? { port: node.value.port } : {}),
    path: node.path,
  }));
  return { isEntry: false, parents: [], rules: targets.length === 0 ? [] : [httpRule({ targets })] };
}
