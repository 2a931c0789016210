import { declaredSubjects } from './facts/policy-subjects';
import { isNonPublic } from './facts/way-in-findings';
import { Rule } from './rule';

export const NP_ALLOW_ALL: Rule = {
  id: 'NP-ALLOW-ALL',
  severity: 'error',
  title: 'A policy of a workload that is not public admits every source.',
  rationale: 'A rule whose from is absent or empty matches all sources, inside and outside the cluster (Kubernetes API, NetworkPolicyIngressRule.from).',
  *evaluate(analysis) {
    for (const policy of analysis.cluster.networkPolicies) {
      if (!policy.spec.isolates.ingress) continue;
      for (const rule of policy.spec.ingress) {
        if (rule.peers !== undefined) continue;
        for (const { workload, intent, allowFrom } of declaredSubjects(analysis, policy, isNonPublic)) {
          const declared = allowFrom.some((peer) => peer.cluster === true && peer.ports === undefined);
          yield {
            object: policy,
            field: rule.path,
            workload,
            message: `${policy.ref} ${rule.path} admits every source to ${workload.id}, which is declared ${intent}`,
            path: ['every source', `admitted by ${policy.ref} ${rule.path}`, workload.id],
            fix: `Name the callers in ${rule.path}.from: a podSelector with, for other namespaces, a namespaceSelector on kubernetes.io/metadata.name in the same item.`,
            ...(declared ? { severity: 'warning' } : { verdict: 'violated' }),
          };
        }
      }
    }
  },
};
