import { Route, WayIn } from '../../exposure/model';
import { Declaration } from '../../intent/model';
import { coversHost } from './gateway-tls';
import { gatewayNamesOf, isRoute } from './published';
import { declaresPath } from './route-path';

/** What an intent says of a way in. `unclear`: it depends on something that the manifests do not say. */
export type Permission = 'permitted' | 'forbidden' | 'unclear';

/**
 * Whether the intent permits the way in, whatever policies make of it today.
 *
 * - public: the gateways it names, on the hosts and paths it declares, and the kinds of way in it declares; any where
 *   it names none.
 * - internal: an internal gateway, or a declared kind of way in that the internet does not reach.
 * - private, isolated: none.
 *
 * What may or may not be a way in is nowhere forbidden, and permitted only to a public workload that restricts nothing. What
 * somebody wrote to let others in, and nobody knows whom it does, is forbidden to private and isolated workloads only. What a relay
 * asks of its clients nobody knows either, and who declares one as a caller may mean it: it is nowhere forbidden.
 */
export function permission(declaration: Declaration, wayIn: WayIn): Permission {
  if (isOnlyPossible(wayIn)) return declaration.intent === 'public' && restrictsNothing(declaration) ? 'permitted' : 'unclear';
  const stated = statedPermission(declaration, wayIn);
  return stated === 'forbidden' && (wayIn.kind === 'Relay' || (!isClosed(declaration) && mayLetNobodyIn(wayIn))) ? 'unclear' : stated;
}

function isOnlyPossible({ kind, possible }: WayIn): boolean {
  return kind === 'Other' || possible === true;
}

/** Exports to other clusters and targets of load balancers say that somebody may come, and not who does. */
function mayLetNobodyIn({ kind, entries }: WayIn): boolean {
  return (kind === 'MultiCluster' || kind === 'TargetGroup' || kind === 'Tunnel' || kind === 'Knative') && entries.every(({ verdict }) => verdict === 'unknown');
}

function isClosed({ intent }: Declaration): boolean {
  return intent === 'private' || intent === 'isolated';
}

function statedPermission(declaration: Declaration, wayIn: WayIn): Permission {
  switch (declaration.intent) {
    case 'public': return publicPermission(declaration, wayIn);
    case 'internal': return internalPermission(declaration, wayIn);
    default: return 'forbidden';
  }
}

function publicPermission(declaration: Declaration, wayIn: WayIn): Permission {
  if (isPublication(wayIn)) return isDeclaredPublication(declaration, wayIn) || (wayIn.kind === 'Tunnel' && declaresKind(declaration, wayIn)) ? 'permitted' : 'forbidden';
  return restrictsNothing(declaration) || declaresKind(declaration, wayIn) ? 'permitted' : 'forbidden';
}

function restrictsNothing({ gateways, waysIn }: Declaration): boolean {
  return gateways === undefined && waysIn.length === 0;
}

function internalPermission(declaration: Declaration, wayIn: WayIn): Permission {
  const declared = (isPublication(wayIn) && isDeclaredPublication(declaration, wayIn)) || (!isRoute(wayIn) && declaresKind(declaration, wayIn));
  if (!declared) return 'forbidden';
  const isOpen = wayIn.kind === 'Gateway' && wayIn.scope === 'unknown';
  if ((isRoute(wayIn) || wayIn.kind === 'LoadBalancer') && !isOpen) return wayIn.scope === 'private-network' ? 'permitted' : 'forbidden';
  const internet = wayIn.entries.filter((entry) => entry.zone === 'internet');
  if (internet.some((entry) => entry.verdict === 'reachable')) return 'forbidden';
  return internet.length > 0 ? 'unclear' : 'permitted';
}

/** A route, also an Ingress whose class a tunnel serves. */
function isPublication(wayIn: WayIn): boolean {
  return isRoute(wayIn) || (wayIn.kind === 'Tunnel' && wayIn.object.kind === 'Ingress');
}

/** A declared load balancer of a public workload brings its node ports with it: both are open to everyone. */
function declaresKind({ intent, waysIn }: Declaration, wayIn: WayIn): boolean {
  if (waysIn.includes(wayIn.kind)) return true;
  const ofBalancer = (wayIn.object.spec as { readonly type?: string } | undefined)?.type === 'LoadBalancer';
  if (ofBalancer && wayIn.kind === 'Tunnel' && wayIn.field === 'spec.loadBalancerClass' && waysIn.includes('LoadBalancer')) return true;
  const byBalancer = wayIn.kind === 'NodePort' && ofBalancer;
  return intent === 'public' && byBalancer && waysIn.includes('LoadBalancer');
}

function isDeclaredPublication(declaration: Declaration, wayIn: WayIn): boolean {
  return throughDeclaredGateway(declaration, wayIn) && undeclaredRoutes(declaration, wayIn).length === 0;
}

/** Routes of the way in to hosts and paths that the workload does not declare; none where it declares no hosts. */
export function undeclaredRoutes({ hosts }: Declaration, { routes = [] }: WayIn): readonly Route[] {
  if (hosts.length === 0) return [];
  return routes.filter(({ host, path, exact }) => host === undefined
    || !hosts.some((declared) => coversHost(declared.host, host) && declaresPath(declared, path, exact === true)));
}

/** Whether a route publishes the workload through one of the gateways that it names. */
export function throughDeclaredGateway({ gateways }: Declaration, wayIn: WayIn): boolean {
  if (gateways === undefined) return true;
  return gatewayNamesOf(wayIn).some((name) => gateways.includes(name));
}
