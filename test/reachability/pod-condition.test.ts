import { AddressSet } from '../../src/network/address-set';
import { LabelSelector, SelectorExpression } from '../../src/network/label-selector';
import { PodEnd } from '../../src/reachability/end-point';
import { PodCondition } from '../../src/reachability/model';
import {
  allOf, ANY_POD, areDisjoint, areIndependent, avoiding, beyondCondition, conditionOf, declaredNamespaces, examplePod, impliesCondition, isAnyPod,
  Namespaces, namespacesNamed, settled,
} from '../../src/reachability/pod-condition';
import { analyze, namespace, pod } from './analyzed';

const NAME = 'kubernetes.io/metadata.name';
/** Two namespaces that the manifests declare, and `legacy`, which they only mention. */
const NAMESPACES = analyze([namespace('shop', '{ team: sales }'), namespace('ops', '{ team: platform }'), pod('batch', { namespace: 'legacy' })]).cluster.namespaces;

const exists = (key: string): SelectorExpression => ({ key, operator: 'Exists' });
const absent = (key: string): SelectorExpression => ({ key, operator: 'DoesNotExist' });
const isIn = (key: string, ...values: string[]): SelectorExpression => ({ key, operator: 'In', values });
const notIn = (key: string, ...values: string[]): SelectorExpression => ({ key, operator: 'NotIn', values });

/** Pods by conditions on the labels of their namespace and on their own. */
const those = (namespaces: readonly SelectorExpression[], pods: readonly SelectorExpression[] = []): PodCondition =>
  ({ namespaces: LabelSelector.of({}, namespaces), pods: LabelSelector.of({}, pods) });
const inNamespace = (...names: string[]): PodCondition => those([isIn(NAME, ...names)]);
const pods = (...expressions: SelectorExpression[]): PodCondition => those([], expressions);

const text = (condition: PodCondition | undefined): string | undefined => condition && `${condition.namespaces} / ${condition.pods}`;

test('a namespace is named by its label, whatever else is asked of it', () => {
  expect(text(conditionOf({ namespaces: 'shop', pods: LabelSelector.EVERYTHING }))).toBe(`${NAME}=shop / `);
  expect(namespacesNamed(those([exists('team'), isIn(NAME, 'shop', 'ops')]).namespaces)).toStrictEqual(['ops', 'shop']);
  expect(namespacesNamed(those([notIn(NAME, 'shop')]).namespaces)).toBeUndefined();
  expect(namespacesNamed(those([isIn('team', 'sales')]).namespaces)).toBeUndefined();
});

test('every pod there is meets the condition that asks for nothing, in whatever part', () => {
  expect([ANY_POD, inNamespace('shop'), pods(exists('app'))].map(isAnyPod)).toStrictEqual([true, false, false]);
});

describe('what is known of the namespaces that a condition names', () => {
  const settle = (condition: PodCondition): string | undefined => text(settled(condition, NAMESPACES));

  test('leaves out those that do not have the other labels', () => {
    expect(settle(those([isIn(NAME, 'shop', 'ops'), isIn('team', 'sales')]))).toBe(`${NAME}=shop / `);
    expect(settle(those([isIn(NAME, 'ops'), isIn('team', 'sales')]))).toBeUndefined();
  });

  test('is nothing of those that are not declared: the other labels are still asked for', () => {
    for (const unknown of ['legacy', 'elsewhere']) {
      expect(settle(those([isIn(NAME, 'ops', unknown), isIn('team', 'sales')]))).toBe(`${NAME}=${unknown},team=sales / `);
      expect(settle(those([isIn(NAME, 'shop', unknown), isIn('team', 'sales')]))).toBe(`${NAME} in (${unknown},shop),team=sales / `);
    }
  });

  test('does not matter where names are all that is asked for, or none is', () => {
    for (const condition of [inNamespace('shop', 'legacy'), those([exists('team')])]) expect(settled(condition, NAMESPACES)?.namespaces).toBe(condition.namespaces);
  });

  test('is that they have a name', () => {
    expect(settle(those([exists(NAME), exists('team')]))).toBe('team / ');
    expect(settle(those([absent(NAME)]))).toBeUndefined();
  });

  test('cannot help a condition that contradicts itself', () => {
    expect(settle(those([isIn('team', 'sales'), absent('team')]))).toBeUndefined();
    expect(settle(pods(exists('app'), absent('app')))).toBeUndefined();
  });
});

