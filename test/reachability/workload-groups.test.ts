import { GroupedConnections } from '../../src/reachability/model';
import { WorkloadGroups } from '../../src/reachability/workload-groups';
import { pod, policy } from './analyzed';
import { clusterOf, inputsOf } from './counted';

function group(...documents: readonly string[]): GroupedConnections {
  const { cluster, groups, table, subjects } = inputsOf(clusterOf(...documents));
  return new WorkloadGroups(cluster, groups, table, subjects, () => '');
}

const short = (id: string): string => id.replace('shop/', '').replace(/\[\w+\]/, '');
const membersOf = ({ groups }: GroupedConnections): string[] => groups.map(({ workloads }) => workloads.map(({ name }) => name).join());
const rowsOf = (grouped: GroupedConnections): string[] => Array.from(grouped.connections(), ({ source, destination, ports }) => `${short(source)} -> ${short(destination)} ${ports}`);

const app = (name: string): string => `podSelector: { matchLabels: { app: ${name} } }`;
const into = (name: string, rule: string): string => policy(name, `{ ${app(name)}, ingress: [${rule}] }`);
const CLOSED = policy('closed', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');

describe('workloads of one group', () => {
  test('let in the same addresses to the same ports, although no pod sees a difference', () => {
    const from = (cidr: string, port: number): string => `{ from: [{ ipBlock: { cidr: ${cidr} } }], ports: [{ port: ${port} }] }`;
    const rules = { cache: from('203.0.113.0/24', 443), db: from('203.0.113.0/24', 443), orders: from('203.0.113.0/24', 80), web: from('198.51.100.0/24', 443) };
    expect(membersOf(group(...Object.keys(rules).map((name) => pod(name)), ...Object.entries(rules).map(([name, rule]) => into(name, rule))))).toStrictEqual(['cache,db', 'orders', 'web']);
  });

  test('are isolated alike, although the one that is lets everybody in', () => {
    expect(membersOf(group(pod('db'), pod('orders'), pod('web'), into('db', '{}')))).toStrictEqual(['db', 'orders,web']);
  });

  test('are open to the same unknown pods, although every pod that there is gets into both', () => {
    const both = [into('db', '{ from: [{ namespaceSelector: {} }] }'), into('web', '{ from: [{ podSelector: {} }] }')];
    expect(membersOf(group(pod('db'), pod('web'), ...both))).toStrictEqual(['db', 'web']);
  });

  test('may have pods that differ in the same way, in whatever order', () => {
    const replica = (owner: string, i: number, role: string): string =>
      pod(`${owner}-${i}`, { labels: `{ app: ${owner}, role: ${role} }, ownerReferences: [{ apiVersion: apps/v1, kind: StatefulSet, name: ${owner}, uid: uid-${owner}, controller: true }]` });
    const twice = group(replica('cache', 0, 'primary'), replica('cache', 1, 'replica'), replica('queue', 0, 'replica'), replica('queue', 1, 'primary'),
      policy('primary', '{ podSelector: { matchLabels: { role: primary } } }'));
    expect(membersOf(twice)).toStrictEqual(['cache,queue']);
  });
});

describe('connections of groups', () => {
  test('are those on which some port passes, of a group to itself only where it has several workloads', () => {
    const toDb = into('db', `{ from: [{ ${app('web')} }], ports: [{ port: 5432 }] }`);
    const pods = [pod('cache'), pod('db'), pod('web'), pod('worker', { labels: '{ app: web }' })];
    expect(rowsOf(group(...pods, toDb, into('cache', '{}'))).filter((row) => !row.includes('/'))).toStrictEqual([
      'cache -> web and 1 more all ports', 'db -> cache all ports', 'db -> web and 1 more all ports',
      'web and 1 more -> cache all ports', 'web and 1 more -> db TCP 5432', 'web and 1 more -> web and 1 more all ports',
    ]);
  });

  test('with addresses are listed with their ports, those out of groups before those into them', () => {
    const toDb = into('db', '{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }], ports: [{ port: 5432 }] }');
    const outOfWeb = policy('web', `{ ${app('web')}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 198.51.100.0/24 } }], ports: [{ port: 443 }] }] }`);
    expect(rowsOf(group(pod('db'), pod('web'), CLOSED, toDb, outOfWeb))).toStrictEqual(['web -> 198.51.100.0/24 TCP 443', '203.0.113.0/24 -> db TCP 5432']);
  });
});

/** As many sets of pods as can be told apart at most, each of which more pairs depend on than on those of the tests: those make exceptions. */
const LABELS = Array.from({ length: 24 }, (_, i) => `label-${i}`);
const NOISE = [
  ...Array.from({ length: 12 }, (_, i) => pod(`noise-${i}`, { namespace: 'noise', labels: `{ app: noise-${i}${i < 2 ? LABELS.map((label) => `, ${label}: x`).join('') : ''} }` })),
  policy('noise', `{ podSelector: {}, ingress: [{ from: [${LABELS.map((label) => `{ podSelector: { matchLabels: { ${label}: x } } }`).join()}] }] }`, 'noise'),
];

describe('exceptions', () => {
  const fromSome = into('db', '{ from: [{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [orders, web, closed] }] } }], ports: [{ port: 5432 }] }');
  const closed = policy('closed', `{ ${app('closed')}, policyTypes: [Egress] }`);

  test('are the pairs that a rule about few makes different, by destination and then by source', () => {
    const pods = [pod('closed'), pod('db'), pod('orders'), pod('queue', { labels: '{ app: web }' }), pod('web', { labels: '{ app: orders }' }), pod('worker', { labels: '{ app: web }' })];
    const exceptions = Array.from(group(...NOISE, ...pods, fromSome, closed, into('web', `{ from: [{ ${app('db')} }] }`)).exceptions(),
      ({ source, destination, ports, usual }) => `${short(source)} -> ${short(destination)} ${ports}, not ${usual}`);
    expect(exceptions).toStrictEqual([
      'orders -> db TCP 5432, not no port', 'queue -> db TCP 5432, not no port', 'web -> db TCP 5432, not no port', 'worker -> db TCP 5432, not no port',
      'db -> queue all ports, not no port', 'db -> worker all ports, not no port',
    ]);
  });

  test('are no reason to take workloads apart, unless unknown pods are among them', () => {
    const shop = (rule: string): string[] => membersOf(group(...NOISE, pod('db'), pod('orders'), policy('orders', `{ ${app('orders')} }`), into('db', rule)))
      .filter((members) => !members.includes('noise'));
    expect(shop('{ from: [{ podSelector: {} }] }')).toStrictEqual(['db,orders']);
    expect(shop('{ from: [{ namespaceSelector: {} }] }')).toStrictEqual(['db', 'orders']);
  });
});
