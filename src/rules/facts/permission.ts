import { Ingress } from '../../cluster/model';
import { WayIn } from '../../exposure/model';
import { Declaration } from '../../intent/model';
import { ingressClassName } from './ingress-class';

/** What an intent says of a way in. `unclear`: it depends on something that the manifests do not say. */
export type Permission = 'permitted' | 'forbidden' | 'unclear';

/**
 * Whether the intent permits the way in, whatever policies make of it today.
 *
 * - public: the gateways it names, and the kinds of way in it declares; any where it names none.
 * - internal: an internal gateway, or a declared kind of way in that the internet does not reach.
 * - private, isolated: none.
 */
export function permission(declaration: Declaration, wayIn: WayIn): Permission {
  switch (declaration.intent) {
    case 'public': return publicPermission(declaration, wayIn);
    case 'internal': return internalPermission(declaration, wayIn);
    default: return 'forbidden';
  }
}

function publicPermission(declaration: Declaration, wayIn: WayIn): Permission {
  if (wayIn.kind === 'Ingress') return throughDeclaredGateway(declaration, wayIn) ? 'permitted' : 'forbidden';
  const unsaid = declaration.gateways === undefined && declaration.waysIn.length === 0;
  return unsaid || declaresKind(declaration, wayIn) ? 'permitted' : 'forbidden';
}

function internalPermission(declaration: Declaration, wayIn: WayIn): Permission {
  const declared = wayIn.kind === 'Ingress' ? throughDeclaredGateway(declaration, wayIn) : declaresKind(declaration, wayIn);
  if (!declared) return 'forbidden';
  if (wayIn.kind === 'Ingress' || wayIn.kind === 'LoadBalancer') return wayIn.scope === 'private-network' ? 'permitted' : 'forbidden';
  const internet = wayIn.entries.filter((entry) => entry.zone === 'internet');
  if (internet.some((entry) => entry.verdict === 'reachable')) return 'forbidden';
  return internet.length > 0 ? 'unclear' : 'permitted';
}

/** A declared load balancer of a public workload brings its node ports with it: both are open to everyone. */
function declaresKind({ intent, waysIn }: Declaration, wayIn: WayIn): boolean {
  if (waysIn.includes(wayIn.kind)) return true;
  const byBalancer = wayIn.kind === 'NodePort' && (wayIn.object.spec as { readonly type?: string } | undefined)?.type === 'LoadBalancer';
  return intent === 'public' && byBalancer && waysIn.includes('LoadBalancer');
}

function throughDeclaredGateway({ gateways }: Declaration, wayIn: WayIn): boolean {
  if (gateways === undefined) return true;
  const name = ingressClassName(wayIn.object as Ingress);
  return name !== undefined && gateways.includes(name);
}
