import { forbiddenWaysIn, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_LB_PUBLIC: Rule = {
  id: 'EXP-LB-PUBLIC',
  severity: 'error',
  title: 'A public load balancer, or one of unknown scope, leads to a workload that is not public.',
  rationale: 'Most clouds give a Service of type LoadBalancer a public address unless an annotation says otherwise; '
    + 'an annotation for another cloud, or a misspelt one, is silently ignored (Kubernetes documentation, Service, "Internal load balancer").',
  *evaluate(analysis) {
    const found = forbiddenWaysIn(analysis, (wayIn, { intent }) =>
      wayIn.kind === 'LoadBalancer' && wayIn.scope !== 'private-network' && isNonPublic(intent));
    for (const forbidden of found) {
      const { wayIn } = forbidden;
      const scope = wayIn.scope === 'internet' ? 'public' : 'of unknown scope, which counts as public,';
      yield wayInFinding(analysis, forbidden, {
        what: `the load balancer of ${wayIn.object.ref} is ${scope} and leads to it`,
        fix: `Make ${wayIn.object.ref} type ClusterIP, or state an internal scope with the annotation of your provider and name the provider in exposure.yaml (cluster.provider).`,
      });
    }
  },
};
