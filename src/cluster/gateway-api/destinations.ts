import { BackendReference, RouteRule } from '../../manifest/kinds/gateway-api/route';
import { Cluster } from '../model';
import { GatewayRoute, namespaceOf } from './objects';
import { Permit, permitOf } from './reference-grants';

/** A backend to which a rule of a route sends requests. */
export interface Destination extends Permit {
  readonly rule: RouteRule;
  readonly backend: BackendReference;
  readonly namespace: string;
}

/** Every backend of a route that gets traffic if the reference is granted: those of weight 0 get none. */
export function destinationsOf(cluster: Cluster, route: GatewayRoute): readonly Destination[] {
  const home = namespaceOf(route.metadata);
  return route.spec.rules.flatMap((rule) => rule.backends.filter(({ weight }) => weight > 0).map((backend) => {
    const namespace = backend.namespace ?? home;
    const permit = permitOf(cluster, {
      from: { group: route.group, kind: route.kind, namespace: home },
      to: { group: backend.group, kind: backend.kind, namespace, name: backend.name },
    });
    return { rule, backend, namespace, ...permit };
  }));
}
