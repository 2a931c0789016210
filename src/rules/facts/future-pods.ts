import { Declaration } from '../../intent/model';
import { workloadsNamed } from '../../intent/workload-names';
import { NetworkPolicyPeer } from '../../manifest/kinds/network-policy';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { LabelSelector } from '../../network/label-selector';
import { PortSet } from '../../network/port-set';
import { satisfyingLabels } from '../../network/selector-algebra';
import { DescribedPod, PodCondition } from '../../reachability/model';
import { conditionOf, namespacesNamed } from '../../reachability/pod-condition';
import { podPhrase } from '../../reachability/pod-phrase';
import { Analysis } from '../rule';
import { selectedNamespaces } from './admitted';
import { declaredForCluster, declaredForNamespace } from './declared-callers';
import { IngressRule } from './ingress-rules';
import { selectedIn } from './policy-subjects';

/** Namespaces whose pods are expected, such as those of gateways. */
export interface ExpectedNamespaces {
  readonly namespaces: ReadonlySet<string>;
  /** Labels that an installation sets on such a namespace. */
  readonly namespaceLabels: readonly Readonly<Record<string, string>>[];
}

/** Pods that no manifest contains and nobody declared, which a policy admits all the same. */
export interface FuturePods {
  /** Who would get in, for messages: `a pod with app=report in namespace shop`. */
  readonly name: string;
  readonly policy: KubernetesObject;
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
 * @param rules what admits to the workload of the declaration
 */
export function* futurePods(
  analysis: Analysis, declaration: Declaration, rules: readonly IngressRule[], expected: ExpectedNamespaces,
): Iterable<FuturePods> {
  for (const rule of rules) {
    const ports = rule.ports.minus(declaredForCluster(declaration));
    if (ports.isEmpty) continue;
    for (const peer of rule.peers ?? []) {
      if (peer.ipBlock === undefined) yield* ofPeer({ analysis, declaration, rule, peer, ports, expected });
    }
  }
}

interface Question {
  readonly analysis: Analysis;
  readonly declaration: Declaration;
  readonly rule: IngressRule;
  readonly peer: NetworkPolicyPeer;
  readonly ports: PortSet;
  readonly expected: ExpectedNamespaces;
}

function* ofPeer(question: Question): Iterable<FuturePods> {
  const { analysis: { cluster }, rule, peer, ports, expected } = question;
  const { namespaceSelector, podSelector = LabelSelector.EVERYTHING } = peer;
  if (namespaceSelector !== undefined && namespacesNamed(namespaceSelector) === undefined) {
    if ((namespaceSelector.isEmpty && podSelector.isEmpty) || asksForLabelsOf(namespaceSelector, expected)) return;
    const pod = { namespace: NOBODYS, namespaceLabels: satisfyingLabels(namespaceSelector), labels: satisfyingLabels(podSelector) };
    yield* passing(question, { namespaces: namespaceSelector, pods: podSelector }, ports, pod);
    return;
  }
  if (podSelector.isEmpty) return;
  for (const namespace of selectedNamespaces(cluster, peer, rule.namespace)) {
    const open = ports.minus(declaredForNamespace(question.declaration, namespace));
    if (open.isEmpty || expected.namespaces.has(namespace) || isKnown(question, namespace, podSelector)) continue;
    yield* passing(question, conditionOf({ namespaces: namespace, pods: podSelector }), open, { namespace, labels: satisfyingLabels(podSelector) });
  }
}

/** Whether it asks for labels, all of which the installation of something expected sets on its namespace. */
function asksForLabelsOf(selector: LabelSelector, { namespaceLabels }: ExpectedNamespaces): boolean {
  return selector.requirements.length > 0 && selector.requirements.every(({ operator }) => operator === 'In')
    && namespaceLabels.some((labels) => selector.matches(labels));
}

/** A namespace that nobody knows: no name of one has a dot. */
const NOBODYS = 'nobody.knows';

/** The pods on those ports that no other policy certainly closes to them. */
function* passing(question: Question, condition: PodCondition, ports: PortSet, pod: DescribedPod): Iterable<FuturePods> {
  const { analysis, declaration, rule, peer } = question;
  const { some, unknown } = analysis.reachability.half(declaration.workload, 'ingress', { kind: 'described', pod });
  const open = ports.intersect(some.union(unknown));
  if (open.isEmpty) return;
  yield { name: podPhrase(condition), policy: rule.policy, path: peer.path, ports: open };
}

/** Whether the selector asks for labels, all of which workloads of the namespace have, or for a declared caller that the manifests lack. */
function isKnown({ analysis: { cluster }, declaration }: Question, namespace: string, selector: LabelSelector): boolean {
  // INTENT-UNPROVEN says that a declared caller is not there
  const isAbsent = (name: string | undefined): boolean => name?.startsWith(`${namespace}/`) === true && workloadsNamed(cluster, name).length === 0;
  if (declaration.allowFrom.some(({ workload }) => isAbsent(workload))) return true;
  const wanted = selector.requirements.filter(({ operator }) => operator === 'In');
  const pods = selectedIn(cluster.workloadsIn(namespace), selector).flatMap((workload) => workload.pods);
  return wanted.length > 0 && wanted.every(({ key, values }) => values.every((value) => pods.some(({ labels }) => labels[key] === value)));
}
