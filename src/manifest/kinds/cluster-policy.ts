import { AddressSet } from '../../network/address-set';
import { LabelSelector } from '../../network/label-selector';
import { Protocol } from '../../network/protocol';

/** What a rule does with what it matches. `pass` leaves the decision to the next tier. */
export type ClusterPolicyAction = 'allow' | 'deny' | 'pass';

/** Pods by the labels of their namespace and their own. Pods on the network of their node are never meant. */
export interface NamespacedPods {
  readonly namespaces: LabelSelector;
  readonly pods: LabelSelector;
}

/**
 * One item of `from` or `to`.
 *
 * - `pods`: of the namespaces `namespaces`.
 * - `nodes`: addresses of Nodes with these labels.
 * - `networks`: addresses, also those of pods.
 * - `domain-names`: whatever these names resolve to.
 * - `relative`: namespaces by labels that they share with the subject (`sameLabels`, `notSameLabels`), or another form
 *   of early versions of the API. Later versions drop the field; `field` is its path below the peer.
 */
export type ClusterPolicyPeer =
  | NamespacedPods & { readonly kind: 'pods'; readonly path: string }
  | { readonly kind: 'nodes'; readonly nodes: LabelSelector; readonly path: string }
  | { readonly kind: 'networks'; readonly addresses: AddressSet; readonly path: string }
  | { readonly kind: 'domain-names'; readonly names: readonly string[]; readonly path: string }
  | { readonly kind: 'relative'; readonly field: string; readonly path: string };

/** Ports by number, or a container port by name whatever its protocol. */
export type ClusterPolicyPort =
  | { readonly kind: 'range'; readonly protocol: Protocol; readonly from: number; readonly to: number; readonly path: string }
  | { readonly kind: 'name'; readonly name: string; readonly path: string };

export interface ClusterPolicyRule {
  readonly name?: string;
  readonly action: ClusterPolicyAction;
  /** At least one. */
  readonly peers: readonly ClusterPolicyPeer[];
  /** Undefined for every port. */
  readonly ports?: readonly ClusterPolicyPort[];
  /** `spec.ingress[0]`, `spec.egress[2]`. */
  readonly path: string;
}

/**
 * A policy of policy.networking.k8s.io, whichever of its kinds: ClusterNetworkPolicy, or AdminNetworkPolicy and
 * BaselineAdminNetworkPolicy, which it replaces.
 */
export interface ClusterPolicySpec {
  /** `Admin` is asked before every NetworkPolicy, `Baseline` only about pods that none isolates. */
  readonly tier: 'Admin' | 'Baseline';
  /** 0 to 1000, lower first; undefined for the only BaselineAdminNetworkPolicy that a cluster has. */
  readonly priority?: number;
  readonly subject: NamespacedPods;
  /** In order of precedence. */
  readonly ingress: readonly ClusterPolicyRule[];
  readonly egress: readonly ClusterPolicyRule[];
}
