import { Gateway, GatewayApi } from '../cluster/gateway-api/objects';
import { waysThrough } from './facts/gateways';
import { ForbiddenWayIn, forbiddenWaysIn, wayInFinding } from './facts/way-in-findings';
import { Analysis, RawFinding, Rule } from './rule';

export const EXP_GATEWAY_SCOPE: Rule = {
  id: 'EXP-GATEWAY-SCOPE',
  severity: 'error',
  title: 'A Gateway that nothing makes internal leads to an internal workload.',
  rationale: 'Internal or public is no field of a Gateway: its class decides, or what infrastructure.annotations, parameters and annotations of the product say of '
    + 'the load balancer in front of it. Without any of these a load balancer is public.',
  *evaluate(analysis) {
    const { gateways } = GatewayApi.of(analysis.cluster);
    const found = forbiddenWaysIn(analysis, ({ kind, scope }, { intent }) => kind === 'Gateway' && intent === 'internal' && scope !== 'private-network');
    for (const forbidden of found) yield findingOn(analysis, forbidden, gateways.find(({ ref }) => ref === forbidden.wayIn.through[0]));
  },
};

/** On the Gateway where it serves nothing but internal workloads: then it is meant to be internal. Otherwise on the route. */
function findingOn(analysis: Analysis, forbidden: ForbiddenWayIn, gateway: Gateway | undefined): RawFinding {
  const { object, through: [name = 'Gateway'] } = forbidden.wayIn;
  const finding = wayInFinding(analysis, forbidden, {
    what: `${object.ref} publishes it by ${name}, which the internet ${forbidden.permission === 'forbidden' ? 'reaches' : 'may reach'},`,
    fix: `Make the load balancer of ${name} internal (spec.infrastructure.annotations, an internal class, or scope: private-network in exposure.yaml), or declare the workload public.`,
  });
  if (gateway === undefined || !servesInternalOnly(analysis, gateway)) return finding;
  return { ...finding, object: gateway, field: 'spec.gatewayClassName' };
}

function servesInternalOnly(analysis: Analysis, gateway: Gateway): boolean {
  return waysThrough(analysis, gateway).every(({ workload }) => analysis.declarations.of(workload)?.intent === 'internal');
}
