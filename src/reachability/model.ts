import { Cluster, PodClass, Workload } from '../cluster/model';
import { PolicyReplacement } from '../cluster/replace-policy';
import { KubernetesObject, StringMap } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { LabelSelector } from '../network/label-selector';
import { PortSet } from '../network/port-set';
import { Protocol } from '../network/protocol';

/** Seen from the pod that the policy isolates. */
export type Direction = 'ingress' | 'egress';

/** A pod that the manifests do not contain, known by what somebody says of it (a controller of the profile). */
export interface DescribedPod {
  readonly namespace: string;
  /** Labels of its namespace, as far as known; `kubernetes.io/metadata.name` is added. */
  readonly namespaceLabels?: StringMap;
  /** Labels of the pod, as far as known; it may have more. */
  readonly labels: StringMap;
}

/**
 * The other end of a connection.
 *
 * - `workload`: pods of the manifests.
 * - `addresses`: addresses outside the cluster, or of nodes. Never pods, unless the manifests give a pod's address.
 * - `described`: a pod of which some labels are known; rules on other labels make the answer unknown.
 * - `unlabelled`: a pod without labels in a namespace of that name without labels: what a controller looks
 *   like about which nothing is known (`{ingress-controller}` of the recorded cases).
 * - `unknown`: a pod about which nothing is known, in a namespace about which nothing is known: only selectors
 *   that match everything match it.
 * - `entity`: what Cilium gives an identity of its own: its proxy for Ingresses and Gateways is `ingress`. Only rules for everyone, and
 *   rules of Cilium that name the entity, let it pass.
 * - `anything`: whatever the network may deliver; only rules without peers, or with the whole address space, let it pass.
 */
export type Peer =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'addresses'; readonly addresses: AddressSet }
  | { readonly kind: 'described'; readonly pod: DescribedPod }
  | { readonly kind: 'unlabelled'; readonly namespace: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'entity'; readonly entity: 'ingress' }
  | { readonly kind: 'anything' };

/**
 * What policies decide about a connection, as ports of the destination pod.
 *
 * A peer may be several: the addresses of a range, the pods of a workload that differ in labels or ports. What is
 * declared must hold for `allowed`; what must not be is there as soon as it is in `some`.
 */
export interface Decision {
  /** Certain, for every address or pod of the peer and every pod of the workload. */
  readonly allowed: PortSet;
  /** Certain for at least one of them; contains `allowed`. */
  readonly some: PortSet;
  /** Neither allowed for all nor blocked for all, and what manifests cannot decide; disjoint from `allowed`. The rest is blocked. */
  readonly unknown: PortSet;
  /** What would settle `unknown`, or whom it concerns. */
  readonly assumptions: readonly string[];
}

/** Addresses that policies treat alike, and the ports that they let pass. */
export interface AddressAccess {
  readonly addresses: AddressSet;
  readonly ports: PortSet;
}

/** A rule, or the absence of one, that took part in a decision. */
export interface DecidingRule {
  readonly direction: Direction;
  /** The policy; undefined for the default that applies where no policy isolates, and for what no policy can isolate. */
  readonly policy?: KubernetesObject;
  /** Field path of the rule in the policy (`spec.ingress[0]`); undefined where the policy isolates and no rule matches. */
  readonly rule?: string;
  readonly effect: 'allow' | 'deny' | 'pass';
  readonly ports: PortSet;
  /** In words, for the default and for what policies cannot isolate: `no policy isolates shop/web for ingress`. */
  readonly note?: string;
}

/** A connection that policies let pass. A workload's connections to itself are not listed. */
export interface Connection {
  /** Workload id, or an address range or CIDR. */
  readonly source: string;
  readonly destination: string;
  readonly ports: PortSet;
}

/** How many pairs of different workloads may connect on each port of a run of ports. */
export interface PairCount {
  readonly protocol: Protocol;
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
}

/** What a pod about which nothing is known may do. */
export interface UnknownPodAccess {
  readonly workload: Workload;
  readonly direction: Direction;
  readonly ports: PortSet;
}

/** What a pod and its namespace are like: both selectors hold. A namespace by name is one by its label `kubernetes.io/metadata.name`. */
export interface PodCondition {
  readonly namespaces: LabelSelector;
  readonly pods: LabelSelector;
}

/** Pods that get through by what they are like, whether or not the manifests contain one. */
export interface Admission {
  readonly condition: PodCondition;
  /** Of those, these do not: a rule that is asked before stops them. Each says only what it asks for beyond the condition. */
  readonly except: readonly PodCondition[];
  readonly ports: PortSet;
  /** Names of ports that are open too, where the pod is the destination: whatever it calls so. */
  readonly portNames: readonly string[];
}

