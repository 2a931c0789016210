import { PortSet } from '../../src/network/port-set';
import { PolicyChange, PolicyEdit } from '../../src/reachability/policy-edit';
import { suggestBlock } from '../../src/reachability/suggest-block';
import { pod, policy } from './analyzed';
import { Asked, clusterGuard, guard, searchOf } from './explained';

const HTTP = (): PortSet => PortSet.of('TCP', 80);
const SHOP = [pod('web'), pod('db'), pod('orders')];
const ANYONE = '[{ namespaces: {} }]';
const podOf = (app: string): string => `{ podSelector: { matchLabels: { app: ${app} } } }`;
const rule = (...apps: readonly string[]): string => `{ from: [${apps.map(podOf).join(', ')}] }`;

function edit(names: string, documents: readonly string[], asked: Asked = {}): PolicyEdit | undefined {
  return suggestBlock(searchOf(names, [...SHOP, ...documents], asked), asked.ports ?? HTTP());
}

/** `remove-rule ingress NetworkPolicy shop/db 0`. */
function shown(change: PolicyChange): string {
  if (change.kind !== 'add-policy') return [change.kind, change.direction, change.policy.ref, change.index].join(' ');
  const metadata = change.object.metadata as Record<string, string>;
  return `add-policy ${change.direction} ${metadata.namespace}/${metadata.name}`;
}

const changes = (names: string, documents: readonly string[], asked?: Asked): string[] | undefined => edit(names, documents, asked)?.map(shown);
const webToDb = (...documents: readonly string[]): string[] | undefined => changes('shop/web -> shop/db', documents);

describe('what allows', () => {
  test('is removed, and nothing that allows others', () => {
    expect(webToDb(guard('db', `[${rule('orders')}, ${rule('web')}, ${rule('orders')}]`))).toStrictEqual(['remove-rule ingress NetworkPolicy shop/db 1']);
  });

  test('is removed in every rule, behind one another too, and in every policy', () => {
    expect(webToDb(guard('db', `[${rule('web')}, ${rule('orders')}, ${rule('web')}, ${rule('web')}]`)))
      .toStrictEqual([0, 2, 3].map((index) => `remove-rule ingress NetworkPolicy shop/db ${index}`));
    expect(webToDb(guard('db', `[${rule('web')}]`), policy('all', '{ podSelector: {}, ingress: [{}] }')))
      .toStrictEqual(['remove-rule ingress NetworkPolicy shop/all 0', 'remove-rule ingress NetworkPolicy shop/db 0']);
  });

  test('is removed on the side that takes fewer changes, at the destination if both take as many', () => {
    const egress = policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{}] }');
    expect(webToDb(guard('db', `[${rule('web')}]`), egress)).toStrictEqual(['remove-rule ingress NetworkPolicy shop/db 0']);
    expect(webToDb(guard('db', `[${rule('web')}, ${rule('web')}]`), egress)).toStrictEqual(['remove-rule egress NetworkPolicy shop/web 0']);
    expect(webToDb(egress)).toStrictEqual(['remove-rule egress NetworkPolicy shop/web 0']);
  });

  test('stays where it allows other ports only', () => {
    expect(webToDb(guard('db', '[{ ports: [{ port: 90 }] }, { ports: [{ port: 80 }] }]'))).toStrictEqual(['remove-rule ingress NetworkPolicy shop/db 1']);
  });

  test('is removed above and below, where a policy of the cluster allows before a NetworkPolicy does', () => {
    const accept = clusterGuard('accept', `ingress: [{ action: Accept, from: ${ANYONE} }]`);
    expect(webToDb(accept, guard('db', `[${rule('web')}]`), pod('other')))
      .toStrictEqual(['remove-rule ingress ClusterNetworkPolicy accept 0', 'remove-rule ingress NetworkPolicy shop/db 0']);
  });

  test('is removed behind what is removed, in a policy in which the first rule decides', () => {
    const orders = '[{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: orders } } } }]';
    const twice = clusterGuard('accept', `ingress: [{ action: Accept, from: ${ANYONE} }, { action: Deny, from: ${orders} }, { action: Accept, from: ${ANYONE} }]`);
    expect(webToDb(twice, guard('db', '[]'))).toStrictEqual([0, 2].map((index) => `remove-rule ingress ClusterNetworkPolicy accept ${index}`));
  });

  test('is not what passes to the tier below', () => {
    const pass = clusterGuard('pass', `ingress: [{ action: Pass, from: ${ANYONE} }, { action: Deny, from: ${ANYONE} }]`);
    expect(webToDb(pass, guard('db', `[${rule('web')}]`))).toStrictEqual(['remove-rule ingress NetworkPolicy shop/db 0']);
  });

  test('is not what passes, also where only the rule behind it would deny', () => {
    expect(webToDb(clusterGuard('pass', `ingress: [{ action: Pass, from: ${ANYONE} }, { action: Deny, from: ${ANYONE} }]`)))
      .toStrictEqual(['add-policy ingress shop/db-isolate-ingress']);
  });

  test('stays below where a policy comes that makes it say nothing', () => {
    const baseline = clusterGuard('baseline', `ingress: [{ action: Accept, from: ${ANYONE} }]`, 'tier: Baseline, priority: 10');
    expect(webToDb(baseline)).toStrictEqual(['add-policy ingress shop/db-isolate-ingress']);
  });

  test('is not removed below specs of a policy of Cilium, which an edit cannot name', () => {
    const cilium = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: db, namespace: shop }\nspecs: [{ endpointSelector: { matchLabels: { app: db } }, ingress: [{ fromEntities: [all] }] }]';
    expect(webToDb(cilium)).toStrictEqual(['add-policy egress shop/web-isolate-egress']);
    expect(changes('internet -> shop/db', [cilium])).toBeUndefined();
  });
});

