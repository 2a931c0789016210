import { NetworkPolicy } from '../../src/cluster/model';
import { HalfTable } from '../../src/reachability/half-table';
import { PairCounter } from '../../src/reachability/pair-count';
import { PolicyTable } from '../../src/reachability/policies';
import { namespace, pod, policy } from './analyzed';
import { clusterOf, counterOf, Inputs, inputsOf, pairsOneByOne } from './counted';

const named = (http: number, metrics: number): string => `[{ name: http, containerPort: ${http} }, { name: metrics, containerPort: ${metrics} }]`;
const back = (name: string): string => `{ app: ${name}, tier: back }`;
const replica = (owner: string, name: string, role: string): string =>
  pod(name, { labels: `{ app: ${owner}, role: ${role} }, ownerReferences: [{ apiVersion: apps/v1, kind: StatefulSet, name: ${owner}, uid: uid-${owner}, controller: true }]` });

/** Two namespaces with labels and one that nobody declares; pods on the network of a node; pods of two workloads that differ. */
const PODS = [
  namespace('shop', '{ team: sales }'),
  namespace('ops', '{ team: platform }'),
  pod('web', { labels: '{ app: web, tier: front }', ports: named(8080, 9090) }),
  pod('admin', { labels: '{ app: admin, tier: front }', ports: named(8080, 9091) }),
  pod('orders', { labels: back('orders'), ports: named(80, 9090) }),
  pod('orders-copy', { labels: back('orders'), ports: named(80, 9090) }),
  pod('db', { labels: back('db'), ports: named(5432, 9091) }),
  pod('db-copy', { labels: '{ app: db, tier: back, role: replica }', ports: named(5433, 9091) }),
  replica('cache', 'cache-0', 'primary'),
  replica('cache', 'cache-1', 'replica'),
  replica('queue', 'queue-0', 'observer'),
  replica('queue', 'queue-1', 'replica'),
  pod('agent', { labels: '{ app: web, tier: front }', spec: ', hostNetwork: true', ports: named(8080, 9100) }),
  pod('monitor', { namespace: 'ops', labels: '{ app: monitor }', ports: named(3000, 9090) }),
  pod('jobs', { namespace: 'ops', labels: '{ app: web }', ports: '[]', status: '10.244.0.2' }),
  pod('batch', { namespace: 'legacy', labels: '{ app: batch, tier: back }', ports: named(8080, 9092) }),
];

const app = (name: string): string => `podSelector: { matchLabels: { app: ${name} } }`;
const tier = (name: string): string => `podSelector: { matchLabels: { tier: ${name} } }`;
const team = (name: string): string => `namespaceSelector: { matchLabels: { team: ${name} } }`;

const NETWORK_POLICIES = [
  policy('db', `{ ${app('db')}, ingress: [
    { from: [{ ${app('orders')} }], ports: [{ port: http }] },
    { from: [{ ${tier('front')} }, { ${team('platform')}, ${app('monitor')} }], ports: [{ port: metrics }, { port: 80 }] }] }`),
  policy('web', `{ ${tier('front')}, policyTypes: [Egress], egress: [
    { to: [{ ${tier('back')} }], ports: [{ port: http }, { port: 443 }] }, { to: [{ ${team('platform')} }], ports: [{ protocol: UDP, port: 53 }] }] }`),
  policy('web-too', `{ ${app('web')}, policyTypes: [Egress], egress: [{ to: [{ ${app('db')} }, { ${app('orders')} }], ports: [{ port: metrics }] }, { to: [{ ${app('db')} }], ports: [{ protocol: SCTP }] }] }`),
  policy('orders', `{ ${app('orders')}, policyTypes: [Ingress, Egress],
    ingress: [{ from: [{ ipBlock: { cidr: 10.244.0.2/32 } }, { ${tier('front')} }] }], egress: [{ to: [{ ${app('db')} }], ports: [{ port: http }] }] }`),
  policy('cache', '{ podSelector: { matchLabels: { role: primary } }, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 6379 }] }] }'),
  policy('replicas', '{ podSelector: { matchLabels: { role: replica } }, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { role: primary } } }], ports: [{ port: 6379 }] }] }'),
  policy('ops', '{ podSelector: {}, ingress: [{ ports: [{ port: metrics }] }, { from: [{ podSelector: {} }] }] }', 'ops'),
  policy('monitor', `{ ${app('monitor')}, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: metrics }] }] }`, 'ops'),
  policy('batch', `{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ ${team('sales')} }], ports: [{ port: http }] }], egress: [{ to: [{ ${team('sales')}, ${tier('back')} }] }] }`, 'legacy'),
];

const ruled = (kind: string, name: string, spec: string): string => `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: { ${spec} }`;
const pods = (labels: string): string => `{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { ${labels} } } } }`;

