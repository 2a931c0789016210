import { PortSet } from '../../src/network/port-set';
import { PolicyChange, PolicyEdit } from '../../src/reachability/policy-edit';
import { suggestAllow } from '../../src/reachability/suggest-allow';
import { DENY_ALL, namespace, pod, policy } from './analyzed';
import { Asked, clusterGuard, guard, searchOf } from './explained';

const HTTP = (): PortSet => PortSet.of('TCP', 80);
const SHOP = [pod('web'), pod('db'), pod('orders')];
const ANYONE = '[{ namespaces: {} }]';

/** `insert-rule egress NetworkPolicy shop/web 0`. */
function shown(change: PolicyChange): string {
  if (change.kind === 'add-policy') {
    const metadata = change.object.metadata as Record<string, string>;
    return `add-policy ${change.direction} ${metadata.namespace}/${metadata.name}`;
  }
  return [change.kind, change.direction, change.policy.ref, change.index].join(' ');
}

function edit(names: string, documents: readonly string[], asked: Asked = {}): PolicyEdit | undefined {
  return suggestAllow(searchOf(names, [...SHOP, ...documents], asked), asked.ports ?? HTTP());
}

const changes = (names: string, documents: readonly string[], asked?: Asked): string[] | undefined => edit(names, documents, asked)?.map(shown);
const webToDb = (...documents: readonly string[]): string[] | undefined => changes('shop/web -> shop/db', documents);

/** A pod of a workload that the manifests do not contain. */
const owned = (kind: string, name: string, text: string): string =>
  text.replace('labels:', `ownerReferences: [{ apiVersion: apps/v1, kind: ${kind}, name: ${name}, uid: u, controller: true }], labels:`);

/** A workload with a pod that has its own network and two that do not. */
function mixedAgent(): string[] {
  const onNode = (name: string, status: string): string => pod(name, { labels: '{ app: agent }', spec: ', hostNetwork: true', status });
  return [pod('agent-1', { labels: '{ app: agent }' }), onNode('agent-2', '10.0.0.7'), onNode('agent-3', '10.0.0.8')].map((text) => owned('DaemonSet', 'agent', text));
}

/** The peers that the rule of the only change names. */
function peers(names: string, documents: readonly string[], asked?: Asked): unknown {
  const [change] = edit(names, documents, asked) ?? [];
  if (change?.kind === 'insert-rule') return change.rule.from ?? change.rule.to;
  return change?.kind;
}

