import { AddressSet } from '../../../network/address-set';
import { LabelSelector } from '../../../network/label-selector';
import { Protocol } from '../../../network/protocol';

/** Peers that Cilium knows by what they are, not by labels or addresses (Cilium documentation, "Layer 3 Policies", "Entities based"). */
export const CILIUM_ENTITIES = [
  'all', 'world', 'world-ipv4', 'world-ipv6', 'cluster', 'host', 'remote-node', 'kube-apiserver', 'ingress', 'health', 'init', 'unmanaged', 'none',
] as const;

export type CiliumEntity = typeof CILIUM_ENTITIES[number];

/** Pods by the labels of their namespace and their own. Pods on the network of their node are never meant. */
export interface CiliumPods {
  readonly namespaces: LabelSelector;
  readonly pods: LabelSelector;
}

/**
 * One item of a list of peers.
 *
 * - `entity`: what Cilium calls by this name.
 * - `addresses`: of a CIDR. Addresses of pods are never meant, those of nodes only if the agent is told so.
 */
export type CiliumPeer =
  | CiliumPods & { readonly kind: 'pods'; readonly path: string }
  | { readonly kind: 'entity'; readonly entity: CiliumEntity; readonly path: string }
  | { readonly kind: 'addresses'; readonly addresses: AddressSet; readonly path: string };

/** One item of `toPorts[].ports`. */
export interface CiliumPort {
  /** Undefined for every protocol (`ANY`). */
  readonly protocol?: Protocol;
  /** A number, the name of a container port, or undefined for every port (`"0"`). */
  readonly port?: number | string;
  readonly endPort?: number;
  readonly path: string;
}

export interface CiliumRule {
  readonly action: 'allow' | 'deny';
  /** Undefined for every peer, inside and outside; empty for nobody. */
  readonly peers?: readonly CiliumPeer[];
  /** Undefined for every port; empty for no port of TCP, UDP or SCTP (a rule about ICMP). */
  readonly ports?: readonly CiliumPort[];
  /** `spec.ingress[0]`, `specs[1].egressDeny[0]`. */
  readonly path: string;
}

/** One item of `specs`, or the only `spec`. */
export interface CiliumRuleSet {
  readonly subject: CiliumPods;
  /** Whether connections that no rule of any policy allows are blocked (`enableDefaultDeny`, else wherever there are rules). */
  readonly isolates: { readonly ingress: boolean; readonly egress: boolean };
  /** Rules that deny, then rules that allow. What is denied stays denied, whatever allows it. */
  readonly ingress: readonly CiliumRule[];
  readonly egress: readonly CiliumRule[];
}

/** A CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy. */
export interface CiliumPolicySpec {
  /** Field path of what decides and is not evaluated (`spec.egress[0].toFQDNs`); then nothing of the policy is. */
  readonly notEvaluated?: string;
  readonly ruleSets: readonly CiliumRuleSet[];
}