describe('conditions', () => {
  test('that both hold are one, which asks for nothing more beyond one of them than the other does', () => {
    const both = allOf(pods(isIn('app', 'web')), those([exists('team')], [exists('tier')]), NAMESPACES) as PodCondition;
    expect(text(both)).toBe('team / app=web,tier');
    expect(text(beyondCondition(both, pods(isIn('app', 'web'))))).toBe('team / tier');
  });

  test('are disjoint where no pod can meet both', () => {
    expect(areDisjoint(pods(isIn('app', 'web')), pods(isIn('app', 'db')), NAMESPACES)).toBe(true);
    expect(areDisjoint(inNamespace('ops'), those([isIn('team', 'sales')]), NAMESPACES)).toBe(true);
    expect(areDisjoint(pods(isIn('app', 'web')), pods(exists('tier')), NAMESPACES)).toBe(false);
  });

  test.each<[string, PodCondition, PodCondition, boolean]>([
    ['that look at different labels', those([exists('team')], [exists('app')]), those([exists('stage')], [exists('tier')]), true],
    ['of which one is for everyone', those([isIn(NAME, 'shop')], [exists('app')]), ANY_POD, true],
    ['of which one names a namespace and the other is about pods only', inNamespace('shop'), pods(exists('app')), true],
    ['that have one of the labels of pods in common', pods(exists('app'), exists('tier')), pods(exists('tier'), exists('zone')), false],
    ['that have a label of pods in common and differ in those of namespaces', those([exists('team')], [exists('app')]), those([exists('stage')], [exists('app')]), false],
    ['that have a label of namespaces in common and differ in those of pods', those([exists('team')], [exists('app')]), those([exists('team')], [exists('tier')]), false],
    ['of which one names a namespace that the other goes by a label of', inNamespace('shop'), those([isIn('team', 'sales')]), false],
  ])('%s: independent %p', (_, a, b, expected) => {
    expect([areIndependent(a, b), areIndependent(b, a)]).toStrictEqual([expected, expected]);
  });

  test.each<[PodCondition, PodCondition, boolean]>([
    [pods(isIn('app', 'web')), pods(exists('app')), true],
    [pods(exists('app')), pods(isIn('app', 'web')), false],
    [those([isIn('team', 'sales')]), those([exists('team')]), true],
    [inNamespace('shop'), those([isIn('team', 'sales')]), true],
    [inNamespace('shop', 'ops'), those([isIn('team', 'sales')]), false],
    [inNamespace('legacy'), those([isIn('team', 'sales')]), false],
    [those([exists('team')]), those([isIn('team', 'sales')]), false],
    [inNamespace('shop'), those([isIn('team', 'sales')], [exists('app')]), false],
  ])('%#: one follows from another by its labels, or by those that the namespaces have which it names', (a, b, expected) => {
    expect(impliesCondition(a, b, NAMESPACES)).toBe(expected);
  });

  test('a namespace that is left out by its name is known by what it is, where the manifests declare it', () => {
    const notShop = those([notIn(NAME, 'shop')]);
    expect(impliesCondition(those([notIn('team', 'sales')]), notShop, NAMESPACES)).toBe(true);
    expect(impliesCondition(those([notIn('team', 'platform')]), notShop, NAMESPACES)).toBe(false);
    expect(impliesCondition(those([notIn('team', 'sales')]), those([notIn(NAME, 'legacy')]), NAMESPACES)).toBe(false);
    expect(impliesCondition(those([notIn('team', 'sales')]), those([notIn(NAME, 'shop'), exists('stage')]), NAMESPACES)).toBe(false);
  });

  test('name declared namespaces only where they name no other', () => {
    expect(declaredNamespaces(inNamespace('ops', 'shop'), NAMESPACES)?.map(({ name }) => name)).toStrictEqual(['ops', 'shop']);
    for (const other of [inNamespace('shop', 'legacy'), inNamespace('shop', 'elsewhere'), pods(exists('app'))]) expect(declaredNamespaces(other, NAMESPACES)).toBeUndefined();
  });
});

