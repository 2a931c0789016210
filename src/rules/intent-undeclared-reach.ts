import { WayIn, WayInKind } from '../exposure/model';
import { Declaration } from '../intent/model';
import { directWaysIn } from './exp-direct-bypass';
import { throughDeclaredGateway, undeclaredRoutes } from './facts/permission';
import { gatewayNamesOf, isRoute } from './facts/published';
import { forbiddenWaysIn, isClosed, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Analysis, Rule } from './rule';

export const INTENT_UNDECLARED_REACH: Rule = {
  id: 'INTENT-UNDECLARED-REACH',
  severity: 'error',
  title: 'A way in leads to a workload that its declaration does not name.',
  rationale: 'A public workload is reached through the gateways that it names, an internal one through an internal gateway or a way in that it declares; '
    + 'anything else was slipped in.',
  *evaluate(analysis) {
    const found = forbiddenWaysIn(analysis, (wayIn, declaration) => !reportedByWayInRule(analysis, wayIn, declaration));
    for (const forbidden of found) {
      const { wayIn, declaration } = forbidden;
      yield wayInFinding(analysis, forbidden, isRoute(wayIn) ? publication(declaration, wayIn) : opening(wayIn));
    }
  },
};

interface Text { readonly what: string; readonly fix: string }

function publication(declaration: Declaration, wayIn: WayIn): Text {
  const { ref } = wayIn.object;
  const routes = undeclaredRoutes(declaration, wayIn).map(({ host, path }) => `${host ?? 'every host '}${path}`);
  if (throughDeclaredGateway(declaration, wayIn) && routes.length > 0) {
    return {
      what: `${ref} publishes it as ${routes.join(', ')}, which is not among its hosts,`,
      fix: `Remove the route from ${ref}, or declare it in cdk8s-exposure/hosts.`,
    };
  }
  const isClass = wayIn.kind === 'Ingress';
  const gateway = `${isClass ? 'class' : 'gateway'} ${gatewayNamesOf(wayIn)[0] ?? '(none)'}`;
  return {
    what: `${ref} publishes it through ${gateway}, which is not among its gateways [${(declaration.gateways ?? []).join(', ')}],`,
    fix: `Remove the backend from ${ref}, or name the ${isClass ? 'class' : 'gateway'} in cdk8s-exposure/gateways.`,
  };
}

function opening({ kind, object }: WayIn): Text {
  if (kind === 'BGP') {
    return {
      what: `${object.ref} advertises its cluster address by BGP, so that the private network reaches it,`,
      fix: `Make its Service headless, narrow what ${object.ref} advertises, or declare the workload internal with cdk8s-exposure/ways-in: '["BGP"]'.`,
    };
  }
  return {
    what: `${object.ref} opens it by ${kind}, which it does not declare,`,
    fix: `Remove the ${kind} from ${object.ref}, or declare it: cdk8s-exposure/ways-in: '["${kind}"]'.`,
  };
}

/** Kinds of way in whose rule looks at every intent. */
const REPORTED_BY_THEIR_OWN_RULE: readonly WayInKind[] = ['Other', 'Tunnel', 'MultiCluster', 'TargetGroup', 'PrivateLink', 'Relay'];

/** Whether an EXP rule reports the way in, so that the same fact is not said twice. */
function reportedByWayInRule(analysis: Analysis, wayIn: WayIn, declaration: Declaration): boolean {
  const { intent } = declaration;
  if (REPORTED_BY_THEIR_OWN_RULE.includes(wayIn.kind)) return true;
  if (wayIn.kind === 'BGP') return false;
  if (wayIn.kind === 'externalIPs') return isNonPublic(intent);
  if (intent === 'public') return bypassesGateway(analysis, wayIn, declaration);
  if (wayIn.scope !== 'private-network' || isClosed(intent)) return true;
  return wayIn.kind !== 'LoadBalancer' && !isRoute(wayIn);
}

/** EXP-DIRECT-BYPASS reports Services beside a route. */
function bypassesGateway(analysis: Analysis, wayIn: WayIn, { workload, waysIn }: Declaration): boolean {
  const all = analysis.exposure.waysInto(workload);
  if (!all.some(isRoute)) return false;
  return directWaysIn(all, waysIn).some((w) => w.object === wayIn.object);
}
