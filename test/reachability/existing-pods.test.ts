import { Cluster } from '../../src/cluster/model';
import { Labels, LabelSelector, SelectorExpression } from '../../src/network/label-selector';
import { ExistingPods } from '../../src/reachability/existing-pods';
import { PodCondition } from '../../src/reachability/model';
import { analyze, namespace, pod } from './analyzed';

const SHOP = { 'kubernetes.io/metadata.name': 'shop' };

function cluster(...documents: string[]): Cluster {
  return analyze(documents).cluster;
}

type Condition = () => PodCondition;

function condition(namespaces: Labels, pods: Labels, ...expressions: SelectorExpression[]): Condition {
  return () => ({ namespaces: LabelSelector.of(namespaces), pods: LabelSelector.of(pods, expressions) });
}

function include(documents: readonly string[], asked: Condition, ...except: Condition[]): boolean {
  return new ExistingPods(cluster(...documents)).include({ condition: asked(), except: except.map((make) => make()) });
}

describe('a pod that a condition is about exists', () => {
  const DOCUMENTS = [namespace('shop', '{ team: sales }'), namespace('ops', '{ team: platform }'), pod('web'), pod('db'), pod('probe', { namespace: 'ops' })];

  test.each([
    ['with its labels, in a namespace of that name', condition(SHOP, { app: 'web' })],
    ['with its labels, in any namespace', condition({}, { app: 'probe' })],
    ['in a namespace of that name', condition(SHOP, {})],
    ['in a namespace with these labels', condition({ team: 'platform' }, {})],
    ['anywhere', condition({}, {})],
    ['with one of several values', condition(SHOP, {}, { key: 'app', operator: 'In', values: ['orders', 'db'] })],
    ['without a label', condition(SHOP, {}, { key: 'legacy', operator: 'DoesNotExist' })],
    ['with all of several labels', condition(SHOP, { app: 'web' }, { key: 'app', operator: 'Exists' }, { key: 'legacy', operator: 'DoesNotExist' })],
  ])('%s', (_, asked) => {
    expect(include(DOCUMENTS, asked)).toBe(true);
  });

  test.each([
    ['other labels', condition(SHOP, { app: 'orders' })],
    ['the label with another value', condition(SHOP, {}, { key: 'app', operator: 'NotIn', values: ['web', 'db'] })],
    ['one of its labels only', condition({}, { app: 'web' }, { key: 'tier', operator: 'Exists' })],
    ['its labels in another namespace', condition(SHOP, { app: 'probe' })],
    ['its labels in a namespace with other labels', condition({ team: 'platform' }, { app: 'web' })],
    ['a namespace without pods', condition({ 'kubernetes.io/metadata.name': 'billing' }, {})],
  ])('but not one with %s', (_, asked) => {
    expect(include(DOCUMENTS, asked)).toBe(false);
  });

  test('unless an exception is about it', () => {
    const anyInShop = condition(SHOP, {});
    expect(include(DOCUMENTS, anyInShop, condition({}, { app: 'web' }))).toBe(true);
    expect(include(DOCUMENTS, anyInShop, condition({}, { app: 'web' }), condition({}, { app: 'db' }))).toBe(false);
    expect(include(DOCUMENTS, condition(SHOP, { app: 'web' }), condition({ team: 'platform' }, {}))).toBe(true);
    expect(include(DOCUMENTS, condition(SHOP, { app: 'web' }), condition({ team: 'sales' }, {}), condition({ team: 'platform' }, {}))).toBe(false);
  });
});

test('a pod counts only where its namespace is sure to have the labels', () => {
  const sales = condition({ team: 'sales' }, { app: 'web' });
  expect(include([pod('web')], sales)).toBe(false);
  expect(include([namespace('shop', '{ team: sales }'), pod('web')], sales)).toBe(true);
});

test('a pod on the network of its node is none that labels mean', () => {
  expect(include([pod('web', { spec: ', hostNetwork: true' })], condition(SHOP, { app: 'web' }))).toBe(false);
});

test('one of the pods of a workload is enough', () => {
  const replica = (name: string, tier: string): string => pod(name, { labels: `{ app: web, tier: ${tier} }` })
    .replace('metadata: {', 'metadata: { ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: "1", controller: true }],');
  const documents = [replica('web-1', 'blue'), replica('web-2', 'green')];
  expect(cluster(...documents).workloads).toHaveLength(1);
  for (const tier of ['blue', 'green']) expect(include(documents, condition(SHOP, { app: 'web', tier }))).toBe(true);
  expect(include(documents, condition(SHOP, { app: 'web', tier: 'red' }))).toBe(false);
});

describe('workloads that cannot have such a pod are not looked at', () => {
  afterEach(() => jest.restoreAllMocks());

  const DOCUMENTS = [pod('web'), pod('db'), pod('orders', { labels: '{ app: orders, part: shop }' }), ...['1', '2'].map((name) => pod(`probe-${name}`, { namespace: 'ops', labels: '{ app: probe, part: shop }' }))];

  /** How many pods are compared with a condition that none of them meets. */
  function looks(make: Condition): number {
    const asked = make();
    const existing = new ExistingPods(cluster(...DOCUMENTS));
    const matches = jest.spyOn(asked.pods, 'matches').mockReturnValue(false);
    expect(existing.include({ condition: asked, except: [] })).toBe(false);
    return matches.mock.calls.length;
  }

  test.each([
    ['all of them where neither namespaces nor values are given', condition({}, {}, { key: 'app', operator: 'Exists' }), 5],
    ['those of the namespaces', condition(SHOP, {}), 3],
    ['those with the label', condition({}, { part: 'shop' }), 3],
    ['those with one of the values', condition({}, {}, { key: 'app', operator: 'In', values: ['web', 'probe', 'ledger'] }), 3],
    ['those of the namespace, if fewer', condition({ 'kubernetes.io/metadata.name': 'ops' }, { part: 'shop' }), 2],
    ['those with the label, if fewer', condition(SHOP, { app: 'web' }), 1],
    ['those that have a label with a value, not those without another', condition({}, { part: 'shop' }, { key: 'legacy', operator: 'DoesNotExist' }, { key: 'aged', operator: 'NotIn', values: ['yes'] }), 3],
  ])('but %s', (_, asked, expected) => {
    expect(looks(asked)).toBe(expected);
  });
});
