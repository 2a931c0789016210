import { forbiddenWaysIn, isClosed, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_LB_PRIVATE: Rule = {
  id: 'EXP-LB-PRIVATE',
  severity: 'error',
  title: 'An internal load balancer leads to a private or isolated workload.',
  rationale: 'An internal load balancer opens the workload to the whole private network: VPC, VPN and peered networks. '
    + 'A private workload has declared clients only.',
  *evaluate(analysis) {
    const found = forbiddenWaysIn(analysis, (wayIn, { intent }) =>
      wayIn.kind === 'LoadBalancer' && wayIn.scope === 'private-network' && isClosed(intent));
    for (const forbidden of found) {
      yield wayInFinding(analysis, forbidden, {
        what: `the internal load balancer of ${forbidden.wayIn.object.ref} opens it to the private network`,
        fix: `Make ${forbidden.wayIn.object.ref} type ClusterIP, or declare the workload internal with ways-in ["LoadBalancer"].`,
      });
    }
  },
};
