import { CiliumPolicy, Cluster, Workload } from '../../cluster/model';
import { undeclaredNamespace } from '../../cluster/namespaces';
import { CiliumPeer, CiliumRule, CiliumRuleSet } from '../../manifest/kinds/cilium/cilium-policy';
import { NetworkPolicyPeer } from '../../manifest/kinds/network-policy';
import { AddressSet } from '../../network/address-set';
import { LabelSelector } from '../../network/label-selector';
import { PortSet } from '../../network/port-set';
import { CiliumSet, ciliumSetsIn } from '../../reachability/cilium-policies';
import { compileCiliumPorts } from '../../reachability/compile-cilium-policy';

/** A rule of Cilium that lets connections into a workload. */
interface CiliumAdmission {
  readonly policy: CiliumPolicy;
  /** Of the workload. */
  readonly namespace: string;
  /** Pod ports of the workload. */
  readonly ports: PortSet;
}

interface CiliumIngressRule extends CiliumAdmission {
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
}

/** The sets of rules of evaluated policies of Cilium that select a pod of the workload. */
export function ciliumSetsOf(cluster: Cluster, { namespace, pods }: Workload): readonly CiliumSet[] {
  return ciliumSetsIn(cluster, namespace)
    .filter(({ set: { subject } }) => pods.some(({ hostNetwork, labels }) => !hostNetwork && subject.pods.matches(labels)));
}

/** Those of them that select every pod of a namespace, whatever its labels. */
export function ciliumSetsOfEveryPod(cluster: Cluster, namespace: string): readonly CiliumRuleSet[] {
  return ciliumSetsIn(cluster, cluster.namespaces.get(namespace) ?? undeclaredNamespace(namespace))
    .map(({ set }) => set).filter(({ subject }) => subject.pods.isEmpty);
}

/** Rules of Cilium that let connections into the workload, in the words of NetworkPolicies as far as those have a word for it. */
export function ciliumIngressRules(cluster: Cluster, workload: Workload): readonly CiliumIngressRule[] {
  return ciliumSetsOf(cluster, workload).flatMap(({ policy, set }) => set.ingress.filter(({ action }) => action === 'allow').map(({ peers, ports }) => ({
    policy,
    namespace: workload.namespace.name,
    peers: peers?.some((peer) => peer.kind === 'entity' && peer.entity === 'all') ? undefined : peers?.flatMap(inOtherWords),
    ports: portsOf(ports, workload),
  })));
}

/** Pods on the network of other nodes than that of the workload, which rules of Cilium admit by the entity `remote-node`. */
export function* podsOnNodes(cluster: Cluster, workload: Workload): Iterable<CiliumAdmission & { readonly name: string; readonly path: string }> {
  const admitted = { name: 'a pod on the network of another node', namespace: workload.namespace.name };
  for (const { policy, set } of cluster.ciliumPolicies.length === 0 ? [] : ciliumSetsOf(cluster, workload)) {
    for (const { action, peers = [], ports } of set.ingress) {
      const remote = peers.find((peer) => peer.kind === 'entity' && peer.entity === 'remote-node');
      if (action === 'allow' && remote !== undefined) yield { ...admitted, policy, path: remote.path, ports: portsOf(ports, workload) };
    }
  }
}

/** Addresses to which rules of Cilium let the workload out. */
export function ciliumEgressBlocks(cluster: Cluster, workload: Workload): readonly AddressSet[] {
  return ciliumSetsOf(cluster, workload).flatMap(({ set }) => set.egress).filter(({ action }) => action === 'allow')
    .flatMap(({ peers = [EVERYONE] }) => peers.flatMap(inOtherWords)).flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.addresses]));
}

function portsOf(ports: CiliumRule['ports'], { pods }: Workload): PortSet {
  return compileCiliumPorts(ports).on(pods.flatMap((podClass) => podClass.ports)).possible;
}

const EVERYONE: CiliumPeer = { kind: 'entity', entity: 'world', path: '' };

/** Nodes, the API server and what belongs to Cilium itself are no callers that somebody could be. */
function inOtherWords(peer: CiliumPeer): readonly NetworkPolicyPeer[] {
  const { path } = peer;
  if (peer.kind === 'pods') return [{ namespaceSelector: peer.namespaces, podSelector: peer.pods, path }];
  if (peer.kind === 'addresses') return [block(peer.addresses, path)];
  switch (peer.entity) {
    case 'all':
    case 'cluster': return [{ namespaceSelector: LabelSelector.EVERYTHING, podSelector: LabelSelector.EVERYTHING, path }];
    case 'world': return [block(AddressSet.ALL, path)];
    case 'world-ipv4': return [block(AddressSet.ALL_V4, path)];
    case 'world-ipv6': return [block(AddressSet.ALL_V6, path)];
    default: return [];
  }
}

function block(addresses: AddressSet, path: string): NetworkPolicyPeer {
  return { ipBlock: { cidr: addresses.toString(), except: [], addresses }, path };
}
