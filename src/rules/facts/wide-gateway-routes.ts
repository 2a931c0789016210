import { coversHosts } from '../../cluster/gateway-api/hostnames';
import { GatewayRoute } from '../../cluster/gateway-api/objects';
import { Analysis } from '../rule';
import { attachedRoutes, isApplicationRoute } from './gateways';

/** A route that answers for more than exact hosts on a listener which takes routes of other namespaces too. */
export interface WideRoute {
  readonly route: GatewayRoute;
  /** Every host if absent. */
  readonly host: string | undefined;
  readonly gateway: string;
  readonly others: readonly GatewayRoute[];
  /** Exact hosts of the others that it would take over. */
  readonly concerned: readonly string[];
}

interface OnListener { readonly route: GatewayRoute; readonly hosts: readonly (string | undefined)[]; readonly gateway: string }

/** Routes for every host, or for a wildcard, which stands for any number of labels (Gateway API, Hostname); one finding for each. */
export function* wideGatewayRoutes(analysis: Analysis): Generator<WideRoute> {
  const byListener = new Map<string, OnListener[]>();
  for (const { route, attachments } of attachedRoutes(analysis)) {
    if (route.kind !== 'HTTPRoute' && route.kind !== 'GRPCRoute') continue;
    if (!isApplicationRoute(route)) continue;
    for (const { gateway, owner, listener, hosts } of attachments) {
      const key = JSON.stringify([gateway.ref, owner.ref, listener.name]);
      byListener.set(key, [...byListener.get(key) ?? [], { route, hosts, gateway: gateway.ref }]);
    }
  }
  const reported = new Set<GatewayRoute>();
  for (const sharing of byListener.values()) {
    for (const { route, hosts, gateway } of sharing) {
      const wide = hosts.find((host) => host === undefined || host.startsWith('*.'));
      const others = sharing.filter((other) => other.route.metadata.namespace !== route.metadata.namespace);
      if (reported.has(route) || others.length === 0 || (wide === undefined && !hosts.includes(undefined))) continue;
      reported.add(route);
      const exact = others.flatMap((other) => other.hosts.filter((host): host is string => host !== undefined && !host.startsWith('*.')));
      const concerned = [...new Set(exact.filter((host) => wide === undefined || coversHosts(wide, host)))].sort();
      yield { route, host: wide, gateway, others: others.map((other) => other.route), concerned };
    }
  }
}