describe('where NetworkPolicies isolate', () => {
  test('a rule is added behind the others of the policy that selects the pod alone', () => {
    expect(webToDb(guard('db', '[{ ports: [{ port: 90 }] }, { ports: [{ port: 91 }] }]'))).toStrictEqual(['insert-rule ingress NetworkPolicy shop/db 2']);
  });

  test('only the side that blocks is changed, and both where both do', () => {
    const egress = policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }');
    expect(webToDb(egress)).toStrictEqual(['insert-rule egress NetworkPolicy shop/web 0']);
    expect(webToDb(guard('db', '[]'), egress)).toStrictEqual(['insert-rule egress NetworkPolicy shop/web 0', 'insert-rule ingress NetworkPolicy shop/db 0']);
    expect(webToDb()).toStrictEqual([]);
  });

  test('a rule is not put where others get it as well, if a policy beside it does', () => {
    expect(webToDb(DENY_ALL)).toStrictEqual(['add-policy egress shop/web-allow-to-db', 'add-policy ingress shop/db-allow-from-web']);
  });

  test('a policy that selects pods with the same labels is as good as one of its own', () => {
    expect(webToDb(pod('replica', { labels: '{ app: db }' }), guard('db', '[]'))).toStrictEqual(['insert-rule ingress NetworkPolicy shop/db 0']);
  });

  test('a policy beside it is called after the other end as it was asked for', () => {
    expect(changes('internet -> shop/db', [DENY_ALL])).toStrictEqual(['add-policy ingress shop/db-allow-from-internet']);
    expect(changes('shop/db -> 203.0.113.0/24', [DENY_ALL])).toStrictEqual(['add-policy egress shop/db-allow-to-203-0-113-0-24']);
    expect(webToDb(DENY_ALL, policy('db-allow-from-web', '{ podSelector: {}, policyTypes: [Ingress] }'))?.[1]).toBe('add-policy ingress shop/db-allow-from-web-2');
  });

  test('a policy beside it isolates nobody who was not isolated', () => {
    const some = policy('some', '{ podSelector: { matchExpressions: [{ key: role, operator: NotIn, values: [replica] }] } }');
    const [first, replica] = [pod('first', { labels: '{ app: cache }' }), pod('replica', { labels: '{ app: cache, role: replica }' })];
    expect(changes('shop/web -> shop/first', [first, some])).toStrictEqual(['add-policy ingress shop/first-allow-from-web']);
    expect(changes('shop/web -> shop/first', [first, replica, some])).toStrictEqual(['insert-rule ingress NetworkPolicy shop/some 0']);
  });

  test('a pod without labels has no policy beside it, which would be for every pod', () => {
    expect(changes('shop/web -> shop/bare', [pod('bare', { labels: '{}' }), policy('deny', '{ podSelector: {} }')]))
      .toStrictEqual(['insert-rule ingress NetworkPolicy shop/deny 0']);
  });

  test('the policy that selects fewer others is taken first, where none is its own', () => {
    const [first, replica] = [pod('first', { labels: '{ app: cache }' }), pod('replica', { labels: '{ app: cache, role: replica }' })];
    const but = (name: string, ...apps: readonly string[]): string => policy(name, `{ podSelector: { matchExpressions: [
      { key: role, operator: NotIn, values: [replica] }, { key: app, operator: NotIn, values: [${apps.join(', ')}] }] } }`);
    expect(changes('shop/web -> shop/first', [first, replica, but('a', 'web'), but('b', 'web', 'db'), but('c', 'orders')]))
      .toStrictEqual(['insert-rule ingress NetworkPolicy shop/b 0']);
    expect(changes('shop/web -> shop/bare', [pod('bare', { labels: '{}' }), but('a', 'web'), but('b', 'web', 'db')]))
      .toStrictEqual(['insert-rule ingress NetworkPolicy shop/b 0']);
  });

  test('a policy beside it does not isolate a pod that is only thought of and that none isolates', () => {
    const baseline = clusterGuard('baseline', `ingress: [{ action: Deny, from: ${ANYONE} }]`, 'tier: Baseline, priority: 10');
    expect(changes('shop/web -> pod:shop/app=new', [baseline])).toStrictEqual(['insert-rule ingress ClusterNetworkPolicy baseline 0']);
  });

  test('pods that have no label in common get a rule in each policy rather than one for the namespace', () => {
    const replicas = [1, 2].map((n) => owned('StatefulSet', 'store', pod(`store-${n}`, { labels: `{ replica: "${n}" }` })));
    const each = [1, 2].map((n) => policy(`store-${n}`, `{ podSelector: { matchLabels: { replica: "${n}" } } }`));
    const others = policy('others', '{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }');
    expect(changes('shop/web -> shop/store', [...replicas, ...each, others]))
      .toStrictEqual(['insert-rule ingress NetworkPolicy shop/store-1 0', 'insert-rule ingress NetworkPolicy shop/store-2 0']);
  });

  test('pods that different policies isolate get a rule in each', () => {
    const replicas = [1, 2].map((n) => owned('StatefulSet', 'store', pod(`db-${n}`, { labels: `{ app: store, replica: "${n}" }` })));
    const each = [1, 2].map((n) => policy(`store-${n}`, `{ podSelector: { matchLabels: { replica: "${n}" } } }`));
    const open = pod('other', { labels: '{ app: store }' });
    expect(changes('shop/web -> shop/store', [...replicas, ...each, open]))
      .toStrictEqual(['insert-rule ingress NetworkPolicy shop/store-1 0', 'insert-rule ingress NetworkPolicy shop/store-2 0']);
  });
});

