import { ClusterPolicy, NetworkPolicy, Workload } from '../../cluster/model';
import { ClusterPolicyPort } from '../../manifest/kinds/cluster-policy';
import { NetworkPolicyPeer, NetworkPolicyPort } from '../../manifest/kinds/network-policy';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { PortSet } from '../../network/port-set';
import { Analysis } from '../rule';
import { ciliumIngressRules } from './cilium-rules';

/** A rule of some policy that lets connections into a workload, unless another one forbids them. */
export interface IngressRule {
  readonly policy: KubernetesObject;
  /** Namespace of peers that select none themselves. */
  readonly namespace: string;
  /** Undefined for every source. Of cluster policies only those that select pods: others do not stand in rules for ingress. */
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
  /** Pod ports of the workload. */
  readonly ports: PortSet;
}

/** The rules of NetworkPolicies that isolate the workload, and those of cluster policies and of Cilium that allow. */
export function ingressRules({ cluster, reachability }: Analysis, workload: Workload): readonly IngressRule[] {
  const ofNamespace = (reachability.policiesOf(workload, 'ingress') as readonly NetworkPolicy[]).flatMap((policy) =>
    policy.spec.ingress.map(({ peers, ports }) => ({
      policy, peers, namespace: policy.metadata.namespace ?? 'default', ports: ports === undefined ? PortSet.ALL : policyPorts(ports, workload),
    })));
  const ofCilium = cluster.ciliumPolicies.length === 0 ? [] : ciliumIngressRules(cluster, workload);
  return [...ofNamespace, ...cluster.clusterPolicies.flatMap((policy) => ofCluster(policy, workload)), ...ofCilium];
}

function ofCluster(policy: ClusterPolicy, workload: Workload): readonly IngressRule[] {
  const { subject, ingress } = policy.spec;
  const { labels, declared, name } = workload.namespace;
  const concerned = subject.namespaces.mayMatch(labels, declared) !== 'no' && workload.pods.some((pods) => subject.pods.matches(pods.labels));
  if (!concerned) return [];
  return ingress.filter(({ action }) => action === 'allow').map(({ peers, ports }) => ({
    policy,
    namespace: name,
    peers: peers.flatMap((peer) => (peer.kind === 'pods' ? [{ namespaceSelector: peer.namespaces, podSelector: peer.pods, path: peer.path }] : [])),
    ports: ports === undefined ? PortSet.ALL : clusterPolicyPorts(ports, workload),
  }));
}

function policyPorts(ports: readonly NetworkPolicyPort[], workload: Workload): PortSet {
  return PortSet.union(ports.map(({ protocol, port, endPort }) => {
    if (port === undefined) return PortSet.all(protocol);
    return typeof port === 'number' ? PortSet.of(protocol, port, endPort ?? port) : namedPorts(port, workload).intersect(PortSet.all(protocol));
  }));
}

function clusterPolicyPorts(ports: readonly ClusterPolicyPort[], workload: Workload): PortSet {
  return PortSet.union(ports.map((port) => (port.kind === 'name' ? namedPorts(port.name, workload) : PortSet.of(port.protocol, port.from, port.to))));
}

function namedPorts(name: string, workload: Workload): PortSet {
  const declared = workload.pods.flatMap((pods) => pods.ports).filter((port) => port.name === name);
  return PortSet.union(declared.map((port) => PortSet.of(port.protocol, port.containerPort)));
}
