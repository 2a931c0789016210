import { Field } from '../../field';
import { admitting } from '../routes/client-filter';
import { hasWeight, httpRule, present } from '../routes/read-target';
import { RouteObject, RouteTarget } from '../routes/route-object';
import { readMiddlewares, readTraefikTarget } from './read-ingress-route';

/** Reads a TraefikService: Services that share requests, or get a copy of them (Traefik, "Kubernetes CRD", TraefikService). */
export function readTraefikService(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const failover = spec.object('failover');
  return leadsTo([
    ...['weighted', 'highestRandomWeight'].flatMap((key) => spec.object(key)?.objects('services') ?? []).filter((item) => hasWeight(item)),
    ...mirrored(spec.object('mirroring')),
    ...(failover === undefined ? [] : [failover.objectOrEmpty('service'), failover.objectOrEmpty('fallback')]),
  ]);
}

/** The Service that answers, and those that get a share of copies: none by default. */
function mirrored(mirroring: Field | undefined): readonly Field[] {
  if (mirroring === undefined) return [];
  return [mirroring, ...mirroring.objects('mirrors').filter((item) => typeof item.value.percent === 'number' && item.value.percent > 0)];
}

/**
 * Reads a Middleware: error pages are answered by another Service, and a list of addresses restricts who is served. Authentication asks a Service as its
 * client.
 */
export function readMiddleware(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const pages = spec.object('errors')?.object('service');
  const chain = spec.object('chain');
  return { ...leadsTo(pages === undefined ? [] : [pages], chain === undefined ? [] : readMiddlewares(chain)), ...restricted(spec) };
}

/** Reads a MiddlewareTCP. */
export function readMiddlewareTcp(object: Field): RouteObject {
  return { ...leadsTo([]), ...restricted(object.objectOrEmpty('spec')) };
}

/** The address of the connection, unless a strategy takes another from `X-Forwarded-For` (Traefik, "IPAllowList", ipStrategy). */
function restricted(spec: Field): Pick<RouteObject, 'clients'> {
  const list = spec.object('ipAllowList') ?? spec.object('ipWhiteList');
  const strategy = list?.object('ipStrategy');
  const byHeader = strategy !== undefined && (strategy.has('depth') || strategy.has('excludedIPs'));
  const clients = admitting(list?.texts('sourceRange') ?? [], byHeader ? 'header' : 'peer');
  return clients === undefined ? {} : { clients };
}

function leadsTo(items: readonly Field[], more: readonly RouteTarget[] = []): RouteObject {
  const targets = [...present(items.map(readTraefikTarget)), ...more];
  return { isEntry: false, parents: [], rules: targets.length === 0 ? [] : [httpRule({ targets })] };
}
