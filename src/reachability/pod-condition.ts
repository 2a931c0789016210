import { Namespace } from '../cluster/model';
import { NAMESPACE_NAME_LABEL } from '../cluster/namespaces';
import { Labels, LabelSelector, SelectorRequirement } from '../network/label-selector';
import { beyond, conjunction, implies, isSatisfiable, negation, satisfyingLabels, withRequirement } from '../network/selector-algebra';
import { PodAddresses, PodEnd } from './end-point';
import { PodCondition } from './model';
import { PodPeers } from './peer-set';

/** Every pod there is. */
export const ANY_POD: PodCondition = { namespaces: LabelSelector.EVERYTHING, pods: LabelSelector.EVERYTHING };

/** Of a cluster, by name. */
export type Namespaces = ReadonlyMap<string, Namespace>;

export function conditionOf({ namespaces, pods }: Pick<PodPeers, 'namespaces' | 'pods'>): PodCondition {
  return { namespaces: typeof namespaces === 'string' ? namespaceNamed(namespaces) : namespaces, pods };
}

function namespaceNamed(name: string): LabelSelector {
  return LabelSelector.of({ [NAMESPACE_NAME_LABEL]: name });
}

/** The namespaces that the selector asks for by name, which nobody can forge; undefined if it goes by other labels only. */
export function namespacesNamed({ requirements }: LabelSelector): readonly string[] | undefined {
  return requirements.find(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In')?.values;
}

/** Both conditions, with what is known of the namespaces that they name; undefined if no pod can meet them. */
export function allOf(a: PodCondition, b: PodCondition, namespaces: Namespaces): PodCondition | undefined {
  return settled({ namespaces: conjunction(a.namespaces, b.namespaces), pods: conjunction(a.pods, b.pods) }, namespaces);
}

/** Whether neither condition says anything about what the other looks at. */
export function areIndependent(a: PodCondition, b: PodCondition): boolean {
  if (!a.namespaces.isEmpty && !b.namespaces.isEmpty && (namespacesNamed(a.namespaces) ?? namespacesNamed(b.namespaces)) !== undefined) return false;
  return (['namespaces', 'pods'] as const).every((part) => !a[part].keys.some((key) => b[part].keys.includes(key)));
}

/** What every namespace is like: the control plane sets the label. */
const HAS_NAME = LabelSelector.of({}, [{ key: NAMESPACE_NAME_LABEL, operator: 'Exists' }]);

/** The condition without what is known of the namespaces that it names: a namespace that the manifests declare has the labels that it has. */
export function settled({ namespaces: asked, pods }: PodCondition, namespaces: Namespaces): PodCondition | undefined {
  const selector = beyond(asked, HAS_NAME);
  if (!isSatisfiable(conjunction(selector, HAS_NAME)) || !isSatisfiable(pods)) return undefined;
  const named = namespacesNamed(selector);
  if (named === undefined || selector.requirements.length === 1) return { namespaces: selector, pods };
  const possible = named.filter((name) => {
    const known = namespaces.get(name);
    return known?.declared !== true || selector.matches(known.labels);
  });
  if (possible.length === 0) return undefined;
  const byName = LabelSelector.of({}, [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: possible }]);
  const isKnown = possible.every((name) => namespaces.get(name)?.declared === true);
  return { namespaces: isKnown ? byName : conjunction(byName, selector), pods };
}

/** What `both`, which is more than `known`, asks for beyond it. */
export function beyondCondition(both: PodCondition, known: PodCondition): PodCondition {
  return { namespaces: beyond(both.namespaces, known.namespaces), pods: beyond(both.pods, known.pods) };
}

export function isAnyPod({ namespaces, pods }: PodCondition): boolean {
  return namespaces.isEmpty && pods.isEmpty;
}

