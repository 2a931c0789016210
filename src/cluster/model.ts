import { CiliumPolicySpec } from '../manifest/kinds/cilium/cilium-policy';
import { ClusterPolicySpec } from '../manifest/kinds/cluster-policy';
import { IngressClassSpec, IngressSpec } from '../manifest/kinds/ingress';
import { NetworkPolicySpec } from '../manifest/kinds/network-policy';
import { NodeSpec } from '../manifest/kinds/node';
import { Container, ContainerPort, WorkloadSpec } from '../manifest/kinds/pod-template';
import { ServiceSpec } from '../manifest/kinds/service';
import { KubernetesObject, StringMap } from '../manifest/kubernetes-object';
import { InputProblem } from '../manifest/problem';

/** A namespace, whether or not the manifests contain its object. */
export interface Namespace {
  readonly name: string;
  /** Its labels, always with `kubernetes.io/metadata.name`, which the control plane sets. */
  readonly labels: StringMap;
  /** False when only other objects mention it; then any further label may exist. */
  readonly declared: boolean;
  readonly object?: KubernetesObject;
}

/**
 * Pods of a workload that look the same to selectors and policies. A template makes one; running Pods of one
 * owner whose labels, ports or host network differ make several.
 */
export interface PodClass {
  readonly labels: StringMap;
  readonly hostNetwork: boolean;
  /** Containers and native sidecars: what listens while the pod runs. Init containers are in `containers` only. */
  readonly ports: readonly ContainerPort[];
  readonly containers: readonly Container[];
  /** Set where nobody knows the containers, nor what they call their ports: for a pod that is only thought of. */
  readonly portNamesUnknown?: true;
  readonly podIPs: readonly string[];
}

/** A pod template and what owns it. */
export interface Workload {
  /** `ns/name[Kind]`. */
  readonly id: string;
  readonly namespace: Namespace;
  readonly name: string;
  readonly kind: string;
  /** At least one. */
  readonly pods: readonly PodClass[];
  /** The objects that make it up: one, or every Pod of the owner. Annotations are read from the first. */
  readonly objects: readonly KubernetesObject<WorkloadSpec>[];
  readonly annotations: StringMap;
  /** Position in `Cluster.workloads`: a dense number for tables. */
  readonly index: number;
}

export type Service = KubernetesObject<ServiceSpec>;
export type Ingress = KubernetesObject<IngressSpec>;
export type IngressClass = KubernetesObject<IngressClassSpec>;
export type NetworkPolicy = KubernetesObject<NetworkPolicySpec>;
/** AdminNetworkPolicy, BaselineAdminNetworkPolicy or ClusterNetworkPolicy of policy.networking.k8s.io. */
export type ClusterPolicy = KubernetesObject<ClusterPolicySpec>;
/** CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy of cilium.io, whether or not it is one that can be evaluated. */
export type CiliumPolicy = KubernetesObject<CiliumPolicySpec>;
export type Node = KubernetesObject<NodeSpec>;

/** Everything that was read, linked. Nothing in it changes after it is built. */
export interface Cluster {
  readonly objects: readonly KubernetesObject[];
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** Sorted by id. */
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  readonly ingresses: readonly Ingress[];
  readonly ingressClasses: readonly IngressClass[];
  readonly networkPolicies: readonly NetworkPolicy[];
  /** Policies of policy.networking.k8s.io, which stand above and below NetworkPolicies. */
  readonly clusterPolicies: readonly ClusterPolicy[];
  /** Policies of Cilium, which add to NetworkPolicies and deny what those allow. */
  readonly ciliumPolicies: readonly CiliumPolicy[];
  /** Nodes that the manifests contain: none, as a rule, unless they were taken from a running cluster. */
  readonly nodes: readonly Node[];
  /** Objects that the API server would refuse; they are absent everywhere else. */
  readonly problems: readonly InputProblem[];
  /** Objects of one kind, by kind and API group; for kinds without a typed list of their own. */
  objectsOf(group: string, kind: string): readonly KubernetesObject[];
  workload(id: string): Workload | undefined;
  /** The workload that an object belongs to (a Deployment, a Pod, …). */
  workloadOf(object: KubernetesObject): Workload | undefined;
  service(namespace: string, name: string): Service | undefined;
  /** Workloads of a namespace; empty for a namespace that has none. */
  workloadsIn(namespace: string): readonly Workload[];
}
