import { JsonObject, KubernetesObject } from '../../src/manifest/kubernetes-object';
import { ParsedManifests, readYaml } from '../../src/manifest/read';
import { applyEdit, editedObject, policyTypesToState, RuleChange, sectionOf, writtenRules } from '../../src/reachability/policy-edit';
import { pod, policy } from './analyzed';

const FROM_WEB = { from: [{ podSelector: { matchLabels: { app: 'web' } } }] };
const FROM_ORDERS = { from: [{ podSelector: { matchLabels: { app: 'orders' } } }] };

const read = (...documents: readonly string[]): ParsedManifests => readYaml(documents.join('\n---\n'), 'shop.yaml');
const only = (document: string): KubernetesObject => read(document).objects[0] as KubernetesObject;
const ports = (...numbers: readonly number[]): string => `[${numbers.map((port) => `{ ports: [{ port: ${port} }] }`).join(', ')}]`;
const db = (spec = `{ podSelector: {}, ingress: ${ports(1, 2, 3)} }`): KubernetesObject => only(policy('db', spec));
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The rules as the numbers of their ports; `rule` for one that an edit wrote. */
const order = (spec: unknown, section = 'ingress'): unknown[] => ((spec as Record<string, readonly { ports?: { port: number }[] }[]>)[section] ?? [])
  .map((rule) => rule.ports?.[0]?.port ?? 'rule');
const edited = (object: KubernetesObject, ...edit: readonly RuleChange[]): unknown[] => order(editedObject(object, edit).spec);

const insert = (object: KubernetesObject, index: number, rule: JsonObject = FROM_WEB): RuleChange => ({ kind: 'insert-rule', policy: object, direction: 'ingress', index, rule });
const replace = (object: KubernetesObject, index: number): RuleChange => ({ kind: 'replace-rule', policy: object, direction: 'ingress', index, rule: FROM_WEB });
const remove = (object: KubernetesObject, index: number): RuleChange => ({ kind: 'remove-rule', policy: object, direction: 'ingress', index });

describe('the rules of a policy', () => {
  test('are none where the manifest has no list of them', () => {
    const written = [{}, { spec: {} }, { spec: { ingress: 'all' } }, { spec: { egress: [{}] } }].map((raw) => writtenRules({ raw } as KubernetesObject, 'ingress'));
    expect(written).toStrictEqual([[], [], [], []]);
    expect(plain(writtenRules(db(), 'ingress'))).toStrictEqual([1, 2, 3].map((port) => ({ ports: [{ port }] })));
  });

  test('are changed where the change says, counted as they were before', () => {
    const object = db();
    expect(edited(object, insert(object, 0))).toStrictEqual(['rule', 1, 2, 3]);
    expect(edited(object, insert(object, 1))).toStrictEqual([1, 'rule', 2, 3]);
    expect(edited(object, insert(object, 3))).toStrictEqual([1, 2, 3, 'rule']);
    expect(edited(object, replace(object, 1))).toStrictEqual([1, 'rule', 3]);
    expect(edited(object, remove(object, 0), remove(object, 2))).toStrictEqual([2]);
    expect(edited(object, remove(object, 0), insert(object, 0), insert(object, 2))).toStrictEqual(['rule', 2, 'rule', 3]);
    expect(edited(object, insert(object, 1), replace(object, 1))).toStrictEqual([1, 'rule', 'rule', 3]);
  });

  test('that are inserted at one place keep their order', () => {
    const object = db('{ podSelector: {} }');
    const { spec } = editedObject(object, [insert(object, 0, FROM_WEB), insert(object, 0, FROM_ORDERS)]);
    expect(plain(spec)).toStrictEqual({ podSelector: {}, ingress: [FROM_WEB, FROM_ORDERS] });
  });

  test('stay as they are in other policies, other directions and other lists', () => {
    const object = db(`{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: ${ports(1)}, egress: ${ports(2)} }`);
    expect(plain(editedObject(object, [remove(db(), 0)]))).toStrictEqual(plain(object.raw));
    const { spec } = editedObject(object, [remove(object, 0)]);
    expect([order(spec), order(spec, 'egress')]).toStrictEqual([[], [2]]);
    expect(plain(editedObject(object, [{ kind: 'add-policy', direction: 'ingress', object: {} }]))).toStrictEqual(plain(object.raw));
  });

  test('of two lists and two policies are changed together without being mixed up', () => {
    const object = db(`{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: ${ports(1, 2)}, egress: ${ports(3, 4)} }`);
    const { spec } = editedObject(object, [remove(object, 0), { kind: 'remove-rule', policy: object, direction: 'egress', index: 1 }, remove(db(), 1)]);
    expect([order(spec), order(spec, 'egress')]).toStrictEqual([[2], [3]]);
  });

  test('that deny stand in a list of their own in policies of Cilium', () => {
    const object = only(`apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: db, namespace: shop }
spec: { endpointSelector: {}, ingress: [{}], ingressDeny: [{ fromEntities: [world] }], egress: [{}], egressDeny: [{ toEntities: [world] }] }`);
    const denied = (direction: 'ingress' | 'egress'): RuleChange => ({ kind: 'remove-rule', policy: object, direction, index: 0, section: `${direction}Deny` });
    expect([denied('egress'), remove(object, 0), insert(object, 0)].map(sectionOf)).toStrictEqual(['egressDeny', 'ingress', 'ingress']);
    const { ingress, ingressDeny, egress, egressDeny } = editedObject(object, [denied('ingress'), denied('egress')]).spec as Record<string, readonly unknown[]>;
    expect([ingress, ingressDeny, egress, egressDeny].map((list) => list?.length)).toStrictEqual([1, 0, 1, 0]);
  });
});

