import { Field } from '../../field';
import { ObjectMetadata } from '../../kubernetes-object';
import { admitting } from '../routes/client-filter';
import { hasWeight, httpRule, readTargetPort, streamRule } from '../routes/read-target';
import { RouteObject, RouteTarget } from '../routes/route-object';

/** Termination at the pod: the router sees a connection, and no request. */
const PASSTHROUGH = 'passthrough';
/** Addresses that the router serves, with blanks between them (OpenShift, "Route-specific annotations"). */
const ALLOW_LISTS = ['haproxy.router.openshift.io/ip_allowlist', 'haproxy.router.openshift.io/ip_whitelist'];

/**
 * Reads a Route of OpenShift. Without `host` the router gives it a name of its own domain. `wildcardPolicy: Subdomain` answers for
 * every name of the host's parent domain (OpenShift API, RouteSpec).
 */
export function readOpenShiftRoute(object: Field, { annotations }: ObjectMetadata): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const host = (spec.text('host') ?? '').toLowerCase();
  const isWildcard = spec.text('wildcardPolicy') === 'Subdomain';
  const hosts = host === '' ? [] : [isWildcard ? `*.${host.slice(host.indexOf('.') + 1)}` : host];
  const port = spec.object('port');
  const targetPort = port === undefined ? undefined : readTargetPort(port, 'targetPort');
  const backends = [...(spec.has('to') ? [spec.objectOrEmpty('to')] : []), ...spec.objects('alternateBackends')];
  const targets = backends.filter((item) => hasWeight(item)).flatMap((item): readonly RouteTarget[] => {
    const name = item.text('name') ?? '';
    return name === '' ? [] : [{ kind: 'Service', name, portBy: 'pod', ...(targetPort === undefined ? {} : { port: targetPort }), path: item.path }];
  });
  const tls = spec.object('tls');
  const path = spec.text('path') ?? '';
  const list = ALLOW_LISTS.flatMap((key) => (annotations[key] ?? '').split(/\s+/)).filter((block) => block !== '');
  const clients = admitting(list);
  const on = { hosts, targets, tls: tls !== undefined, listeners: listenersOf(tls), ...(clients === undefined ? {} : { clients }) };
  const rule = tls?.text('termination') === PASSTHROUGH ? streamRule(on) : httpRule({ ...on, paths: path === '' ? [] : [{ path }] });
  return { isEntry: true, parents: [], rules: [rule] };
}

/** Plain requests to a Route with TLS get nothing, or a redirection, unless it allows them. */
function listenersOf(tls: Field | undefined): readonly string[] {
  if (tls === undefined) return ['http'];
  return tls.text('insecureEdgeTerminationPolicy') === 'Allow' ? ['http', 'https'] : ['https'];
}
