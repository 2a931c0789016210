import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { LabelSelector } from '../../src/network/label-selector';
import { PortSet } from '../../src/network/port-set';
import { EditSearch, needed, ruleIndex } from '../../src/reachability/edit-search';
import { PolicyEdit } from '../../src/reachability/policy-edit';
import { DENY_ALL, pod, policy } from './analyzed';
import { clusterGuard, guard, inquire, searchOf } from './explained';

const HTTP = (): PortSet => PortSet.of('TCP', 80);
const SHOP = [pod('web'), pod('db'), pod('orders')];
const search = (...documents: readonly string[]): EditSearch => searchOf('shop/web -> shop/db', [...SHOP, ...documents]);
const policyOf = ({ now }: EditSearch, name: string): KubernetesObject =>
  now.parsed.objects.find(({ kind, metadata }) => kind !== 'Pod' && metadata.name === name) as KubernetesObject;
const allowing = (found: EditSearch, rule: object): PolicyEdit =>
  [{ kind: 'insert-rule', policy: policyOf(found, 'db'), direction: 'ingress', index: 0, rule: rule as Record<string, never> }];

describe('an edit', () => {
  test('is tried on the connection as it is now, which is looked at once', () => {
    const found = search(guard('db', '[]'));
    expect(found.after([])).toBe(found.now);
    expect(`${found.after(allowing(found, {})).decision().allowed}`).toBe('all ports');
    expect(`${found.now.decision().allowed}`).toBe('no port');
  });

  test('allows if that half lets all of the ports pass, and blocks if both together let none', () => {
    const found = search(guard('db', '[{ ports: [{ port: 80 }] }]'));
    const both = PortSet.of('TCP', 80, 81);
    expect([found.allows('ingress', [], HTTP()), found.allows('ingress', [], both), found.allows('egress', [], both)]).toStrictEqual([true, false, true]);
    expect([found.blocks([], HTTP()), found.blocks([], both), found.blocks([], PortSet.of('TCP', 81))]).toStrictEqual([false, false, true]);
    const remove: PolicyEdit = [{ kind: 'remove-rule', policy: policyOf(found, 'db'), direction: 'ingress', index: 0 }];
    expect([found.allows('ingress', remove, HTTP()), found.blocks(remove, both)]).toStrictEqual([false, true]);
  });

  test('does not block what nobody knows', () => {
    const found = searchOf('shop/web -> pod:shop/app=new', [...SHOP, guard('new', '[{ ports: [{ port: http }] }]')]);
    expect([found.allows('ingress', [], HTTP()), found.blocks([], HTTP())]).toStrictEqual([false, false]);
  });

  test('does nothing if the API server refuses it', () => {
    const found = search(guard('db', '[]'));
    const open = policy('open', '{ podSelector: {}, ingress: [{}] }');
    const rule = { ports: [{ port: 70000 }] };
    expect(found.after(allowing(found, rule)).parsed.problems).not.toStrictEqual([]);
    expect([found.allows('egress', allowing(found, rule), HTTP()), found.blocks(allowing(found, rule), HTTP())]).toStrictEqual([false, false]);
    const other = search(guard('db', '[]'), open);
    expect(other.allows('ingress', allowing(other, rule), HTTP())).toBe(false);
  });

  test('does what it does although something in it is only tolerated', () => {
    const found = search(clusterGuard('db', 'ingress: [{ action: Deny, from: [{ namespaces: {} }] }]'));
    const edit = allowing(found, { action: 'Accept', from: [{ pods: { namespaceSelector: {} } }] });
    expect(found.after(edit).parsed.problems.map(({ kind }) => kind)).toStrictEqual(['tolerated']);
    expect(found.allows('ingress', edit, HTTP())).toBe(true);
  });
});

test('a workload is selected if some of its pods are', () => {
  const owner = 'ownerReferences: [{ apiVersion: apps/v1, kind: DaemonSet, name: mixed, uid: u, controller: true }], labels:';
  const mixed = [pod('mixed-1', { labels: '{ track: a }' }), pod('mixed-2', { labels: '{ track: b }' })].map((text) => text.replace('labels:', owner));
  expect(search(...mixed).selected('shop', LabelSelector.of({ track: 'a' })).map(({ id }) => id)).toStrictEqual(['shop/mixed[DaemonSet]']);
});

