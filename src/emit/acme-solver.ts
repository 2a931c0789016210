import { AllowedTraffic, NetworkPolicyIntent, networkPolicySpec } from './network-policy';
import { PodPort } from './port';

/** Label that cert-manager puts on the pods that answer HTTP-01 challenges, and the port on which they answer. */
export const SOLVER_LABELS = { 'acme.cert-manager.io/http01-solver': 'true' };
export const SOLVER_PORT: PodPort = { protocol: 'TCP', port: 8089 };

/** The connections of a controller to the pods that answer challenges in a namespace. */
export function acmeSolverTraffic(namespace: string): AllowedTraffic {
  return { peer: { kind: 'pods', namespace, labels: SOLVER_LABELS }, ports: [SOLVER_PORT] };
}

/** `spec` of the policy for the pods that answer ACME HTTP-01 challenges. */
export function acmeSolverPolicySpec(traffic: Omit<NetworkPolicyIntent, 'podLabels'>): object {
  return networkPolicySpec({ podLabels: SOLVER_LABELS, ...traffic });
}
