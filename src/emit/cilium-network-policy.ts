import { labelSelector, LabelSelection } from './labels';
import { distinctPorts, PodPort } from './port';

/** Traffic of an identity that no NetworkPolicy can name. */
export interface CiliumEntityIntent {
  readonly podLabels: LabelSelection;
  /** An entity of Cilium, such as `ingress`. */
  readonly entity: string;
  readonly ports: readonly PodPort[];
}

/**
 * `spec` of a CiliumNetworkPolicy that lets an entity in, beside what NetworkPolicies let in: what any of them allows passes
 * (docs.cilium.io: security/policy).
 */
export function ciliumEntityPolicySpec({ podLabels, entity, ports }: CiliumEntityIntent): object {
  return {
    endpointSelector: labelSelector(podLabels),
    ingress: [{
      fromEntities: [entity],
      toPorts: [{ ports: distinctPorts(ports).map(({ port, protocol }) => ({ port: String(port), protocol })) }],
    }],
  };
}
