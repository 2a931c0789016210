import { NetworkPolicy, Service } from '../cluster/model';
import { serviceTargets } from '../cluster/service-targets';
import { declaredSubjects } from './facts/policy-subjects';
import { isNonPublic } from './facts/way-in-findings';
import { Analysis, RawFinding, Rule } from './rule';

export const NP_CNI: Rule = {
  id: 'NP-CNI',
  severity: 'warning',
  title: 'The network of the cluster does not enforce a policy, or not as it is written.',
  rationale: 'A NetworkPolicy is only an object: without a network plugin that implements it nothing changes (Kubernetes documentation, "Network Policies"). The Amazon VPC CNI asks that the '
    + 'port of a Service be the port of the pod (Amazon EKS documentation, "Limit Pod traffic with Kubernetes network policies").',
  *evaluate(analysis) {
    const { cluster: { provider, networkPolicies } } = analysis.profile;
    if (networkPolicies === 'ignored') {
      for (const policy of analysis.cluster.networkPolicies) yield ignored(analysis, policy);
    } else if (provider === 'eks') {
      for (const service of analysis.cluster.services) yield* translated(analysis, service);
    }
  },
};

function ignored(analysis: Analysis, policy: NetworkPolicy): RawFinding {
  const [closed] = declaredSubjects(analysis, policy, isNonPublic);
  return {
    object: policy,
    ...(closed === undefined ? {} : { severity: 'error' }),
    message: closed === undefined
      ? `${policy.ref} changes nothing: the cluster ignores policies`
      : `${policy.ref} does not protect ${closed.workload.id}, which is declared ${closed.intent}: the cluster ignores policies`,
    fix: 'Install a network plugin that enforces policies, or correct cluster.networkPolicies of exposure.yaml.',
  };
}

/** Clients of a headless Service connect to the pods themselves: nothing is translated. */
function* translated({ cluster, reachability }: Analysis, service: Service): Iterable<RawFinding> {
  if (service.spec.headless) return;
  for (const { workload, servicePort: { port, protocol, path }, podPort } of serviceTargets(cluster, service)) {
    if (podPort === undefined || podPort === port || !reachability.isolated(workload, 'ingress')) continue;
    yield {
      object: service,
      field: path,
      message: `${service.ref} translates ${protocol} ${port} into ${podPort} of ${workload.id}, whose policies the Amazon VPC CNI then may not apply as they are written`,
      path: [`${service.ref} ${port}`, `${workload.id} ${podPort}`],
      fix: `Give ${service.ref} port ${podPort}, as the Amazon VPC CNI asks, or accept the finding if another plugin enforces policies.`,
    };
    return;
  }
}
