import { GatewayApi } from '../cluster/gateway-api/objects';
import { attachedRoutes, isPublicGateway } from './facts/gateways';
import { Analysis, RawFinding, Rule } from './rule';

export const GW_ALLOWED_ROUTES: Rule = {
  id: 'GW-ALLOWED-ROUTES',
  severity: 'error',
  title: 'A Gateway does not take a route of this namespace or kind, or a public one takes routes of every namespace.',
  rationale: 'A listener decides which routes attach: by default those of its own namespace only, and a route that it does not admit is dead. With from: All whoever '
    + 'may write a route in any namespace publishes what he likes on the Gateway (Gateway API, AllowedRoutes).',
  *evaluate(analysis) {
    yield* deadRoutes(analysis);
    yield* openListeners(analysis);
  },
};

function* deadRoutes(analysis: Analysis): Iterable<RawFinding> {
  for (const { route, refusals } of attachedRoutes(analysis)) {
    for (const { parentRef, parent, reason } of refusals) {
      if (reason !== 'namespace' && reason !== 'kind') continue;
      const what = reason === 'namespace' ? `routes of namespace ${route.metadata.namespace ?? 'default'}` : `${route.kind}s`;
      yield {
        object: route,
        field: parentRef.path,
        message: `${route.ref} does not attach: no listener of ${parent.ref} that it names admits ${what}`,
        path: [parent.ref, `${what} are not admitted`, route.ref],
        fix: reason === 'namespace'
          ? `Admit the namespace in allowedRoutes.namespaces of the listener (from: Selector on kubernetes.io/metadata.name), or move the route to the namespace of ${parent.ref}.`
          : `Add the kind to allowedRoutes.kinds of the listener, or remove ${parentRef.path}.`,
      };
    }
  }
}

function* openListeners(analysis: Analysis): Iterable<RawFinding> {
  const { gateways, listenerSets } = GatewayApi.of(analysis.cluster);
  const open = gateways.filter((gateway) => isPublicGateway(analysis, gateway));
  const sets = listenerSets.filter(({ metadata, spec: { parentRef } }) => open.some((gateway) => gateway.metadata.name === parentRef.name
    && gateway.metadata.namespace === (parentRef.namespace ?? metadata.namespace)));
  for (const owner of [...open, ...sets]) {
    for (const { name, allowedRoutes, path } of owner.spec.listeners) {
      if (allowedRoutes.namespaces.from !== 'All') continue;
      yield {
        object: owner,
        field: `${path}.allowedRoutes.namespaces.from`,
        severity: 'warning',
        message: `Listener "${name}" of ${owner.ref}, which is public as far as is known, takes routes of every namespace`,
        fix: 'Admit the namespaces that publish something: from: Selector on the label kubernetes.io/metadata.name.',
      };
    }
  }
}
