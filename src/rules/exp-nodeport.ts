import { forbiddenWaysIn, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_NODEPORT: Rule = {
  id: 'EXP-NODEPORT',
  severity: 'error',
  title: 'A node port leads to a workload that is not public.',
  rationale: 'A node port listens on every node; who reaches a node address reaches the workload. A Service of type LoadBalancer '
    + 'opens node ports too unless allocateLoadBalancerNodePorts is false (Kubernetes API, ServiceSpec).',
  *evaluate(analysis) {
    const found = forbiddenWaysIn(analysis, (wayIn, { intent }) => wayIn.kind === 'NodePort' && isNonPublic(intent));
    for (const forbidden of found) {
      const { object } = forbidden.wayIn;
      const implied = (object.spec as { readonly type?: string }).type === 'LoadBalancer';
      yield wayInFinding(analysis, forbidden, {
        what: `${object.ref} opens it on every node`,
        fix: implied
          ? `Set allocateLoadBalancerNodePorts: false in ${object.ref} and name no nodePort.`
          : `Make ${object.ref} type ClusterIP; for access from a workstation use kubectl port-forward.`,
      });
    }
  },
};
