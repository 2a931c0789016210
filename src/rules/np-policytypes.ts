import { NetworkPolicy } from '../cluster/model';
import { RawFinding, Rule } from './rule';

export const NP_POLICYTYPES: Rule = {
  id: 'NP-POLICYTYPES',
  severity: 'error',
  title: 'A NetworkPolicy leaves out policyTypes, or has rules for a direction that it does not list.',
  rationale: 'Without policyTypes a policy always isolates ingress, and egress only if it has egress rules; rules of a direction that is not listed are '
    + 'ignored (Kubernetes API, NetworkPolicySpec.policyTypes).',
  *evaluate({ cluster }) {
    for (const policy of cluster.networkPolicies) yield* omitted(policy);
  },
};

function* omitted(policy: NetworkPolicy): Iterable<RawFinding> {
  const { policyTypes, ingress, egress, isolates } = policy.spec;
  const common = { object: policy, field: 'spec.policyTypes' };
  if (policyTypes === undefined || policyTypes.length === 0) {
    const deniesIngress = ingress.length === 0;
    const effect = isolates.egress ? 'it isolates ingress and egress' : 'it isolates ingress only';
    yield {
      ...common,
      field: 'spec',
      severity: deniesIngress && isolates.egress ? 'error' : 'warning',
      message: deniesIngress && isolates.egress
        ? `${policy.ref} has egress rules only and no policyTypes: it also denies all ingress`
        : `${policy.ref} does not say which directions it isolates; as it stands ${effect}`,
      fix: `State policyTypes in ${policy.ref}: [${[...(isolates.ingress ? ['Ingress'] : []), ...(isolates.egress ? ['Egress'] : [])].join(', ')}] is what it does now.`,
    };
    return;
  }
  for (const [direction, rules, isolated] of [['Ingress', ingress, isolates.ingress], ['Egress', egress, isolates.egress]] as const) {
    if (rules.length === 0 || isolated) continue;
    yield {
      ...common,
      message: `${policy.ref} has ${rules.length} ${direction.toLowerCase()} ${rules.length === 1 ? 'rule' : 'rules'}, but policyTypes [${policyTypes.join(', ')}] leaves ${direction} out: they are ignored`,
      fix: `Add ${direction} to policyTypes, or remove the rules.`,
    };
  }
}
