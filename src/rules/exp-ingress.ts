import { isDefaultBackend } from './exp-default-backend';
import { forbiddenWaysIn, isClosed, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_INGRESS: Rule = {
  id: 'EXP-INGRESS',
  severity: 'error',
  title: 'An Ingress leads to a private or isolated workload, or an Ingress of a public class to an internal one.',
  rationale: 'Whoever reaches the controller of the class reaches every backend of its Ingresses. The class decides, not the host name: '
    + 'an internal-looking host on a public controller is public.',
  *evaluate(analysis) {
    const found = forbiddenWaysIn(analysis, (wayIn, { intent }) =>
      wayIn.kind === 'Ingress' && !isDefaultBackend(wayIn) && isNonPublic(intent) && (isClosed(intent) || wayIn.scope !== 'private-network'));
    for (const forbidden of found) {
      const { wayIn, declaration } = forbidden;
      const scope = wayIn.scope === 'private-network' ? 'internal' : wayIn.scope === 'internet' ? 'public' : 'public as far as is known';
      yield wayInFinding(analysis, forbidden, {
        what: `${wayIn.object.ref}, whose class is ${scope}, leads to it`,
        fix: declaration.intent === 'internal'
          ? `Move ${wayIn.object.ref} to an internal IngressClass (describe its controller in exposure.yaml with scope: private-network), or declare the workload public.`
          : `Remove the backend from ${wayIn.object.ref}, or declare the workload public or internal.`,
      });
    }
  },
};
