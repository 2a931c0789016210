import { Field } from '../../field';
import { readPort } from '../read-port';
import { classNamed, hasWeight, httpRule, streamRule } from '../routes/read-target';
import { RouteObject, RouteTarget } from '../routes/route-object';

/** Reads a Mapping of Emissary; its destination is an address, which is mostly a Service's (getambassador.io, MappingSpec). */
export function readMapping(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const prefix = spec.text('prefix') ?? '/';
  const isPlain = spec.flag('prefix_regex') !== true;
  return entry(spec, [httpRule({
    hosts: hostsOf(spec),
    paths: isPlain ? [{ path: prefix, ...(spec.flag('prefix_exact') === true ? { exact: true } as const : {}) }] : [],
    targets: isRedirect(spec) ? [] : targetsOf(spec, 80),
  })]);
}

/** Reads a TCPMapping: a port of Emissary for connections. */
export function readTcpMapping(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const port = readPort(spec, 'port');
  const host = (spec.text('host') ?? '').toLowerCase();
  return entry(spec, [streamRule({
    tls: host !== '',
    hosts: host === '' || host === '*' ? [] : [host],
    listeners: port === undefined ? [] : [port],
    targets: targetsOf(spec),
  })]);
}

/** An installation takes what bears its id; without ids on either side that is `default`. */
function entry(spec: Field, rules: RouteObject['rules']): RouteObject {
  const ids = Array.isArray(spec.value.ambassador_id) ? spec.texts('ambassador_id') : [spec.text('ambassador_id') ?? ''];
  return { ...classNamed(ids.includes('default') ? '' : ids[0]), isEntry: true, parents: [], rules };
}

/** `hostname` may begin or end with `*`; `host` of older versions is exact, or a regular expression. */
function hostsOf(spec: Field): readonly string[] {
  const hostname = (spec.text('hostname') ?? (spec.flag('host_regex') === true ? '*' : spec.text('host')) ?? '*').toLowerCase();
  return hostname === '*' || hostname === '' || hostname.endsWith('*') ? [] : [hostname.replace(/^\*(?!\.)/, '*.')];
}

function isRedirect(spec: Field): boolean {
  return spec.flag('host_redirect') === true;
}

/** Without a port the scheme decides. */
function targetsOf(spec: Field, defaultPort?: number): readonly RouteTarget[] {
  const service = spec.text('service') ?? '';
  if (service === '' || !hasWeight(spec)) return [];
  const port = /^https:/i.test(service) ? 443 : defaultPort;
  return [{ kind: 'host', name: service, ...(port === undefined ? {} : { port }), path: spec.pathOf('service') }];
}
