import { Cluster, NetworkPolicy } from '../cluster/model';
import { describedProxies } from './facts/described-controllers';
import { DescribedPods } from './facts/described-pods';
import { makerOfPods } from './facts/operator-pods';
import { selectedIn, subjectsOf } from './facts/policy-subjects';
import { Rule } from './rule';

/** Pods that cert-manager creates for a moment to answer a challenge: never part of manifests. */
const SOLVER_LABEL = 'acme.cert-manager.io/http01-solver';

export const NP_WRONG_NAMESPACE: Rule = {
  id: 'NP-WRONG-NAMESPACE',
  severity: 'error',
  title: 'A NetworkPolicy selects no pod of its namespace.',
  rationale: 'A policy applies to pods of its own namespace only; in another one, or with labels that no pod carries, it silently does nothing '
    + '(Kubernetes API, NetworkPolicySpec.podSelector).',
  *evaluate(analysis) {
    const { cluster } = analysis;
    const proxies = describedProxies(analysis);
    for (const policy of cluster.networkPolicies) {
      const selector = policy.spec.podSelector;
      // what selects a pod without labels is a rule for the namespace, also before its first pod
      if (selector.matches({}) || selector.requirements.some((r) => r.key === SOLVER_LABEL)) continue;
      if (subjectsOf(cluster, policy).length > 0 || proxies.some((pod) => selects(policy, pod))) continue;
      const elsewhere = matchesElsewhere(cluster, policy);
      const namespace = policy.metadata.namespace ?? 'default';
      const maker = elsewhere === undefined ? makerOfPods(cluster, namespace, valuesIn(policy)) : undefined;
      yield {
        object: policy,
        field: 'spec.podSelector',
        message: `${policy.ref} selects ${selector.toString()}, but no workload of namespace ${namespace} has pods with these labels`
          + (elsewhere === undefined ? '' : `; ${elsewhere} has, in another namespace`)
          + (maker === undefined ? '' : `, unless ${maker} makes them`),
        fix: elsewhere === undefined
          ? 'Correct the podSelector: it must match labels of the pod template, not of the Deployment.'
          : `Move the policy to the namespace of ${elsewhere}.`,
        ...(maker !== undefined && { severity: 'warning' }),
      };
    }
  },
};

function selects({ metadata, spec }: NetworkPolicy, { namespace, labels }: DescribedPods): boolean {
  return namespace === (metadata.namespace ?? 'default') && spec.podSelector.matches(labels);
}

/** Labels of which the selector asks for one value. */
function valuesIn({ spec }: NetworkPolicy): Readonly<Record<string, string>> {
  return Object.fromEntries(spec.podSelector.requirements.flatMap(({ key, operator, values }) => (operator === 'In' && values.length === 1 ? [[key, values[0]!]] : [])));
}

function matchesElsewhere(cluster: Cluster, policy: NetworkPolicy): string | undefined {
  return selectedIn(cluster.workloads, policy.spec.podSelector)[0]?.id;
}
