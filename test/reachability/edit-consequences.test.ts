import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { editConsequences } from '../../src/reachability/edit-consequences';
import { EditSearch } from '../../src/reachability/edit-search';
import { PolicyChange } from '../../src/reachability/policy-edit';
import { networkPolicy } from '../../src/reachability/written-rule';
import { pod, policy } from './analyzed';
import { clusterGuard, guard, searchOf } from './explained';

const policyOf = ({ now }: EditSearch, name: string): KubernetesObject =>
  now.parsed.objects.find(({ kind, metadata }) => kind !== 'Pod' && metadata.name === name) as KubernetesObject;
const isolate = (labels: Record<string, string>, direction: 'ingress' | 'egress' = 'ingress'): PolicyChange =>
  ({ kind: 'add-policy', direction, object: networkPolicy('db', 'shop', labels, direction, []) });

/** The search in a shop with twins of both ends, and a third pod. */
function shop({ names = 'shop/web -> shop/db', documents = [] as readonly string[] } = {}): EditSearch {
  return searchOf(names, [pod('web'), pod('db'), pod('orders'), ...documents]);
}
const REPLICA = pod('replica', { labels: '{ app: db }' });
const CANARY = pod('canary', { labels: '{ app: web }' });
const ALSO_CANARY = 'labels cannot tell shop/web[Pod] from shop/canary[Pod]: the rule names these pods too';

describe('a new policy', () => {
  test('that isolates stops every other connection too', () => {
    expect(editConsequences(shop(), 'block', [isolate({ app: 'db' })]))
      .toStrictEqual(['the policy stops every other connection into shop/db[Pod] as well: add a rule for each that is meant to work']);
    expect(editConsequences(shop(), 'block', [isolate({ app: 'web' }, 'egress')]))
      .toStrictEqual(['the policy stops every other connection out of shop/web[Pod] as well: add a rule for each that is meant to work']);
  });

  test('may select other pods, which is said whatever it is for', () => {
    const search = shop({ documents: [REPLICA] });
    expect(editConsequences(search, 'allow', [isolate({ app: 'db' })])).toStrictEqual(['the policy also selects shop/replica[Pod]']);
    expect(editConsequences(search, 'block', [isolate({ app: 'db' })]).slice(1)).toStrictEqual(['the policy also selects shop/replica[Pod]']);
    expect(editConsequences(search, 'allow', [isolate({ app: 'web' }, 'egress')])).toStrictEqual([expect.stringMatching(/^labels cannot tell shop\/db\[Pod\] from shop\/replica/)]);
    expect(editConsequences(shop(), 'allow', [isolate({ app: 'db' })])).toStrictEqual([]);
  });
});

describe('a new rule', () => {
  const insert = (search: EditSearch, name: string): PolicyChange => ({ kind: 'insert-rule', policy: policyOf(search, name), direction: 'ingress', index: 0, rule: {} });
  const consequences = (name: string, ...documents: readonly string[]): readonly string[] => {
    const search = shop({ documents });
    return editConsequences(search, 'allow', [insert(search, name)]);
  };

  test('is for every pod that the policy selects', () => {
    expect(consequences('db', guard('db', '[]'))).toStrictEqual([]);
    expect(consequences('all', policy('all', '{ podSelector: {} }')))
      .toStrictEqual(['NetworkPolicy shop/all also selects shop/orders[Pod], shop/web[Pod]: the rule is for these pods too']);
    expect(consequences('guard', clusterGuard('guard', 'ingress: [{ action: Deny, from: [{ namespaces: {} }] }]')))
      .toStrictEqual(['ClusterNetworkPolicy guard applies to every pod of its subject: the rule does too']);
  });

  test('shows three of the pods, and counts the rest', () => {
    const all = policy('all', '{ podSelector: {} }');
    expect(consequences('all', all, pod('a'))[0]).toBe('NetworkPolicy shop/all also selects shop/a[Pod], shop/orders[Pod], shop/web[Pod]: the rule is for these pods too');
    expect(consequences('all', all, pod('a'), pod('b'), pod('c'))[0])
      .toBe('NetworkPolicy shop/all also selects shop/a[Pod], shop/b[Pod], shop/c[Pod] and 2 more: the rule is for these pods too');
  });

  test('names every pod with the same labels, and says so once', () => {
    expect(consequences('db', guard('db', '[]'), CANARY)).toStrictEqual([ALSO_CANARY]);
    const search = shop({ documents: [guard('db', '[]'), CANARY] });
    expect(editConsequences(search, 'allow', [insert(search, 'db'), insert(search, 'db')])).toStrictEqual([ALSO_CANARY]);
  });

  test('names nobody else by addresses, as pods that are thought of, or on the network of their node', () => {
    for (const names of ['internet -> shop/db', 'pod:shop/app=web -> shop/db', 'shop/agent -> shop/db']) {
      const search = shop({ names, documents: [guard('db', '[]'), CANARY, pod('agent', { labels: '{ app: web }', spec: ', hostNetwork: true' })] });
      expect(editConsequences(search, 'allow', [insert(search, 'db')])).toStrictEqual([]);
    }
  });
});

test('a rule names pods with the same labels also where only some of its own are on the network of their node', () => {
  const owner = 'ownerReferences: [{ apiVersion: apps/v1, kind: DaemonSet, name: mixed, uid: u, controller: true }], labels:';
  const mixed = [pod('mixed-1', { labels: '{ app: web }' }), pod('mixed-2', { labels: '{ app: web }', spec: ', hostNetwork: true' })];
  const search = shop({ names: 'shop/mixed -> shop/db', documents: [guard('db', '[]'), ...mixed.map((text) => text.replace('labels:', owner))] });
  expect(editConsequences(search, 'allow', [{ kind: 'insert-rule', policy: policyOf(search, 'db'), direction: 'ingress', index: 0, rule: {} }]))
    .toStrictEqual(['labels cannot tell shop/mixed[DaemonSet] from shop/web[Pod]: the rule names these pods too']);
});

describe('a rule that is taken away', () => {
  const remove = (search: EditSearch, name: string, direction: 'ingress' | 'egress' = 'ingress'): PolicyChange =>
    ({ kind: 'remove-rule', policy: policyOf(search, name), direction, index: 0 });

  test('no longer lets through, or no longer denies, what nobody asked about', () => {
    const search = shop({ documents: [guard('db', '[{}]'), CANARY] });
    expect(editConsequences(search, 'block', [remove(search, 'db')])).toStrictEqual(['whatever else the removed rules or items let through is stopped too']);
    expect(editConsequences(search, 'allow', [remove(search, 'db')])).toStrictEqual(['whatever else the removed rules denied is let through too']);
  });

  test('names nobody where it is replaced by less', () => {
    const search = shop({ documents: [guard('db', '[{}]'), CANARY] });
    const replaced: PolicyChange = { kind: 'replace-rule', policy: policyOf(search, 'db'), direction: 'ingress', index: 0, rule: {} };
    expect(editConsequences(search, 'block', [replaced])).toStrictEqual(['whatever else the removed rules or items let through is stopped too']);
  });

  test('may take the isolation of egress along unless that is stated', () => {
    const search = shop({ documents: [policy('web', '{ podSelector: { matchLabels: { app: web } }, egress: [{}] }')] });
    expect(editConsequences(search, 'block', [remove(search, 'web', 'egress')])).toStrictEqual([
      'whatever else the removed rules or items let through is stopped too',
      'NetworkPolicy shop/web must say policyTypes: [Ingress, Egress], because without an egress rule it would no longer isolate egress',
    ]);
  });
});
