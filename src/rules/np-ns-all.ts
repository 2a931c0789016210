import { declaredSubjects } from './facts/policy-subjects';
import { isClosed } from './facts/way-in-findings';
import { Rule } from './rule';

export const NP_NS_ALL: Rule = {
  id: 'NP-NS-ALL',
  severity: 'error',
  title: 'A policy of a private or isolated workload admits every pod of every namespace.',
  rationale: 'An empty namespaceSelector matches all namespaces, also those of other teams and those that come later (Kubernetes API, NetworkPolicyPeer).',
  *evaluate(analysis) {
    for (const policy of analysis.cluster.networkPolicies) {
      if (!policy.spec.isolates.ingress) continue;
      for (const peer of policy.spec.ingress.flatMap((rule) => rule.peers ?? [])) {
        if (peer.namespaceSelector?.isEmpty !== true || peer.podSelector?.isEmpty === false) continue;
        for (const { workload, intent } of declaredSubjects(analysis, policy, isClosed)) {
          yield {
            object: policy,
            field: peer.path,
            workload,
            message: `${policy.ref} ${peer.path} admits every pod of every namespace to ${workload.id}, which is declared ${intent}`,
            path: ['every pod', `admitted by ${policy.ref} ${peer.path}`, workload.id],
            fix: 'Select the namespace of the caller by kubernetes.io/metadata.name, and its pods by a podSelector in the same item.',
            verdict: 'violated',
          };
        }
      }
    }
  },
};