describe('a rule names', () => {
  const ofShop = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } };

  test('pods by namespace and labels, addresses by blocks', () => {
    expect(peers('shop/web -> shop/db', [guard('db', '[]')])).toStrictEqual([{ ...ofShop, podSelector: { matchLabels: { app: 'web' } } }]);
    expect(peers('203.0.113.0/24 -> shop/db', [guard('db', '[]')])).toStrictEqual([{ ipBlock: { cidr: '203.0.113.0/24' } }]);
  });

  test('pods on the network of their node by their addresses, else by those of nodes', () => {
    const agent = (status = ''): string => pod('agent', { spec: ', hostNetwork: true', status });
    const nodes = { cluster: { nodeCidrs: ['10.0.0.0/24'] } };
    expect(peers('shop/agent -> shop/db', [agent('10.0.0.7'), guard('db', '[]')], nodes)).toStrictEqual([{ ipBlock: { cidr: '10.0.0.7/32' } }]);
    expect(peers('shop/agent -> shop/db', [agent(), guard('db', '[]')], nodes)).toStrictEqual([{ ipBlock: { cidr: '10.0.0.0/24' } }]);
    expect(edit('shop/agent -> shop/db', [agent(), guard('db', '[]')], { cluster: { nodeCidrs: [] } })).toBeUndefined();
    const [, first, second] = mixedAgent() as [string, string, string];
    expect(peers('shop/agent -> shop/db', [first, second.replace(/status:.*/, ''), guard('db', '[]')], nodes)).toStrictEqual([{ ipBlock: { cidr: '10.0.0.0/24' } }]);
  });

  test('both where only some pods of a workload are on the network of their node', () => {
    const pods = mixedAgent();
    expect(peers('shop/agent -> shop/db', [...pods, guard('db', '[]')])).toStrictEqual([
      { ...ofShop, podSelector: { matchLabels: { app: 'agent' } } }, { ipBlock: { cidr: '10.0.0.7/32' } }, { ipBlock: { cidr: '10.0.0.8/32' } },
    ]);
  });

  test('the ports that are missing', () => {
    const [change] = edit('shop/web -> shop/db', [guard('db', '[{ ports: [{ port: 80 }] }]')], { ports: PortSet.of('TCP', 80, 81) }) ?? [];
    expect(change).toMatchObject({ kind: 'insert-rule', rule: { ports: [{ protocol: 'TCP', port: 81 }] } });
  });
});

describe('where policies of the cluster deny', () => {
  const deny = clusterGuard('deny', `ingress: [{ action: Pass, from: [{ namespaces: { matchLabels: { team: ops } } }] }, { action: Deny, from: ${ANYONE} }]`);

  test('a rule before the one that denies allows', () => {
    expect(webToDb(deny)).toStrictEqual(['insert-rule ingress ClusterNetworkPolicy deny 1']);
  });

  test('what is denied below as well needs no more than that', () => {
    expect(webToDb(namespace('shop'), deny, guard('db', '[]'))).toStrictEqual(['insert-rule ingress ClusterNetworkPolicy deny 1']);
  });

  test('several of the same priority are all changed', () => {
    const twins = ['a', 'b'].map((name) => clusterGuard(name, `ingress: [{ action: Deny, from: ${ANYONE} }]`));
    expect(webToDb(...twins)).toStrictEqual(['insert-rule ingress ClusterNetworkPolicy a 0', 'insert-rule ingress ClusterNetworkPolicy b 0']);
  });

  test('the rule stands before the first that denies, policy by policy', () => {
    const number = (port: number): string => `protocols: [{ tcp: { destinationPort: { number: ${port} } } }]`;
    const rules = [
      `{ action: Accept, from: ${ANYONE}, ${number(90)} }`, `{ action: Deny, from: ${ANYONE}, ${number(80)} }`, `{ action: Deny, from: ${ANYONE}, ${number(81)} }`,
    ];
    const asked = { ports: PortSet.of('TCP', 80, 81) };
    expect(changes('shop/web -> shop/db', [clusterGuard('a', `ingress: [${rules.join(', ')}]`)], asked)).toStrictEqual(['insert-rule ingress ClusterNetworkPolicy a 1']);
    expect(changes('shop/web -> shop/db', [clusterGuard('a', `ingress: [${rules.join(', ')}]`), clusterGuard('b', `ingress: [${rules.slice(1).join(', ')}]`)], asked))
      .toStrictEqual(['insert-rule ingress ClusterNetworkPolicy a 1', 'insert-rule ingress ClusterNetworkPolicy b 0']);
  });

  test('the rule that denies is removed where one that allows would have to name too many networks', () => {
    expect(changes('shop/web -> internet', [clusterGuard('closed', 'egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0, "::/0"] }] }]')]))
      .toStrictEqual(['remove-rule egress ClusterNetworkPolicy closed 0']);
  });

  test('only pods with a network of their own are named, the others are not denied', () => {
    expect(changes('shop/agent -> shop/db', [namespace('shop'), ...mixedAgent(), deny])).toStrictEqual(['insert-rule ingress ClusterNetworkPolicy deny 1']);
  });

  test('what an Admin tier leaves to NetworkPolicies is changed there', () => {
    expect(webToDb(clusterGuard('pass', `ingress: [{ action: Pass, from: ${ANYONE} }]`), guard('db', '[]'))).toStrictEqual(['insert-rule ingress NetworkPolicy shop/db 0']);
  });
});