/** Whether every pod that meets `a` meets `b`. */
export function impliesCondition(a: PodCondition, b: PodCondition, namespaces: Namespaces): boolean {
  if (!implies(a.pods, b.pods)) return false;
  if (implies(a.namespaces, b.namespaces)) return true;
  const declared = declaredNamespaces(a, namespaces);
  if (declared !== undefined) return declared.every(({ labels }) => b.namespaces.matches(labels));
  // what is known of a namespace counts where one of the conditions speaks of it by name
  const isMet = (requirement: SelectorRequirement): boolean =>
    areDisjoint(a, { namespaces: withRequirement(LabelSelector.EVERYTHING, negation(requirement)), pods: a.pods }, namespaces);
  return b.namespaces.keys.includes(NAMESPACE_NAME_LABEL) && b.namespaces.requirements.every(isMet);
}

/** The namespaces that the condition names, if the manifests declare all of them. */
export function declaredNamespaces(condition: PodCondition, namespaces: Namespaces): readonly Namespace[] | undefined {
  const named = namespacesNamed(condition.namespaces)?.map((name) => namespaces.get(name));
  return named?.every((namespace) => namespace?.declared) ? named as Namespace[] : undefined;
}

/** Whether no pod can meet both. */
export function areDisjoint(a: PodCondition, b: PodCondition, namespaces: Namespaces): boolean {
  return allOf(a, b, namespaces) === undefined;
}

/** Equal for equal conditions. */
export function conditionKey({ namespaces, pods }: PodCondition): string {
  return `${namespaces.canonical} / ${pods.canonical}`;
}

/** More than any policy needs; where it is not enough, nobody is told that there is no such pod. */
const MAX_STEPS = 2000;

/** `none` where no pod meets the condition and none of the exceptions, `unknown` where that would take too long to find out. */
export type Example = PodCondition | 'none' | 'unknown';

/** The condition narrowed until it meets none of the exceptions any more. */
export function avoiding(condition: PodCondition, exceptions: readonly PodCondition[], namespaces: Namespaces): Example {
  const { namespaceLabels, labels } = exampleLabels(condition, namespaces);
  // as a rule no exception is about what needs no label beyond those of the condition
  if (!exceptions.some((exception) => exception.namespaces.matches(namespaceLabels) && exception.pods.matches(labels))) return condition;
  let steps = 0;
  const search = (narrowed: PodCondition, from: number): Example => {
    if (++steps > MAX_STEPS) return 'unknown';
    const exception = exceptions[from];
    if (exception === undefined) return narrowed;
    for (const part of ['pods', 'namespaces'] as const) {
      for (const requirement of exception[part].requirements) {
        const without = settled({ ...narrowed, [part]: withRequirement(narrowed[part], negation(requirement)) }, namespaces);
        const found = without === undefined ? 'none' : search(without, from + 1);
        if (found !== 'none') return found;
      }
    }
    return 'none';
  };
  return search(condition, 0);
}

/** A pod that meets the condition with the fewest labels, in a namespace that does so. */
export function examplePod(condition: PodCondition, namespaces: Namespaces, addresses: PodAddresses): PodEnd {
  const { namespace, namespaceLabels, labels } = exampleLabels(condition, namespaces);
  return {
    kind: 'pod',
    name: `a pod in namespace ${namespace}`,
    namespace,
    namespaceLabels: { labels: namespaceLabels, complete: true },
    labels: { labels, complete: true },
    ports: 'unknown',
    addresses,
  };
}

interface ExampleLabels {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
}

function exampleLabels({ namespaces: selector, pods }: PodCondition, namespaces: Namespaces): ExampleLabels {
  const asked = satisfyingLabels(selector);
  const namespace = asked[NAMESPACE_NAME_LABEL] ?? unusedName(selector, namespaces);
  const known = namespaces.get(namespace);
  return {
    namespace,
    namespaceLabels: known?.declared === true ? known.labels : { ...asked, [NAMESPACE_NAME_LABEL]: namespace },
    labels: satisfyingLabels(pods),
  };
}

function unusedName(selector: LabelSelector, namespaces: Namespaces): string {
  const excluded = new Set(selector.requirements.filter(({ key }) => key === NAMESPACE_NAME_LABEL).flatMap(({ values }) => values));
  const fits = (name: string): boolean => !namespaces.has(name) && !excluded.has(name);
  let name = 'any';
  for (let i = 1; !fits(name); i++) name = `any-${i}`;
  return name;
}
