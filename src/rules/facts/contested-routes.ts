import { GatewayRoute } from '../../cluster/gateway-api/objects';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { Analysis, RawFinding } from '../rule';
import { attachedRoutes } from './gateways';
import { Claim, productClaims } from './product-claims';

/** Two objects that claim the same, as a finding on the second. */
export interface Contested extends RawFinding {
  readonly other: KubernetesObject;
  /** Every host if absent. */
  readonly host: string | undefined;
}

/** Routes that claim the same host and path; of two Ingresses speaks `ING-DUP` itself. */
export function* contestedRoutes(analysis: Analysis): Generator<Contested> {
  const earlier = new Map<string, Claim>();
  const reported = new Set<KubernetesObject>();
  for (const claim of [...gatewayClaims(analysis), ...productClaims(analysis)]) {
    const other = earlier.get(claim.key);
    if (other === undefined) {
      earlier.set(claim.key, claim);
    } else if (excludes(other, claim) && !reported.has(claim.object)) {
      reported.add(claim.object);
      yield contested(claim, other.object);
    }
  }
}

/** Objects of one namespace share what namespaces own; two Ingresses are compared elsewhere. */
function excludes(a: Claim, b: Claim): boolean {
  return a.object !== b.object && !(a.object.kind === 'Ingress' && b.object.kind === 'Ingress')
    && (a.ofNamespace !== true || a.object.metadata.namespace !== b.object.metadata.namespace);
}

function contested({ object, field, host, what }: Claim, other: KubernetesObject): Contested {
  return {
    other,
    host,
    object,
    field,
    message: `${object.ref} and ${other.ref} both claim ${what}`,
    path: [what, `${other.ref} or ${object.ref}`],
    fix: 'Give each host and path one route.',
  };
}

/**
 * Of two HTTPRoutes with one host and one match on a listener the older is served (Gateway API, HTTPRouteRule). Matches with further conditions are
 * told apart by them.
 */
function* gatewayClaims(analysis: Analysis): Generator<Claim> {
  for (const { route, attachments } of attachedRoutes(analysis)) {
    if (route.kind !== 'HTTPRoute') continue;
    for (const { gateway, owner, listener, hosts, assuming } of attachments) {
      if (assuming.length > 0) continue;
      for (const host of hosts) {
        for (const path of plainPaths(route)) {
          const key = JSON.stringify([gateway.ref, owner.ref, listener.name, host ?? '', path]);
          yield { object: route, field: 'spec.rules', key, host, what: `${host ?? 'every host'}${path}` };
        }
      }
    }
  }
}

/** A redirection beside the route that it redirects to is the matter of GW-NO-SECTIONNAME. */
function plainPaths({ spec }: GatewayRoute): readonly string[] {
  return spec.rules.filter(({ redirects }) => !redirects).flatMap(({ matches }) => matches.filter(({ partial }) => !partial).map(({ path }) => path));
}