describe('where policies of Cilium deny', () => {
  const cilium = (rules: string): string => `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: db, namespace: shop }\n${rules}`;
  const DENIED = 'endpointSelector: { matchLabels: { app: db } }, ingress: [{ fromEntities: [all] }], ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: orders } }] }, { fromEntities: [cluster], toPorts: [{ ports: [{ port: "80" }] }] }, { fromEndpoints: [{}], toPorts: [{ ports: [{ port: "81" }] }] }]';

  test('every rule that denies is removed from the list of those', () => {
    expect(edit('shop/web -> shop/db', [cilium(`spec: { ${DENIED} }`)], { ports: PortSet.of('TCP', 80, 81) })).toMatchObject([
      { kind: 'remove-rule', index: 1, section: 'ingressDeny' }, { kind: 'remove-rule', index: 2, section: 'ingressDeny' },
    ]);
  });

  test('a rule that another one hides is removed as well', () => {
    const hidden = 'endpointSelector: { matchLabels: { app: db } }, ingress: [{ fromEntities: [all] }], ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: web } }] }, { fromEntities: [cluster] }]';
    expect(edit('shop/web -> shop/db', [cilium(`spec: { ${hidden} }`)])).toMatchObject([
      { kind: 'remove-rule', index: 0, section: 'ingressDeny' }, { kind: 'remove-rule', index: 1, section: 'ingressDeny' },
    ]);
  });

  test('only the rule is removed that denies what is asked for', () => {
    expect(edit('shop/web -> shop/db', [cilium(`spec: { ${DENIED} }`)])).toMatchObject([{ kind: 'remove-rule', index: 1, section: 'ingressDeny' }]);
  });

  test('the rule is removed where no other could name who is denied', () => {
    const denied = 'endpointSelector: { matchLabels: { app: db } }, ingress: [{ fromEntities: [all] }], ingressDeny: [{ fromEntities: [all] }]';
    const agent = pod('agent', { spec: ', hostNetwork: true' });
    expect(changes('shop/agent -> shop/db', [agent, cilium(`spec: { ${denied} }`)], { cluster: { nodeCidrs: [] } }))
      .toStrictEqual(['remove-rule ingress CiliumNetworkPolicy shop/db 0']);
  });

  test('nothing is proposed for what stands below specs', () => {
    expect(edit('shop/web -> shop/db', [cilium(`specs: [{ ${DENIED} }]`)])).toBeUndefined();
  });

  test('a policy that isolates is no obstacle to a rule in a NetworkPolicy', () => {
    const isolating = cilium('spec: { endpointSelector: { matchLabels: { app: db } }, ingress: [{}] }');
    expect(webToDb(isolating)).toStrictEqual(['add-policy ingress shop/db-allow-from-web']);
  });
});
