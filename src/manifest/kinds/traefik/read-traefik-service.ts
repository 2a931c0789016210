import { Field } from '../../field';
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

/** Reads a Middleware: only error pages are answered by another Service; authentication asks one, as its client. */
export function readMiddleware(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const pages = spec.object('errors')?.object('service');
  const chain = spec.object('chain');
  return leadsTo(pages === undefined ? [] : [pages], chain === undefined ? [] : readMiddlewares(chain));
}

function leadsTo(items: readonly Field[], more: readonly RouteTarget[] = []): RouteObject {
  const targets = [...present(items.map(readTraefikTarget)), ...more];
  return { isEntry: false, parents: [], rules: targets.length === 0 ? [] : [httpRule({ targets })] };
}
