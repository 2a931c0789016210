import { Ingress } from '../../cluster/model';
import { WayIn, WayInKind } from '../../exposure/model';
import { ingressClassName } from './ingress-class';

/** Kinds of way in that are routes of a gateway: what they publish, they publish on purpose, on hosts and paths. */
const ROUTES: ReadonlySet<WayInKind> = new Set<WayInKind>(['Ingress', 'Gateway', 'ControllerRoute', 'VirtualService']);

/** Whether the way in is a route of a gateway, and no opening beside it. */
export function isRoute({ kind }: WayIn): boolean {
  return ROUTES.has(kind);
}

/** Names by which a declaration may mean the gateway of a route: the class of an Ingress, else the Gateways on the way, as `ns/name`. */
export function gatewayNamesOf({ object, through, gateways }: WayIn): readonly string[] {
  if (gateways !== undefined) return gateways;
  if (object.kind === 'Ingress') return [ingressClassName(object as Ingress)].filter((name) => name !== undefined);
  const prefix = 'Gateway ';
  return through.filter((hop) => hop.startsWith(prefix)).map((hop) => hop.slice(prefix.length));
}
