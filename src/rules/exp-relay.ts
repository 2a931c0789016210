import { forbiddenWaysIn, isClosed, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_RELAY: Rule = {
  id: 'EXP-RELAY',
  severity: 'error',
  title: 'A pod that is reached from outside passes connections on to a workload that does not permit it.',
  rationale: 'Policies see the relay, which they admit, and not its clients: whoever reaches the relay on the port that it listens on speaks to what is behind it.',
  *evaluate(analysis) {
    const reached = new Set(analysis.exposure.reach.map(({ wayIn }) => wayIn));
    for (const forbidden of forbiddenWaysIn(analysis, (wayIn) => wayIn.kind === 'Relay' && reached.has(wayIn))) {
      const { wayIn: { object, field, workload }, declaration: { intent } } = forbidden;
      const place = field === undefined ? object.ref : `${object.ref} (${field})`;
      const declare = isClosed(intent) ? '' : ', or declare it: cdk8s-exposure/ways-in: \'["Relay"]\'';
      yield {
        ...wayInFinding(analysis, forbidden, {
          what: `${object.ref} passes on to it what reaches the relay from outside,`,
          fix: `Remove ${workload.id} from what ${place} forwards, or keep the relay out of reach (type ClusterIP, a policy)${declare}.`,
        }),
        severity: isClosed(intent) ? 'error' : 'warning',
      };
    }
  },
};
