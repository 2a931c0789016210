import { ANNOTATIONS } from '../intent/annotation-keys';
import { DnsProfile } from '../profile/profile';
import { LabelMap, managedBy } from './labels';
import { AllowedTraffic, networkPolicySpec } from './network-policy';

/** Levels of the Pod Security Standards. */
export type PodSecurity = 'privileged' | 'baseline' | 'restricted';

/** Labels of a Namespace. Below `privileged`, admission refuses pods with host network or host ports. */
export function namespaceLabels(podSecurity: PodSecurity): LabelMap {
  return { ...managedBy(), 'pod-security.kubernetes.io/enforce': podSecurity };
}

/** Declares that nothing connects by default, so that the check proves it for pods that nobody knows yet. */
export function namespaceAnnotations(): Record<string, string> {
  return { [ANNOTATIONS.intent]: 'isolated' };
}

/** `spec` of the policy that isolates every pod of the namespace. */
export function defaultDenySpec(): object {
  return networkPolicySpec({ podLabels: {}, ingress: [], egress: [] });
}

/**
 * `spec` of the policy that lets pods resolve names which bring no policy of their own. Those that this library built do,
 * and are left out: one rule alone decides for each pod.
 */
export function allowDnsSpec(dns: DnsProfile): object {
  return { ...networkPolicySpec({ podLabels: {}, ingress: [], egress: [], dns }), podSelector: withoutOwnPolicy(), policyTypes: ['Egress'] };
}

/**
 * `spec` of the policy that lets the same pods have what a mesh asks for: probes from an address of its own, on whatever port, and its control plane.
 */
export function allowMeshSpec(probeCidrs: readonly string[], controlPlane: readonly AllowedTraffic[]): object {
  const { egress } = networkPolicySpec({ podLabels: {}, ingress: [], egress: controlPlane }) as { readonly egress?: readonly object[] };
  return {
    podSelector: withoutOwnPolicy(),
    policyTypes: [...(probeCidrs.length > 0 ? ['Ingress'] : []), ...(egress === undefined ? [] : ['Egress'])],
    ...(probeCidrs.length > 0 && { ingress: [{ from: probeCidrs.map((cidr) => ({ ipBlock: { cidr } })) }] }),
    ...(egress !== undefined && { egress }),
  };
}

function withoutOwnPolicy(): object {
  return { matchExpressions: Object.entries(managedBy()).map(([key, value]) => ({ key, operator: 'NotIn', values: [value] })) };
}
