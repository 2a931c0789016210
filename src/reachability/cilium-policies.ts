import { CiliumPolicy, Cluster, Namespace } from '../cluster/model';
import { NAMESPACE_NAME_LABEL } from '../cluster/namespaces';
import { CiliumRuleSet } from '../manifest/kinds/cilium/cilium-policy';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { LabelSelector } from '../network/label-selector';

const ADMIN_GROUP = 'policy.networking.k8s.io';
const ADMIN_KINDS = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];

/** One set of rules and the policy that it belongs to. */
export interface CiliumSet {
  readonly policy: CiliumPolicy;
  readonly set: CiliumRuleSet;
}

/** Sets of rules by the only namespace that they can be about, and those for which there is no such name. */
interface EvaluatedSets {
  readonly all: readonly CiliumSet[];
  readonly byNamespace: ReadonlyMap<string, readonly CiliumSet[]>;
  readonly elsewhere: readonly CiliumSet[];
}

const evaluated = new WeakMap<Cluster, EvaluatedSets>();

/** The sets of rules of policies of Cilium that are evaluated. */
export function ciliumSets(cluster: Cluster): readonly CiliumSet[] {
  return setsOf(cluster).all;
}

/** Those that are about pods of the namespace, some or all. */
export function ciliumSetsIn(cluster: Cluster, namespace: Namespace): readonly CiliumSet[] {
  const { byNamespace, elsewhere } = setsOf(cluster);
  const { name, labels, declared } = namespace;
  return [...byNamespace.get(name) ?? [], ...elsewhere.filter(({ set: { subject } }) => subject.namespaces.mayMatch(labels, declared) === 'yes')];
}

/** The only namespace that the selector can mean, by its name. */
export function onlyNamespace({ requirements: [only, ...rest] }: LabelSelector): string | undefined {
  return rest.length === 0 && only?.key === NAMESPACE_NAME_LABEL && only.operator === 'In' && only.values.length === 1 ? only.values[0] : undefined;
}

/** Whether an object is a policy of Cilium of a version that is read. */
export function isCiliumPolicy(object: KubernetesObject): object is CiliumPolicy {
  return object.group === 'cilium.io' && object.spec !== undefined && /^Cilium(?:Clusterwide)?NetworkPolicy$/.test(object.kind);
}

/** Why a policy of Cilium is left out of the evaluation, as the end of a sentence; undefined if it is not. */
export function whyNotEvaluated(cluster: Cluster, policy: CiliumPolicy): string | undefined {
  const { notEvaluated, ruleSets } = policy.spec;
  if (notEvaluated !== undefined) return `${notEvaluated} is not evaluated`;
  // The documentation of Cilium does not say how it orders the two.
  const other = ADMIN_KINDS.flatMap((kind) => cluster.objectsOf(ADMIN_GROUP, kind))[0];
  if (other !== undefined) return `how Cilium orders it beside ${other.ref} is not known`;
  const [namespace] = ruleSets.flatMap(({ subject }) => openNamespace(cluster, subject.namespaces) ?? []);
  return namespace && `whether it selects pods of namespace ${namespace.name}, which the manifests do not declare, is not known`;
}

function openNamespace({ namespaces }: Cluster, selector: LabelSelector): Namespace | undefined {
  if (selector.isEmpty || onlyNamespace(selector) !== undefined) return undefined;
  return [...namespaces.values()].find(({ labels, declared }) => selector.mayMatch(labels, declared) === 'maybe');
}

function setsOf(cluster: Cluster): EvaluatedSets {
  let sets = evaluated.get(cluster);
  if (sets === undefined) evaluated.set(cluster, (sets = sortSets(cluster)));
  return sets;
}

function sortSets(cluster: Cluster): EvaluatedSets {
  const all = cluster.ciliumPolicies.filter((policy) => whyNotEvaluated(cluster, policy) === undefined)
    .flatMap((policy) => policy.spec.ruleSets.map((set) => ({ policy, set })));
  const byNamespace = new Map<string, CiliumSet[]>();
  const elsewhere: CiliumSet[] = [];
  for (const each of all) {
    const name = onlyNamespace(each.set.subject.namespaces);
    const list = name === undefined ? elsewhere : byNamespace.get(name);
    if (list !== undefined) list.push(each);
    else byNamespace.set(name as string, [each]);
  }
  return { all, byNamespace, elsewhere };
}