describe('of a rule that allows others too', () => {
  const replaced = (names: string, ingress: string, asked?: Asked): unknown => {
    const [change, ...more] = edit(names, [guard('db', ingress)], asked) ?? [];
    expect(more).toStrictEqual([]);
    return change?.kind === 'replace-rule' ? JSON.parse(JSON.stringify(change.rule)) as unknown : change?.kind;
  };
  const app = (name: string): object => ({ podSelector: { matchLabels: { app: name } } });

  test('only the peer is taken away', () => {
    expect(replaced('shop/web -> shop/db', `[${rule('orders', 'web', 'admin')}]`)).toStrictEqual({ from: [app('orders'), app('admin')] });
  });

  test('only the port is taken away where the peer is the only one', () => {
    expect(replaced('shop/web -> shop/db', '[{ from: [{ podSelector: {} }], ports: [{ port: 80 }, { port: 90 }] }]')).toStrictEqual({ from: [{ podSelector: {} }], ports: [{ port: 90 }] });
    expect(replaced('shop/web -> shop/db', '[{ from: [{ podSelector: {} }, {  namespaceSelector: {} }], ports: [{ port: 80 }, { port: 90 }] }]'))
      .toStrictEqual({ from: [{ podSelector: {} }, { namespaceSelector: {} }], ports: [{ port: 90 }] });
  });

  test('everything is taken away where nothing else is left', () => {
    expect(replaced('shop/web -> shop/db', '[{ from: [{ podSelector: {} }] }]')).toBe('remove-rule');
    expect(replaced('shop/web -> shop/db', '[{ from: [{ podSelector: {} }, { namespaceSelector: {} }] }]')).toBe('remove-rule');
    expect(replaced('shop/web -> shop/db', '[{}]')).toBe('remove-rule');
  });

  test('the place and the policy stay', () => {
    const [change] = edit('shop/web -> shop/db', [guard('db', `[${rule('orders')}, ${rule('web', 'orders')}]`)]) ?? [];
    expect(change).toMatchObject({ kind: 'replace-rule', direction: 'ingress', index: 1, policy: { ref: 'NetworkPolicy shop/db' } });
  });

  test('the same goes for what goes out, and for protocols of a policy of the cluster', () => {
    const egress = policy('web', `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [${podOf('orders')}, ${podOf('db')}] }] }`);
    expect(edit('shop/web -> shop/db', [egress])).toMatchObject([{ kind: 'replace-rule', direction: 'egress', rule: { to: [{ podSelector: { matchLabels: { app: 'orders' } } }] } }]);
    const protocols = [80, 90].map((number) => `{ tcp: { destinationPort: { number: ${number} } } }`).join(', ');
    const accept = clusterGuard('accept', `ingress: [{ action: Accept, from: ${ANYONE}, protocols: [${protocols}] }]`);
    expect(edit('shop/web -> shop/db', [accept, guard('db', '[]')])).toMatchObject([{ kind: 'replace-rule', rule: { protocols: [{ tcp: { destinationPort: { number: 90 } } }] } }]);
  });

  test('several rules are each left with what matters to others', () => {
    const both = edit('shop/web -> shop/db', [guard('db', `[${rule('web', 'orders')}, ${rule('admin', 'web')}]`)]);
    expect(both).toMatchObject([{ kind: 'replace-rule', index: 0, rule: { from: [app('orders')] } }, { kind: 'replace-rule', index: 1, rule: { from: [app('admin')] } }]);
  });
});

describe('where nothing isolates', () => {
  test('a policy does, for the destination first, else for the source', () => {
    expect(edit('shop/web -> shop/db', [])).toMatchObject([{
      kind: 'add-policy',
      direction: 'ingress',
      object: {
        metadata: { name: 'db-isolate-ingress', namespace: 'shop' }, spec: { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'] },
      },
    }]);
    expect(changes('shop/web -> 203.0.113.7', [])).toStrictEqual(['add-policy egress shop/web-isolate-egress']);
    expect(changes('shop/web -> shop/db', [policy('db-isolate-ingress', '{ podSelector: { matchLabels: { app: orders } } }')])).toStrictEqual(['add-policy ingress shop/db-isolate-ingress-2']);
  });

  test('a rule that can be removed on the other side is better than a policy', () => {
    const egress = policy('web', `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [${'{}, '.repeat(3)}{}] }`);
    expect(webToDb(egress)).toStrictEqual([0, 1, 2, 3].map((index) => `remove-rule egress NetworkPolicy shop/web ${index}`));
  });

  test('the rule above goes as well as a policy comes', () => {
    expect(webToDb(clusterGuard('accept', `ingress: [{ action: Accept, from: ${ANYONE} }], egress: [{ action: Accept, to: ${ANYONE} }]`)))
      .toStrictEqual(['remove-rule ingress ClusterNetworkPolicy accept 0', 'add-policy ingress shop/db-isolate-ingress']);
  });

  test('a pod on the network of its node is not isolated, but the other end is', () => {
    const agent = pod('agent', { spec: ', hostNetwork: true' });
    expect(changes('shop/web -> shop/agent', [agent])).toStrictEqual(['add-policy egress shop/web-isolate-egress']);
    expect(changes('shop/agent -> shop/web', [agent])).toStrictEqual(['add-policy ingress shop/web-isolate-ingress']);
    expect(changes('internet -> shop/agent', [agent])).toBeUndefined();
  });

  test('nothing is proposed where the network ignores policies', () => {
    expect(changes('shop/web -> shop/db', [], { cluster: { networkPolicies: 'ignored' } })).toBeUndefined();
  });
});

test('what is blocked already needs no change', () => {
  expect(webToDb(guard('db', '[]'))).toStrictEqual([]);
});
