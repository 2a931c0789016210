import { LabelSelector } from '../network/label-selector';
import { Admission, PodCondition } from './model';
import { areDisjoint, conditionKey, impliesCondition, isAnyPod } from './pod-condition';

/**
 * The same with each condition once. One that another covers has its ports too, and is left out where it has no others: what fewer
 * labels get need not be said for more of them.
 */
export function withoutRepetition(admissions: readonly Admission[]): readonly Admission[] {
  const distinct = joined(admissions);
  const index = new Index(distinct);
  return distinct.flatMap((admission, position) => {
    const wider = index.near(admission).filter(({ entry }) => entry !== admission && covers(entry, admission));
    // of two that say the same in other words the first remains
    const isFirst = (other: Entry): boolean => other.position < position || !covers(admission, other.entry) || !hasAll(admission, other.entry);
    const said = wider.some((other) => hasAll(other.entry, admission) && isFirst(other));
    return said ? [] : [wider.reduce((sum, { entry }) => union(sum, entry), admission)];
  });
}

function joined(admissions: readonly Admission[]): readonly Admission[] {
  const byPods = new Map<string, Admission>();
  for (const admission of admissions) {
    const except = minimal(admission.except);
    const key = JSON.stringify([conditionKey(admission.condition), except.map(conditionKey)]);
    const same = byPods.get(key);
    byPods.set(key, same === undefined ? { ...admission, except } : union(same, admission));
  }
  return [...byPods.values()];
}

/** Exceptions that no other one covers, sorted. */
function minimal(exceptions: readonly PodCondition[]): readonly PodCondition[] {
  if (exceptions.length < 2) return exceptions;
  const byKey = new Map(exceptions.map((exception) => [conditionKey(exception), exception]));
  const distinct = [...byKey.keys()].sort().map((key) => byKey.get(key) as PodCondition);
  const isNarrower = (a: PodCondition, b: PodCondition): boolean => impliesCondition(a, b) && !impliesCondition(b, a);
  return distinct.filter((exception) => !distinct.some((other) => isNarrower(exception, other)));
}

function union(a: Admission, b: Admission): Admission {
  return { ...a, ports: a.ports.union(b.ports), portNames: [...new Set([...a.portNames, ...b.portNames])].sort() };
}

function hasAll({ ports, portNames }: Admission, other: Admission): boolean {
  return ports.contains(other.ports) && other.portNames.every((name) => portNames.includes(name));
}

/** Whether everyone whom `narrow` is about is also someone whom `wide` is about. */
function covers(wide: Admission, narrow: Admission): boolean {
  return impliesCondition(narrow.condition, wide.condition) && wide.except.every((exception) =>
    areDisjoint(exception, narrow.condition) || narrow.except.some((known) => impliesCondition(exception, known)));
}

/** With its position in the list. */
interface Entry {
  readonly entry: Admission;
  readonly position: number;
}

/** Finds conditions that may cover another without looking at all of them: one of their own must be among its. */
class Index {
  private readonly byKey = new Map<string, Entry[]>();

  public constructor(admissions: readonly Admission[]) {
    for (const [position, entry] of admissions.entries()) {
      for (const key of keysOf(entry.condition)) {
        const list = this.byKey.get(key);
        if (list === undefined) this.byKey.set(key, [{ entry, position }]);
        else list.push({ entry, position });
      }
    }
  }

  public near({ condition }: Admission): readonly Entry[] {
    const keys = [ANYONE, ...lookedUp(condition.namespaces, 'namespace'), ...lookedUp(condition.pods, 'pod')];
    return [...new Set(keys.flatMap((key) => this.byKey.get(key) ?? []))];
  }
}

const ANYONE = '';

/** Where a condition is filed: by one label, and by each value that it may have where these are given. */
function keysOf(condition: PodCondition): readonly string[] {
  if (isAnyPod(condition)) return [ANYONE];
  const [part, kind] = condition.pods.isEmpty ? [condition.namespaces, 'namespace'] : [condition.pods, 'pod'];
  const { key, operator, values } = part.requirements.find((requirement) => requirement.operator === 'In') ?? part.requirements[0]!;
  return operator === 'In' ? values.map((value) => `${kind} ${key}=${value}`) : [`${kind} ${key}`];
}

function lookedUp({ requirements }: LabelSelector, kind: string): readonly string[] {
  return requirements.flatMap(({ key, operator, values }) => [`${kind} ${key}`, ...(operator === 'In' ? [`${kind} ${key}=${values[0]}`] : [])]);
}