const TIER_POLICIES = [
  ruled('AdminNetworkPolicy', 'metrics', `priority: 1, subject: { namespaces: { matchLabels: { team: sales } } }, ingress: [
    { action: Allow, from: [${pods('app: monitor')}], ports: [{ namedPort: metrics }] }, { action: Pass, from: [${pods('tier: front')}], ports: [{ portNumber: { protocol: TCP, port: 80 } }] }]`),
  ruled('AdminNetworkPolicy', 'front', `priority: 2, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [${pods('tier: front')}], ports: [{ portRange: { protocol: TCP, start: 80, end: 8080 } }] }],
    egress: [{ action: Deny, to: [${pods('app: db')}, ${pods('app: batch')}], ports: [{ namedPort: metrics }] }, { action: Allow, to: [{ namespaces: { matchLabels: { team: platform } } }] }]`),
  ruled('AdminNetworkPolicy', 'rival', `priority: 2, subject: ${pods('tier: back')}, ingress: [{ action: Allow, from: [${pods('app: web')}], ports: [{ portNumber: { protocol: TCP, port: 443 } }] }]`),
  ruled('BaselineAdminNetworkPolicy', 'default', 'subject: { namespaces: {} }, ingress: [{ action: Allow, from: [{ namespaces: { matchLabels: { team: sales } } }] }, { action: Deny, from: [{ namespaces: {} }] }]'),
];

const NETWORK_ONLY = [...PODS, ...NETWORK_POLICIES];
const EVERY_TIER = [...NETWORK_ONLY, ...TIER_POLICIES];

/** From nothing but classes to nothing but exceptions. */
const CASES = [['NetworkPolicies', NETWORK_ONLY], ['policies of all tiers', EVERY_TIER]].flatMap(([kinds, documents]) =>
  [0, 1, Infinity].map((exceptionsPerGroup) => [kinds as string, exceptionsPerGroup, documents as readonly string[]] as const));

function expectPairs(inputs: Inputs, { table }: { readonly table: PolicyTable }, counter: PairCounter): void {
  const pairs = pairsOneByOne({ ...inputs, table });
  expect(pairs).not.toHaveLength(0);
  expect(counter.counts()).toStrictEqual(pairs);
}

describe('pairs of workloads are as many as one finds one by one', () => {
  test.each(CASES)('with %s and %s exceptions for each group', (_, exceptionsPerGroup, documents) => {
    const inputs = inputsOf(clusterOf(...documents));
    expectPairs(inputs, inputs, counterOf(inputs, exceptionsPerGroup));
  });

  test.each(CASES)('where a NetworkPolicy goes or comes, with %s and %s exceptions for each group', (_, exceptionsPerGroup, documents) => {
    const inputs = inputsOf(clusterOf(...documents));
    const counter = counterOf(inputs, exceptionsPerGroup);
    for (const each of inputs.cluster.networkPolicies) {
      const without = inputs.table.replacingNetworkPolicy(each, undefined);
      expectPairs(inputs, without, counter.replacing(without));
      const again = without.table.replacingNetworkPolicy(undefined, each);
      expectPairs(inputs, again, counterOf({ ...inputs, table: without.table }, exceptionsPerGroup).replacing(again));
    }
  });

  test.each(CASES)('where one NetworkPolicy after the other takes the place of another, with %s and %s exceptions for each group', (_, exceptionsPerGroup, documents) => {
    const inputs = inputsOf(clusterOf(...documents));
    let counter = counterOf(inputs, exceptionsPerGroup);
    let { table } = inputs;
    const policies = inputs.cluster.networkPolicies;
    for (const [i, before] of policies.entries()) {
      const next = policies[(i + 1) % policies.length] as NetworkPolicy;
      const changed = table.replacingNetworkPolicy(before, { ...next, metadata: { ...next.metadata, name: `other-${i}` } });
      counter = counter.replacing(changed);
      table = changed.table;
      expectPairs(inputs, changed, counter);
    }
  });

  test.each([0, 1, Infinity])('where a policy of a tier goes, with %s exceptions for each group', (exceptionsPerGroup) => {
    const inputs = inputsOf(clusterOf(...EVERY_TIER));
    const counter = counterOf(inputs, exceptionsPerGroup);
    for (const each of inputs.cluster.clusterPolicies) {
      const others = inputs.cluster.clusterPolicies.filter((other) => other !== each);
      const changed = inputs.table.replacingTierPolicies({ ...inputs.cluster, clusterPolicies: others });
      expectPairs(inputs, changed, counter.replacing(changed));
    }
  });
});

describe('where no group has other rules', () => {
  afterEach(() => jest.restoreAllMocks());

  test('nothing is counted anew', () => {
    const inputs = inputsOf(clusterOf(...EVERY_TIER));
    const counter = counterOf(inputs);
    const exceptionalFor = jest.spyOn(HalfTable.prototype, 'exceptionalFor');
    const next = counter.replacing({ table: inputs.table, changed: { ingress: [], egress: [] } });
    expect(exceptionalFor).not.toHaveBeenCalled();
    expect(next.counts()).toStrictEqual(counter.counts());
  });
});
