import { GatewayApi } from '../cluster/gateway-api/objects';
import { Rule } from './rule';

export const GW_DEFAULT_SCOPE: Rule = {
  id: 'GW-DEFAULT-SCOPE',
  severity: 'warning',
  title: 'A Gateway is a default for routes, or a route attaches to default Gateways.',
  rationale: 'A route that names no Gateway then attaches to every default one, also to those that come later: what it publishes is no longer written in it. '
    + 'The fields are an experiment of the Gateway API (GEP-3793).',
  *evaluate({ cluster }) {
    const { gateways, routes } = GatewayApi.of(cluster);
    for (const gateway of gateways) {
      if (gateway.spec.defaultScope !== 'All') continue;
      yield {
        object: gateway,
        field: 'spec.defaultScope',
        message: `${gateway.ref} is a default Gateway: routes that do not name it may attach to it`,
        fix: 'Remove defaultScope, and name the Gateway in parentRefs of the routes.',
      };
    }
    for (const route of routes) {
      if (!route.spec.useDefaultGateways) continue;
      yield {
        object: route,
        field: 'spec.useDefaultGateways',
        message: `${route.ref} attaches to every default Gateway, whichever that will be`,
        fix: 'Name the Gateway and its section in parentRefs.',
      };
    }
  },
};
