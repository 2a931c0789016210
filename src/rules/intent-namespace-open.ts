import { NetworkPolicy } from '../cluster/model';
import { dnsOf, dnsState } from './facts/dns';
import { hypotheticalPod } from './facts/hypothetical-pod';
import { Analysis, RawFinding, Rule } from './rule';

export const INTENT_NAMESPACE_OPEN: Rule = {
  id: 'INTENT-NAMESPACE-OPEN',
  severity: 'error',
  title: 'A namespace that is declared isolated does not deny by default, or a new pod in it cannot resolve names.',
  rationale: 'In an isolated namespace a pod that nobody thought of connects to nothing and nothing to it, except to resolve names. That takes a policy that '
    + 'selects every pod, in both directions (Kubernetes documentation, Network Policies, "Default policies").',
  *evaluate(analysis) {
    for (const { object } of analysis.declarations.namespaces) {
      const fault = undenied(analysis, object.metadata.name) ?? unresolved(analysis, object.metadata.name);
      if (fault !== undefined) yield { object, field: 'metadata.annotations', ...fault, verdict: 'violated' };
    }
  },
};

type Fault = Pick<RawFinding, 'message' | 'path' | 'fix'>;

/** Every pod, whatever its labels: only an empty selector is sure to select it. */
function undenied({ cluster }: Analysis, namespace: string): Fault | undefined {
  const policies = cluster.networkPolicies.filter((policy: NetworkPolicy) => policy.metadata.namespace === namespace && policy.spec.podSelector.isEmpty);
  const open = (['ingress', 'egress'] as const).filter((direction) => !policies.some((policy) => policy.spec.isolates[direction]));
  if (open.length === 0) return undefined;
  return {
    message: `Namespace ${namespace} is declared isolated, but no policy denies every pod ${open.join(' and ')} by default`,
    path: ['a pod that no policy selects', `no policy of namespace ${namespace} has an empty podSelector for ${open.join(' and ')}`],
    fix: `Add a NetworkPolicy to namespace ${namespace} with podSelector {} and policyTypes [Ingress, Egress].`,
  };
}

/** A pod that brings no labels and no policy of its own. */
function unresolved(analysis: Analysis, namespace: string): Fault | undefined {
  const pod = hypotheticalPod(analysis, namespace, {});
  const { blocked, port } = dnsState(pod.analysis, pod.workload);
  if (blocked.isEmpty) return undefined;
  const dns = dnsOf(analysis.profile);
  const labels = Object.entries(dns.podLabels).map((label) => label.join('=')).join(',');
  return {
    message: `Namespace ${namespace} is declared isolated, which leaves DNS open, but a new pod in it cannot resolve names on ${blocked.toString()}`,
    path: [`a new pod of ${namespace}`, 'no policy allows it', `DNS in namespace ${dns.namespace}`],
    fix: `Allow egress on UDP and TCP ${port} to pods ${labels} of namespace ${dns.namespace} for pods without a policy of their own.`,
  };
}
