import { LabelSelector, SelectorRequirement } from '../network/label-selector';
import { Admission, PodCondition } from './model';
import { areDisjoint, conditionKey, declaredNamespaces, impliesCondition, Namespaces } from './pod-condition';

/**
 * The same with each condition once, sorted. One that another covers has its ports too, and is left out where it has no others: what fewer
 * labels get need not be said for more of them.
 */
export function withoutRepetition(admissions: readonly Admission[], namespaces: Namespaces): readonly Admission[] {
  const distinct = joined(admissions, namespaces);
  const index = new Index(distinct, namespaces);
  const rows = distinct.map((admission): Row => {
    const wider = index.near(admission).filter((other) => includes(distinct[other] as Admission, admission, namespaces));
    return { admission: wider.reduce((sum, other) => union(sum, distinct[other] as Admission), admission), wider };
  });
  return rows.filter((row, position) => !row.wider.some((other) => {
    const { admission, wider } = rows[other] as Row;
    // of two that say the same in other words the first remains
    return hasAll(admission, row.admission) && (other < position || !wider.includes(position));
  })).map(({ admission }) => admission);
}

interface Row {
  /** With the ports of those that cover it. */
  readonly admission: Admission;
  /** Positions of those that cover it, among them its own. */
  readonly wider: readonly number[];
}

function joined(admissions: readonly Admission[], namespaces: Namespaces): readonly Admission[] {
  const byPods = new Map<string, Admission>();
  for (const admission of admissions) {
    const except = minimal(admission.except, namespaces);
    const key = JSON.stringify([conditionKey(admission.condition), except.map(conditionKey)]);
    const same = byPods.get(key);
    byPods.set(key, same === undefined ? { ...admission, except } : union(same, admission));
  }
  return [...byPods.keys()].sort().map((key) => byPods.get(key) as Admission);
}

/** More exceptions than that are as they are: some may be said twice. */
const MOST_COMPARED = 24;

/** Exceptions that no other one covers, sorted. */
function minimal(exceptions: readonly PodCondition[], namespaces: Namespaces): readonly PodCondition[] {
  const byKey = new Map(exceptions.map((exception) => [conditionKey(exception), exception]));
  const distinct = [...byKey.keys()].sort().map((key) => byKey.get(key) as PodCondition);
  if (distinct.length > MOST_COMPARED) return distinct;
  const isNarrower = (a: PodCondition, b: PodCondition): boolean => impliesCondition(a, b, namespaces) && !impliesCondition(b, a, namespaces);
  return distinct.filter((exception) => !distinct.some((other) => isNarrower(exception, other)));
}

function union(a: Admission, b: Admission): Admission {
  return { ...a, ports: a.ports.union(b.ports), portNames: [...new Set([...a.portNames, ...b.portNames])].sort() };
}

function hasAll({ ports, portNames }: Admission, other: Admission): boolean {
  return ports.contains(other.ports) && other.portNames.every((name) => portNames.includes(name));
}

/** Whether everyone whom `narrow` is about is also someone whom `wide` is about. */
function includes(wide: Admission, narrow: Admission, namespaces: Namespaces): boolean {
  if (!impliesCondition(narrow.condition, wide.condition, namespaces)) return false;
  const known = new Set(narrow.except.map(conditionKey));
  return wide.except.every((exception) => known.has(conditionKey(exception)) ||
    areDisjoint(exception, narrow.condition, namespaces) || narrow.except.some((other) => impliesCondition(exception, other, namespaces)));
}

/** Finds conditions, by position, that may cover another without looking at all of them: one of their own must be among its. */
class Index {
  private readonly byKey = new Map<string, number[]>();

  public constructor(admissions: readonly Admission[], private readonly namespaces: Namespaces) {
    for (const [position, { condition }] of admissions.entries()) {
      for (const key of keysOf(condition)) {
        const list = this.byKey.get(key);
        if (list === undefined) this.byKey.set(key, [position]);
        else list.push(position);
      }
    }
  }

  public near({ condition }: Admission): readonly number[] {
    const declared = declaredNamespaces(condition, this.namespaces) ?? [];
    const ofNamespaces = declared.slice(0, 1).flatMap(({ labels }) => Object.keys(labels).flatMap((key) => [`namespace ${key}`, `namespace ${key}=${labels[key]}`]));
    const keys = [ANYONE, ...lookedUp(condition.namespaces, 'namespace'), ...lookedUp(condition.pods, 'pod'), ...ofNamespaces];
    return [...new Set(keys.flatMap((key) => this.byKey.get(key) ?? []))];
  }
}

const ANYONE = '';

/** Where a condition is filed: by one label that it asks for, and by each value that it may have where these are given. */
function keysOf({ namespaces, pods }: PodCondition): readonly string[] {
  const asked = [...askedFor(pods, 'pod'), ...askedFor(namespaces, 'namespace')];
  const filed = asked.find(({ operator }) => operator === 'In') ?? asked[0];
  if (filed === undefined) return [ANYONE];
  const { kind, key, values } = filed;
  return values.length === 0 ? [`${kind} ${key}`] : values.map((value) => `${kind} ${key}=${value}`);
}

interface Asked extends SelectorRequirement {
  readonly kind: string;
}

function askedFor({ requirements }: LabelSelector, kind: string): readonly Asked[] {
  return requirements.filter(({ operator }) => operator === 'In' || operator === 'Exists').map((requirement) => ({ kind, ...requirement }));
}

function lookedUp(selector: LabelSelector, kind: string): readonly string[] {
  return askedFor(selector, kind).flatMap(({ key, values }) => [`${kind} ${key}`, ...values.slice(0, 1).map((value) => `${kind} ${key}=${value}`)]);
}