test('the policy of the manifests is found for that of an edited state, by its whole name and group', () => {
  const found = search(guard('web', '[{}]'), guard('db', '[]'));
  const edited = found.after(allowing(found, {})).parsed.objects.find(({ ref }) => ref === 'NetworkPolicy shop/db') as KubernetesObject;
  expect(edited).not.toBe(policyOf(found, 'db'));
  expect(found.original(edited)).toBe(policyOf(found, 'db'));
  const [first, second] = found.now.parsed.objects.filter(({ kind }) => kind === 'NetworkPolicy') as [KubernetesObject, KubernetesObject];
  expect([found.original(first), found.original(second)]).toStrictEqual([first, second]);
  expect(found.original({ group: 'projectcalico.org', ref: edited.ref } as KubernetesObject)).toBeUndefined();
  expect(found.original({ group: edited.group, ref: 'NetworkPolicy shop/cache' } as KubernetesObject)).toBeUndefined();
});

describe('workloads that a selector selects', () => {
  const found = (): EditSearch => searchOf('pod:shop/app=web -> shop/db', [
    ...SHOP, DENY_ALL.replace('name: deny', 'name: all'), guard('web', '[]'), pod('web', { namespace: 'ops' }), pod('agent', { labels: '{ app: web }', spec: ', hostNetwork: true' }),
    policy('default', '{ podSelector: {} }', 'default'), pod('cron', { namespace: 'default' }),
  ]);
  const web = (): LabelSelector => LabelSelector.of({ app: 'web' });

  test('are those of its namespace that policies govern, not pods that are only thought of', () => {
    expect(found().selected('shop', web()).map(({ id }) => id)).toStrictEqual(['shop/web[Pod]']);
    expect(found().selected('ops', web()).map(({ id }) => id)).toStrictEqual(['ops/web[Pod]']);
    expect(found().selected('legacy', web())).toStrictEqual([]);
  });

  test('are those of a policy in its namespace, also if it does not matter for the connection', () => {
    const all = found();
    const selected = inquire('shop/web -> shop/db', [pod('web'), pod('db'), DENY_ALL, policy('default', '{ podSelector: {} }', 'default')]).cluster.networkPolicies
      .map((object) => all.selectedBy(object).map(({ id }) => id));
    expect(selected).toStrictEqual([['default/cron[Pod]'], ['shop/db[Pod]', 'shop/orders[Pod]', 'shop/web[Pod]']]);
    const [object] = all.now.cluster.networkPolicies;
    const { namespace: _, ...metadata } = object?.metadata ?? { name: '' };
    expect(all.selectedBy({ ...object, metadata } as never).map(({ id }) => id)).toStrictEqual(['default/cron[Pod]']);
  });

  test('are isolated if every one of them is, in that direction', () => {
    const some = search(guard('web', '[]'), pod('canary', { labels: '{ app: web, track: canary }' }), guard('db', '[]'));
    expect([some.allIsolated('shop', web(), 'ingress'), some.allIsolated('shop', web(), 'egress')]).toStrictEqual([true, false]);
    expect(some.allIsolated('shop', LabelSelector.of({}), 'ingress')).toBe(false);
  });
});

describe('a free name', () => {
  const free = (wanted: string, ...taken: readonly string[]): string =>
    search(...taken.map((name) => policy(name, '{ podSelector: {} }')), policy('ops-only', '{ podSelector: {} }', 'ops')).freeName('shop', wanted);

  test('is the wanted one as names are written, and short', () => {
    expect([free('web-allow'), free('Web_allow  10.0.0.0/8'), free('--web--allow--'), free('ops-only')]).toStrictEqual(['web-allow', 'web-allow-10-0-0-0-8', 'web-allow', 'ops-only']);
    expect(free(`${'a'.repeat(49)}-${'b'.repeat(30)}`)).toBe('a'.repeat(49));
    expect(free('b'.repeat(60))).toBe('b'.repeat(50));
  });

  test('has the first number that is free where the name is taken', () => {
    expect([free('web', 'web'), free('web', 'web', 'web-2'), free('web', 'web-2')]).toStrictEqual(['web-2', 'web-3', 'web']);
  });
});

describe('changes that are needed', () => {
  const edit = (): PolicyEdit => ['a', 'b', 'c'].map((name) => ({ kind: 'add-policy', direction: 'ingress', object: { name } }));
  const names = (part: PolicyEdit): unknown[] => part.map((change) => change.kind === 'add-policy' && change.object.name);

  test('are those without which it does not hold', () => {
    expect(names(needed(edit(), (part) => names(part).includes('b')))).toStrictEqual(['b']);
    expect(names(needed(edit(), (part) => part.length >= 2))).toStrictEqual(['b', 'c']);
    expect(names(needed(edit(), () => false))).toStrictEqual(['a', 'b', 'c']);
    expect(needed(edit(), () => true)).toStrictEqual([]);
  });
});

test('the position of a rule is the number at the end of its path', () => {
  expect([ruleIndex('spec.ingress[0]'), ruleIndex('spec.egress[12]'), ruleIndex('specs[1].ingressDeny[3]'), ruleIndex('spec')]).toStrictEqual([0, 12, 3, NaN]);
});
