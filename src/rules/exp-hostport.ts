import { forbiddenWaysIn, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_HOSTPORT: Rule = {
  id: 'EXP-HOSTPORT',
  severity: 'error',
  title: 'A container of a workload that is not public takes a port of its node.',
  rationale: 'A hostPort listens on the node, past every Service; who reaches the node reaches the container (Kubernetes API, ContainerPort). '
    + 'On loopback (hostIP 127.0.0.1) only the node itself does.',
  *evaluate(analysis) {
    const found = forbiddenWaysIn(analysis, (wayIn, { intent }) => wayIn.kind === 'hostPort' && isNonPublic(intent));
    for (const forbidden of found) {
      yield wayInFinding(analysis, forbidden, {
        what: 'a hostPort opens it on its node',
        fix: `Remove hostPort from ${forbidden.wayIn.object.ref} and connect through a ClusterIP Service.`,
      });
    }
  },
};
