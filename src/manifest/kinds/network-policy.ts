import { AddressSet } from '../../network/address-set';
import { LabelSelector } from '../../network/label-selector';
import { Protocol } from '../../network/protocol';

/** `ipBlock`: `cidr` without `except`. */
export interface IpBlock {
  readonly cidr: string;
  readonly except: readonly string[];
  /** The addresses that remain. */
  readonly addresses: AddressSet;
}

/** One item of `from` or `to`. Either `ipBlock`, or one or both selectors (then both must match). */
export interface NetworkPolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: IpBlock;
  readonly path: string;
}

/** One item of `ports`. Without `port` every port of the protocol. */
export interface NetworkPolicyPort {
  readonly protocol: Protocol;
  readonly port?: number | string;
  readonly endPort?: number;
  readonly path: string;
}

export interface NetworkPolicyRule {
  /** Absent or empty in the manifest: every source or destination, inside and outside; then this is undefined. */
  readonly peers?: readonly NetworkPolicyPeer[];
  /** Absent or empty in the manifest: every port; then this is undefined. */
  readonly ports?: readonly NetworkPolicyPort[];
  /** `spec.ingress[0]`, `spec.egress[2]`. */
  readonly path: string;
}

export interface NetworkPolicySpec {
  readonly podSelector: LabelSelector;
  /** After defaulting: Ingress always, Egress only with at least one egress rule, unless `policyTypes` says otherwise. */
  readonly isolates: { readonly ingress: boolean; readonly egress: boolean };
  /** `policyTypes` as written. */
  readonly policyTypes?: readonly string[];
  /** All rules as written, also those of a direction that `policyTypes` leaves out (the API server ignores them). */
  readonly ingress: readonly NetworkPolicyRule[];
  readonly egress: readonly NetworkPolicyRule[];
}