describe('a condition that avoids exceptions', () => {
  const avoid = (condition: PodCondition, ...exceptions: PodCondition[]): string | undefined => {
    const found = avoiding(condition, exceptions, NAMESPACES);
    return typeof found === 'string' ? found : text(found);
  };

  test('stays as it is where the fewest labels that it needs meet none of them', () => {
    const condition = pods(isIn('app', 'web'));
    const others = [pods(exists('tier')), those([isIn('team', 'sales')], [isIn('app', 'web')]), those([], [isIn('app', 'db')])];
    expect(avoiding(condition, others, NAMESPACES)).toBe(condition);
  });

  test('asks for what meets none of them, by the labels of pods or else of namespaces', () => {
    expect(avoid(pods(exists('app')), pods(notIn('app', 'db')))).toBe(' / app,app=db');
    expect(avoid(pods(isIn('app', 'web')), pods(isIn('app', 'web'), absent('tier')))).toBe(' / app=web,tier');
    expect(avoid(pods(isIn('app', 'web')), those([absent('team')], [isIn('app', 'web')]))).toBe('team / app=web');
    expect(avoid(ANY_POD, pods(absent('app')), pods(notIn('app', 'db', 'web')))).toBe(' / app,app in (db,web)');
    expect(avoid(pods(isIn('app', 'db', 'web')), pods(isIn('app', 'db')), pods(isIn('zone', 'north')))).toBe(' / app in (db,web),app!=db,zone!=north');
  });

  test('is none where they leave nobody', () => {
    expect(avoid(pods(isIn('app', 'web')), pods(exists('app')))).toBe('none');
    expect(avoid(ANY_POD, pods(absent('app')), pods(exists('app')))).toBe('none');
    expect(avoid(inNamespace('shop'), those([isIn('team', 'sales')]))).toBe('none');
  });

  test('is unknown where it would take very many tries', () => {
    const two = Array.from({ length: 12 }, (_, i) => pods(absent(`a-${i}`), absent(`b-${i}`)));
    expect(avoid(ANY_POD, ...two.slice(0, 5), ANY_POD)).toBe('none');
    expect(avoid(ANY_POD, ...two, ANY_POD)).toBe('unknown');
  });
});

describe('an example of a pod', () => {
  const ANYWHERE = { known: false, set: AddressSet.ALL };
  const example = (condition: PodCondition, namespaces: Namespaces = NAMESPACES): PodEnd => examplePod(condition, namespaces, ANYWHERE);

  test('has the labels that are asked for and no others, and those that its namespace has', () => {
    expect(example(those([isIn(NAME, 'shop')], [isIn('app', 'web'), notIn('tier', 'front')]))).toMatchObject({
      name: 'a pod in namespace shop',
      namespace: 'shop',
      namespaceLabels: { labels: { team: 'sales' }, complete: true },
      labels: { labels: { app: 'web' }, complete: true },
    });
  });

  test('has the labels that are asked for in a namespace that nobody declares', () => {
    expect(example(those([isIn(NAME, 'legacy'), isIn('team', 'sales')])).namespaceLabels.labels).toEqual({ [NAME]: 'legacy', team: 'sales' });
    expect(example(those([isIn('team', 'sales')])).namespaceLabels.labels).toEqual({ [NAME]: 'any', team: 'sales' });
  });

  test('is in a namespace that there is not, and that is not excluded', () => {
    expect(example(those([notIn('team', 'any')])).namespace).toBe('any');
    expect(example(those([notIn(NAME, 'any')])).namespace).toBe('any-1');
    expect(example(those([notIn(NAME, 'any', 'any-1')])).namespace).toBe('any-2');
    expect(example(those([notIn(NAME, 'any-1')]), analyze([namespace('any')]).cluster.namespaces).namespace).toBe('any-2');
  });
});
