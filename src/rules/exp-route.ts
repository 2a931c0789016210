import { forbiddenWaysIn, isClosed, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_ROUTE: Rule = {
  id: 'EXP-ROUTE',
  severity: 'error',
  title: 'A route of the Gateway API leads to a private or isolated workload.',
  rationale: 'Whoever reaches a listener that takes the route reaches every backend of it. A route without hostnames answers for every host of the listener, '
    + 'a wildcard for any number of labels, and a backend without weight has weight 1 (Gateway API, HTTPRoute, Hostname, BackendRef).',
  *evaluate(analysis) {
    for (const forbidden of forbiddenWaysIn(analysis, ({ kind }, { intent }) => kind === 'Gateway' && isClosed(intent))) {
      const { object, through } = forbidden.wayIn;
      yield wayInFinding(analysis, forbidden, {
        what: `${object.ref} leads to it from ${through[0]}`,
        fix: `Remove the backend from ${object.ref}, or declare the workload public or internal.`,
      });
    }
  },
};
