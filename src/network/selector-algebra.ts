import { Labels, LabelSelector, SelectorRequirement } from './label-selector';

/** What both selectors select, with at most two conditions on each key. A selector that selects nothing stays as it is written. */
export function conjunction(a: LabelSelector, b: LabelSelector): LabelSelector {
  if (a.isEmpty) return b;
  if (b.isEmpty) return a;
  const both = LabelSelector.of({}, [...a.requirements, ...b.requirements]);
  return isSatisfiable(both) ? LabelSelector.of({}, both.keys.flatMap((key) => simplified(key, both))) : both;
}

/** Whether some object can be selected: no two conditions contradict each other. */
export function isSatisfiable(selector: LabelSelector): boolean {
  return selector.mayMatch({}, false) !== 'no';
}

/** Whether every object that `a` selects is selected by `b`. */
export function implies(a: LabelSelector, b: LabelSelector): boolean {
  return b.requirements.every((requirement) => isImplied(a, requirement));
}

/** What `selector` asks for beyond `known`: for objects that `known` selects, it means the same. */
export function beyond(selector: LabelSelector, known: LabelSelector): LabelSelector {
  const left = selector.requirements.filter((requirement) => !isImplied(known, requirement));
  return left.length === selector.requirements.length ? selector : LabelSelector.of({}, left);
}

/** No condition follows from those on other keys; all do from conditions that contradict each other. */
function isImplied(by: LabelSelector, requirement: SelectorRequirement): boolean {
  return by.keys.includes(requirement.key) ? !isSatisfiable(withRequirement(by, negation(requirement))) : !isSatisfiable(by);
}

/** What is not so for objects that do not meet the condition. */
export function negation({ key, operator, values }: SelectorRequirement): SelectorRequirement {
  switch (operator) {
    case 'In': return { key, operator: 'NotIn', values };
    case 'NotIn': return { key, operator: 'In', values };
    case 'Exists': return { key, operator: 'DoesNotExist', values: [] };
    case 'DoesNotExist': return { key, operator: 'Exists', values: [] };
  }
}

/** The selector with one condition more. */
export function withRequirement(selector: LabelSelector, requirement: SelectorRequirement): LabelSelector {
  return LabelSelector.of({}, [...selector.requirements, requirement]);
}

/** The fewest labels with which an object is selected, if any object can be: the first value of each `In`, an arbitrary one for `Exists`. */
export function satisfyingLabels(selector: LabelSelector): Labels {
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const key of selector.keys) {
    const onKey = selector.requirements.filter((requirement) => requirement.key === key);
    if (onKey.some(({ operator }) => operator === 'In' || operator === 'Exists')) labels[key] = satisfyingValue(onKey);
  }
  return labels;
}

function satisfyingValue(onKey: readonly SelectorRequirement[]): string {
  const excluded = new Set(onKey.flatMap(({ operator, values }) => (operator === 'NotIn' ? values : [])));
  const listed = onKey.filter(({ operator }) => operator === 'In').map(({ values }) => values);
  const [first, ...others] = listed;
  const fits = (value: string): boolean => !excluded.has(value) && others.every((values) => values.includes(value));
  if (first !== undefined) return first.find(fits) ?? (first[0] as string);
  let value = ARBITRARY;
  for (let i = 1; excluded.has(value); i++) value = `${ARBITRARY}-${i}`;
  return value;
}

const ARBITRARY = 'any';

/** The conditions on one key, which do not contradict each other, as few as there can be. */
function simplified(key: string, { requirements }: LabelSelector): readonly SelectorRequirement[] {
  const onKey = requirements.filter((requirement) => requirement.key === key);
  if (onKey.length < 2) return onKey;
  const all = (operator: SelectorRequirement['operator']): readonly SelectorRequirement[] => onKey.filter((requirement) => requirement.operator === operator);
  const excluded = [...new Set(all('NotIn').flatMap(({ values }) => values))];
  const [first, ...others] = all('In');
  if (first !== undefined) {
    const values = first.values.filter((value) => !excluded.includes(value) && others.every((other) => other.values.includes(value)));
    return [{ key, operator: 'In', values }];
  }
  const [absent] = all('DoesNotExist');
  if (absent !== undefined) return [absent];
  // Of two different conditions that are left, one excludes values.
  return [...all('Exists'), { key, operator: 'NotIn', values: excluded }];
}
