import { forbiddenWaysIn, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_HOSTNETWORK: Rule = {
  id: 'EXP-HOSTNETWORK',
  severity: 'error',
  title: 'A workload that is not public runs on the network of its node.',
  rationale: 'With hostNetwork every port of the process is a port of the node, and NetworkPolicies do not apply to the pod in most '
    + 'implementations (Kubernetes documentation, Network Policies, "hostNetwork pods").',
  *evaluate(analysis) {
    const found = forbiddenWaysIn(analysis, (wayIn, { intent }) => wayIn.kind === 'hostNetwork' && isNonPublic(intent));
    for (const forbidden of found) {
      yield wayInFinding(analysis, forbidden, {
        what: 'hostNetwork puts it on its node, where no policy protects it,',
        fix: `Remove hostNetwork from ${forbidden.wayIn.object.ref}, or declare what really is open.`,
      });
    }
  },
};