describe('policyTypes', () => {
  const removeEgress = (object: KubernetesObject): RuleChange => ({ kind: 'remove-rule', policy: object, direction: 'egress', index: 0 });
  const stated = (spec: string): unknown => {
    const object = db(spec);
    const types = policyTypesToState(object, [removeEgress(object)]);
    const { spec: after } = editedObject(object, [removeEgress(object)]);
    expect((after as JsonObject).policyTypes).toStrictEqual(types ?? (object.raw.spec as JsonObject).policyTypes);
    return types;
  };

  test('must be stated where the last egress rule goes that made the policy isolate egress', () => {
    expect(stated(`{ podSelector: {}, egress: ${ports(1)} }`)).toStrictEqual(['Ingress', 'Egress']);
  });

  test.each([
    ['egress rules are left', `{ podSelector: {}, egress: ${ports(1, 2)} }`],
    ['they are stated already', `{ podSelector: {}, policyTypes: [Egress], egress: ${ports(1)} }`],
    ['egress was never isolated', `{ podSelector: {}, ingress: ${ports(1)} }`],
  ])('need not be stated where %s', (_, spec) => {
    expect(stated(spec)).toBeUndefined();
  });

  test('are nothing that other policies know', () => {
    const object = only('apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: guard }\n'
      + 'spec: { tier: Admin, priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ namespaces: {} }] }] }');
    expect(policyTypesToState(object, [removeEgress(object)])).toBeUndefined();
  });
});

describe('manifests after an edit', () => {
  test('have the policy as it became where it stood, the new one, and everything else as it was', () => {
    const before = read(pod('web'), policy('db', `{ podSelector: {}, ingress: ${ports(1)} }`), pod('orders'));
    const [web, object, orders] = before.objects as [KubernetesObject, KubernetesObject, KubernetesObject];
    const added = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'new', namespace: 'shop' }, spec: { podSelector: {} } };
    const after = applyEdit(before, [insert(object, 1), { kind: 'add-policy', direction: 'ingress', object: added }]);
    expect(after.problems).toStrictEqual([]);
    expect(after.objects.map(({ ref }) => ref)).toStrictEqual(['Pod shop/web', 'Pod shop/orders', 'NetworkPolicy shop/db', 'NetworkPolicy shop/new']);
    expect([after.objects[0] === web, after.objects[1] === orders]).toStrictEqual([true, true]);
    expect(order(after.objects[2]?.raw.spec)).toStrictEqual([1, 'rule']);
    expect([after.objects[2]?.origin, after.objects[3]?.origin]).toStrictEqual([object.origin, {}]);
  });

  test('keep the problems that they had', () => {
    const before = read(pod('web'), policy('db', '{ podSelector: {}, ingress: [{ ports: [{ port: 70000 }] }] }'));
    expect(before.problems).toHaveLength(1);
    expect(applyEdit(before, []).problems).toStrictEqual(before.problems);
  });
});
