/** Labels of an object. */
export type Labels = Readonly<Record<string, string>>;

export type SelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

/** `matchExpressions` as the API writes it: `In` and `NotIn` need values, the others have none. */
export interface SelectorExpression {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values?: readonly string[];
}

/** One condition of a selector, in canonical form: values are sorted and distinct. */
export interface SelectorRequirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: readonly string[];
}

/**
 * A label selector with the meaning of `metav1.LabelSelector`: all conditions must hold; `NotIn` and `DoesNotExist`
 * also hold for objects without the key; a selector without conditions selects everything.
 */
export class LabelSelector {
  /** `{}`: selects everything. */
  public static readonly EVERYTHING = new LabelSelector([]);

  /**
   * A selector from the two fields of the API.
   *
   * @throws RangeError if `In` or `NotIn` has no value, or `Exists` or `DoesNotExist` has one.
   */
  public static of(matchLabels: Labels = {}, matchExpressions: readonly SelectorExpression[] = []): LabelSelector {
    const keys = Object.keys(matchLabels);
    const [first] = keys;
    if (first !== undefined && keys.length === 1 && matchExpressions.length === 0) return new LabelSelector([equal(first, matchLabels)]);
    const equals = keys.map((key) => equal(key, matchLabels));
    const requirements = matchExpressions.length === 0 ? equals : [...equals, ...matchExpressions.map(canonicalRequirement)];
    return requirements.length === 0 ? LabelSelector.EVERYTHING : new LabelSelector(sortDistinct(requirements));
  }

  // Computed when they are asked for: a cluster has very many selectors.
  private text?: string;
  private distinctKeys?: readonly string[];

  /** `requirements` are sorted by key, and no two are equal. */
  private constructor(public readonly requirements: readonly SelectorRequirement[]) {}

  /** Equal selectors have equal text; also the selector in kubectl's syntax. */
  public get canonical(): string {
    const [first] = this.requirements;
    this.text ??= first !== undefined && this.requirements.length === 1 ? formatRequirement(first) : this.requirements.map(formatRequirement).join(',');
    return this.text;
  }

  /** The keys that the selector looks at, sorted. */
  public get keys(): readonly string[] {
    this.distinctKeys ??= [...new Set(this.requirements.map(({ key }) => key))];
    return this.distinctKeys;
  }

  /** Whether it has no condition and therefore selects everything. */
  public get isEmpty(): boolean {
    return this.requirements.length === 0;
  }

  /** Whether an object with exactly these labels is selected. */
  public matches(labels: Labels): boolean {
    for (const requirement of this.requirements) {
      if (!holds(requirement, labels[requirement.key])) return false;
    }
    return true;
  }

  /**
   * Whether an object is selected of which `known` labels are known. Unless that is `complete`, it may have labels with
   * other keys, and then conditions on those keys make the answer `maybe`.
   */
  public mayMatch(known: Labels, complete: boolean): 'yes' | 'no' | 'maybe' {
    if (complete) return this.matches(known) ? 'yes' : 'no';
    let answer: 'yes' | 'maybe' = 'yes';
    for (const requirement of this.requirements) {
      const value = known[requirement.key];
      if (typeof value === 'string') {
        if (!holds(requirement, value)) return 'no';
      } else if (this.contradicts(requirement.key)) {
        return 'no';
      } else {
        answer = 'maybe';
      }
    }
    return answer;
  }

  /** Whether the conditions on `key` contradict each other, so that the selector matches nothing. */
  private contradicts(key: string): boolean {
    if (this.requirements.length < 2) return false;
    const onKey = this.requirements.filter((requirement) => requirement.key === key);
    return onKey.length > 1 && isContradictory(onKey);
  }

  public equals(other: LabelSelector): boolean {
    return this.canonical === other.canonical;
  }

  /** kubectl's syntax (`app=web,tier in (api,db),!legacy`); empty for the selector that selects everything. */
  public toString(): string {
    return this.canonical;
  }
}

// Anything but a text means that there is no such label: keys like "constructor" reach into the prototype.
function holds({ operator, values }: SelectorRequirement, value: string | undefined): boolean {
  const present = typeof value === 'string';
  switch (operator) {
    case 'In': return present && values.includes(value);
    case 'NotIn': return !present || !values.includes(value);
    case 'Exists': return present;
    case 'DoesNotExist': return !present;
  }
}

function equal(key: string, labels: Labels): SelectorRequirement {
  return { key, operator: 'In', values: [labels[key] as string] };
}

function canonicalRequirement({ key, operator, values = [] }: SelectorExpression): SelectorRequirement {
  const needsValues = operator === 'In' || operator === 'NotIn';
  if (needsValues && values.length === 0) throw new RangeError(`Selector on "${key}": ${operator} needs at least one value`);
  if (!needsValues && values.length > 0) throw new RangeError(`Selector on "${key}": ${operator} takes no values`);
  return { key, operator, values: values.length < 2 ? values : [...new Set(values)].sort() };
}

function sortDistinct(requirements: readonly SelectorRequirement[]): readonly SelectorRequirement[] {
  if (requirements.length < 2 || isAscending(requirements)) return requirements;
  const byText = new Map(requirements.map((requirement) => [`${requirement.key}\n${formatRequirement(requirement)}`, requirement]));
  return [...byText.keys()].sort().map((text) => byText.get(text) as SelectorRequirement);
}

/** Whether every key comes after the one before it, so that there is nothing to sort. */
function isAscending(requirements: readonly SelectorRequirement[]): boolean {
  return requirements.every(({ key }, i) => i === 0 || (requirements[i - 1] as SelectorRequirement).key < key);
}

function formatRequirement({ key, operator, values }: SelectorRequirement): string {
  switch (operator) {
    case 'In': return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(',')})`;
    case 'NotIn': return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(',')})`;
    case 'Exists': return key;
    case 'DoesNotExist': return `!${key}`;
  }
}

/** Whether no value and no absence of the key satisfies all of the requirements, which are all on one key. */
function isContradictory(requirements: readonly SelectorRequirement[]): boolean {
  const absentSatisfies = requirements.every(({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist');
  if (absentSatisfies) return false;
  const allowed = requirements.find(({ operator }) => operator === 'In');
  if (allowed !== undefined) return !allowed.values.some((value) => requirements.every((r) => holds(r, value)));
  return requirements.some(({ operator }) => operator === 'DoesNotExist');
}