/** What a pod may do by its labels and those of its namespace that no pod may do without. */
export interface FuturePodAccess extends Admission {
  readonly workload: Workload;
  readonly direction: Direction;
}

/** A policy that is not evaluated. */
export interface UnevaluatedPolicy {
  readonly object: KubernetesObject;
  /** Why not, as the end of a sentence. */
  readonly why: string;
}

/** Workloads with the same connections, but for exceptions; no policy isolates some of them only, and all are open to the same unknown pods. */
export interface WorkloadGroup {
  /** Its only workload, or its first and how many more there are. No two groups share it. */
  readonly name: string;
  /** At least one. */
  readonly workloads: readonly Workload[];
}

/** What one pair of workloads does otherwise than their groups. */
export interface PairException extends Connection {
  /** What the connection of the groups says; `ports` stand in its place, and may be none. */
  readonly usual: PortSet;
}

/** The connections of a cluster, of groups. Nothing is lost: the connections of workloads follow from them. */
export interface GroupedConnections {
  /** In the order of workloads. */
  readonly groups: readonly WorkloadGroup[];
  /**
   * Connections of groups, by their names, and of groups with addresses. Each is one of every workload of the group; one of a group to itself is one
   * of each of its workloads to each of the others. Never materialised.
   */
  connections(): Iterable<Connection>;
  /** Pairs of workloads for which something else holds, by destination. */
  exceptions(): Iterable<PairException>;
}

/** The answers that policies give for one cluster. */
export interface Reachability {
  readonly cluster: Cluster;
  /** Policies that are recognised and not evaluated: decisions that they may change are unknown, the lists leave them out. */
  readonly unevaluated: readonly UnevaluatedPolicy[];
  /** Whether some NetworkPolicy, or policy of Cilium, isolates every pod of the workload in that direction. hostNetwork pods are never isolated; policies of other tiers isolate nothing. */
  isolated(workload: Workload, direction: Direction): boolean;
  /**
   * NetworkPolicies that select pods of the workload and isolate them in that direction; also where the profile says that
   * the network ignores policies.
   */
  policiesOf(workload: Workload, direction: Direction): readonly KubernetesObject[];
  /**
   * What the policies of `workload` say about the other end, in one direction only.
   *
   * @param pods classes of its pods that are meant; all if absent
   */
  half(workload: Workload, direction: Direction, peer: Peer, pods?: readonly PodClass[]): Decision;
  /**
   * Both halves of a connection into `destination`: the egress of the source, where it is a workload, and the ingress of the destination.
   *
   * @param pods classes of the destination's pods that are meant; all if absent
   */
  into(destination: Workload, source: Peer, pods?: readonly PodClass[]): Decision;
  /** Both halves of a connection out of `source`. */
  outOf(source: Workload, destination: Peer): Decision;
  /** Which of `within` the policies of the workload let pass, on which ports: disjoint, none without a port. */
  addresses(workload: Workload, direction: Direction, within: AddressSet): readonly AddressAccess[];
  /** The rules that decide one half, for the reader. */
  why(workload: Workload, direction: Direction, peer: Peer): readonly DecidingRule[];
  /**
   * All connections that policies allow, in a stable order: workloads first, then addresses. Never materialised.
   * A pair is listed with the ports that pass for at least one pod of each workload.
   */
  connections(): Iterable<Connection>;
  /**
   * The answers for the same cluster with one policy in place of another, one more or one less. What does not depend on it is not worked out
   * again, unless the new policy looks at labels, port names or addresses that no other does.
   */
  replacing(replacement: PolicyReplacement): Reachability;
  /** How many pairs of workloads `connections` lists for each port, ascending, without listing them; ports without a pair are left out. */
  pairCounts(): readonly PairCount[];
  /** What policies allow pods about which nothing is known, by workload and direction. */
  unknownPods(): Iterable<UnknownPodAccess>;
  /**
   * Which labels a pod would have to carry, in which namespace, to get more than that, by workload and direction. Each row holds for every
   * pod that meets its condition and none of its exceptions; no row repeats what a wider one says.
   */
  futurePods(): Iterable<FuturePodAccess>;
  /**
   * The same connections, with workloads in groups: found from the rules, without looking at pairs.
   *
   * @param apart what workloads of one group must have in common beside their connections
   */
  grouped(apart: (workload: Workload) => string): GroupedConnections;
}
