import { Cluster, NetworkPolicy, Workload } from '../../cluster/model';
import { Declaration } from '../../intent/model';
import { workloadsNamed } from '../../intent/workload-names';
import { NetworkPolicyPeer, NetworkPolicyRule } from '../../manifest/kinds/network-policy';
import { LabelSelector } from '../../network/label-selector';
import { PortSet } from '../../network/port-set';
import { namespacesNamed, selectedNamespaces } from './admitted';
import { declaredForCluster, declaredForNamespace } from './declared-callers';
import { selectedIn } from './policy-subjects';

/** Pods that no manifest contains and nobody declared, which a policy admits all the same. */
export interface FuturePods {
  /** Who would get in, for messages: `a pod with app=report in namespace shop`. */
  readonly name: string;
  readonly policy: NetworkPolicy;
  /** Field path of the peer that admits them. */
  readonly path: string;
  /** Pod ports on which it admits them, without those that are declared for them. */
  readonly ports: PortSet;
}

/**
 * Pods that somebody can start tomorrow and that an item of `from` would admit:
 *
 * - any pod of a namespace that is chosen by another label than its name: whoever labels a namespace gets in;
 * - a pod of a known namespace with labels that none of the workloads has which the item selects, or with labels that the item does
 *   not ask for but only rules out (`NotIn`, `DoesNotExist`) or does not care about (`Exists`).
 *
 * A pod with labels of a workload that is selected counts as that workload, which is judged by itself. What an item says about every pod of a
 * namespace, or of the cluster, is not repeated here.
 *
 * @param exempt namespaces whose pods are expected, such as those of gateways
 */
export function* futurePods(
  cluster: Cluster, declaration: Declaration, policies: readonly NetworkPolicy[], exempt: ReadonlySet<string>,
): Iterable<FuturePods> {
  for (const policy of policies) {
    for (const rule of policy.spec.ingress) {
      const ports = rulePorts(rule, declaration.workload).minus(declaredForCluster(declaration));
      if (ports.isEmpty) continue;
      for (const peer of rule.peers ?? []) {
        if (peer.ipBlock === undefined) yield* ofPeer({ cluster, declaration, policy, peer, ports, exempt });
      }
    }
  }
}

interface Question {
  readonly cluster: Cluster;
  readonly declaration: Declaration;
  readonly policy: NetworkPolicy;
  readonly peer: NetworkPolicyPeer;
  readonly ports: PortSet;
  readonly exempt: ReadonlySet<string>;
}

function* ofPeer(question: Question): Iterable<FuturePods> {
  const { cluster, policy, peer, ports } = question;
  const { namespaceSelector, podSelector = LabelSelector.EVERYTHING } = peer;
  const found = (name: string, on: PortSet): FuturePods => ({ name, policy, path: peer.path, ports: on });
  if (namespaceSelector !== undefined && namespacesNamed(namespaceSelector) === undefined) {
    if (namespaceSelector.isEmpty && podSelector.isEmpty) return;
    yield found(`${describePods(podSelector)} in any namespace${namespaceSelector.isEmpty ? '' : ` with ${namespaceSelector.toString()}`}`, ports);
    return;
  }
  if (podSelector.isEmpty) return;
  for (const namespace of selectedNamespaces(cluster, peer, policy.metadata.namespace ?? 'default')) {
    const open = ports.minus(declaredForNamespace(question.declaration, namespace));
    if (open.isEmpty || question.exempt.has(namespace) || isKnown(question, namespace, podSelector)) continue;
    yield found(`${describePods(podSelector)} in namespace ${namespace}`, open);
  }
}

/** Whether the selector asks for labels, all of which workloads of the namespace have, or for a declared caller that the manifests lack. */
function isKnown({ cluster, declaration }: Question, namespace: string, selector: LabelSelector): boolean {
  // INTENT-UNPROVEN says that a declared caller is not there
  const isAbsent = (name: string | undefined): boolean => name?.startsWith(`${namespace}/`) === true && workloadsNamed(cluster, name).length === 0;
  if (declaration.allowFrom.some(({ workload }) => isAbsent(workload))) return true;
  const wanted = selector.requirements.filter(({ operator }) => operator === 'In');
  const pods = selectedIn(cluster.workloadsIn(namespace), selector).flatMap((workload) => workload.pods);
  return wanted.length > 0 && wanted.every(({ key, values }) => values.every((value) => pods.some(({ labels }) => labels[key] === value)));
}

function describePods(selector: LabelSelector): string {
  return selector.isEmpty ? 'any pod' : `a pod with ${selector.toString()}`;
}

/** Pod ports of the workload that the rule is about. */
function rulePorts({ ports }: NetworkPolicyRule, workload: Workload): PortSet {
  if (ports === undefined) return PortSet.ALL;
  const declared = workload.pods.flatMap((pods) => pods.ports);
  return PortSet.union(ports.flatMap(({ protocol, port, endPort }) => {
    if (port === undefined) return [PortSet.all(protocol)];
    if (typeof port === 'number') return [PortSet.of(protocol, port, endPort ?? port)];
    return declared.filter((p) => p.name === port && p.protocol === protocol).map((p) => PortSet.of(protocol, p.containerPort));
  }));
}
