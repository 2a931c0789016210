import { GatewayRoute } from '../../cluster/gateway-api/objects';
import { Cluster } from '../../cluster/model';
import { RouteObject } from '../../manifest/kinds/routes/route-object';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { Analysis, RawFinding } from '../rule';
import { attachedRoutes } from './gateways';

/** Two objects that claim the same, as a finding on the second. */
export interface Contested extends RawFinding {
  readonly other: KubernetesObject;
  /** Every host if absent. */
  readonly host: string | undefined;
}

/** What one object claims for itself. */
interface Claim {
  readonly object: KubernetesObject;
  readonly field: string;
  /** Equal for claims that exclude each other. */
  readonly key: string;
  readonly host: string | undefined;
  /** For messages. */
  readonly what: string;
}

/**
 * Kinds of which one object owns a host, or a host and a path. The controllers of OpenShift and F5 serve the oldest and reject the others
 * (OpenShift API, RouteIngressCondition "HostAlreadyClaimed"; F5 NGINX Ingress Controller, "Host and Listener Collisions"); Contour rejects all of them
 * (internal/dag, "DuplicateVhost").
 */
const OWNERS: readonly { readonly group: string; readonly kind: string; readonly by: 'host' | 'host and path'; readonly field: string }[] = [
  { group: 'route.openshift.io', kind: 'Route', by: 'host and path', field: 'spec.host' },
  { group: 'projectcontour.io', kind: 'HTTPProxy', by: 'host', field: 'spec.virtualhost.fqdn' },
  { group: 'k8s.nginx.org', kind: 'VirtualServer', by: 'host', field: 'spec.host' },
];

/** Routes other than Ingresses that claim the same host and path. */
export function* contestedRoutes(analysis: Analysis): Generator<Contested> {
  const earlier = new Map<string, Claim>();
  const reported = new Set<KubernetesObject>();
  for (const claim of [...gatewayClaims(analysis), ...ownedHosts(analysis.cluster)]) {
    const other = earlier.get(claim.key);
    if (other === undefined) {
      earlier.set(claim.key, claim);
    } else if (other.object !== claim.object && !reported.has(claim.object)) {
      reported.add(claim.object);
      yield contested(claim, other.object);
    }
  }
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

function* ownedHosts(cluster: Cluster): Generator<Claim> {
  for (const { group, kind, by, field } of OWNERS) {
    for (const object of cluster.objectsOf(group, kind)) {
      const spec = object.spec as RouteObject | undefined;
      if (spec?.isEntry !== true) continue;
      for (const { hosts, paths } of by === 'host' ? spec.rules.slice(0, 1) : spec.rules) {
        for (const host of hosts) {
          const path = by === 'host' ? '' : paths[0]?.path ?? '/';
          yield { object, field, key: JSON.stringify([kind, spec.className, host, path]), host, what: `${host}${path}` };
        }
      }
    }
  }
}
