import { HalfTable } from '../../src/reachability/half-table';
import { PodPeers } from '../../src/reachability/peer-set';
import { PodGroup } from '../../src/reachability/pod-groups';
import { RulePorts } from '../../src/reachability/rule-ports';
import { pod, policy } from './analyzed';
import { clusterOf, groupOf, Inputs, inputsOf } from './counted';

const app = (name: string): string => `podSelector: { matchLabels: { app: ${name} } }`;
const anyOf = (names: string): string => `podSelector: { matchExpressions: [{ key: app, operator: In, values: [${names}] }] }`;
const intoDb = (rules: string): string => policy('db', `{ ${app('db')}, policyTypes: [Ingress], ingress: ${rules} }`);
const outOfWeb = (rules: string): string => policy('web', `{ ${app('web')}, policyTypes: [Egress], egress: ${rules} }`);
const into = (rules: string): string => policy('all', `{ podSelector: {}, policyTypes: [Ingress], ingress: ${rules} }`);
const outOf = (rules: string): string => policy('all', `{ podSelector: {}, policyTypes: [Egress], egress: ${rules} }`);
const admin = (rules: string, subject = '{ namespaces: {} }'): string =>
  `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: guard }\nspec: { priority: 1, subject: ${subject}, ${rules} }`;
const peer = (selector: string): string => `{ pods: { namespaceSelector: {}, ${selector} } }`;
const HTTP = '[{ namedPort: http }]';
const PORT_80 = '[{ portNumber: { protocol: TCP, port: 80 } }]';

/** Web and admin listen on the same ports by name, orders and db on others. */
function shop(...policies: readonly string[]): Inputs {
  return inputsOf(clusterOf(
    ...Object.entries({ web: 80, admin: 80, orders: 8080, db: 5432 }).map(([name, port]) => pod(name, { ports: `[{ name: http, containerPort: ${port} }]` })),
    // tells all of them apart
    policy('nobody', `{ ${app('nobody')}, ingress: [{ ports: [{ port: http }] }] }`),
    ...policies,
  ));
}

const egress = (inputs: Inputs, exceptionsPerGroup: number): HalfTable => HalfTable.of('egress', inputs.table, inputs, exceptionsPerGroup);
const ingress = (inputs: Inputs, exceptionsPerGroup: number): HalfTable => HalfTable.of('ingress', inputs.table, inputs, exceptionsPerGroup);

/** Names of the workloads that are exceptions to the rules of another. */
function exceptionsOf(inputs: Inputs, table: HalfTable, name: string): readonly string[] | undefined {
  const { groups } = table.exceptionsOf(groupOf(inputs, name)) ?? {};
  return groups?.flatMap((number) => (inputs.groups.all[number] as PodGroup).workloads.map((workload) => workload.name));
}

describe('exceptions', () => {
  test('are as many on average as each group may have, else appearances tell members of a set', () => {
    const inputs = shop(intoDb('[{ from: [{ podSelector: {} }] }]'));
    expect(exceptionsOf(inputs, ingress(inputs, 1), 'db')).toStrictEqual(['admin', 'db', 'orders', 'web']);
    expect(exceptionsOf(inputs, ingress(inputs, 0.9), 'db')).toBeUndefined();
  });

  test('are as many as the groups that policies are about, times the members of their sets', () => {
    const inputs = shop(into(`[{ from: [{ ${app('web')} }] }]`));
    expect(exceptionsOf(inputs, ingress(inputs, 1), 'db')).toStrictEqual(['web']);
    expect(exceptionsOf(inputs, ingress(inputs, 0.9), 'db')).toBeUndefined();
  });

  test('share the list of the only set that policies name', () => {
    const inputs = shop(intoDb(`[{ from: [{ ${anyOf('web, admin')} }] }]`));
    const db = groupOf(inputs, 'db');
    const [set] = inputs.table.rulesOf(db, 'ingress').tiers[0]?.policies[0]?.rules[0]?.peers ?? [];
    expect(ingress(inputs, Infinity).exceptionsOf(db)?.groups).toBe(inputs.members.of(set as PodPeers).numbers);
  });

  test('are the members of every set that policies name', () => {
    const inputs = shop(intoDb(`[{ from: [{ ${app('web')} }, { ${app('admin')} }] }]`));
    expect(exceptionsOf(inputs, ingress(inputs, Infinity), 'db')).toStrictEqual(['admin', 'web']);
  });

  test('look up ports once that are the same for all members', () => {
    const inputs = shop(outOfWeb(`[{ to: [{ ${anyOf('admin, orders, db')} }], ports: [{ port: 80 }] }]`));
    const [rule] = inputs.table.rulesOf(groupOf(inputs, 'web'), 'egress').tiers[0]?.policies[0]?.rules ?? [];
    const on = jest.spyOn(rule?.ports as RulePorts, 'on');
    expect(exceptionsOf(inputs, egress(inputs, Infinity), 'web')).toStrictEqual(['admin', 'db', 'orders']);
    expect(on).toHaveBeenCalledTimes(1);
  });
});

describe('groups with the same policies and ports share exceptions', () => {
  const shared = (...policies: readonly string[]): void => {
    const inputs = shop(...policies);
    const table = ingress(inputs, Infinity);
    const [web, other, orders] = ['web', 'admin', 'orders'].map((name) => table.exceptionsOf(groupOf(inputs, name)));
    expect(other).toBeDefined();
    expect(web).toBe(other);
    expect(orders).not.toBe(web);
  };

  test('where policies also deny', () => shared(admin(`ingress: [{ action: Deny, from: [${peer(app('db'))}] }]`)));

  test('where policies of two tiers let through', () => shared(
    admin(`ingress: [{ action: Allow, from: [${peer(app('db'))}] }]`),
    into(`[{ from: [{ ${app('orders')} }] }]`),
  ));

  test('where policies let through without isolating', () => shared(admin(`ingress: [{ action: Allow, from: [${peer(app('db'))}] }]`)));
});

describe('what rules decide together', () => {
  /** Those whom rules of db deny connections with, as often as they were looked at. */
  const lookedAt = (direction: 'ingress' | 'egress', ...rules: readonly string[]): readonly string[] => {
    const inputs = shop(admin(`${direction}: [${rules.join()}]`, peer(app('db'))));
    const asked = jest.spyOn(inputs.subjects, 'group');
    const table = HalfTable.of(direction, inputs.table, inputs, Infinity);
    const names = asked.mock.calls.flatMap(([{ workloads }]) => workloads.map(({ name }) => name));
    expect(exceptionsOf(inputs, table, 'db')).toStrictEqual(['admin', 'orders', 'web']);
    return names.sort();
  };
  const everyone = peer(anyOf('admin, orders, web'));
  const denyFrom = (peers: string, ports = PORT_80): string => `{ action: Deny, from: [${peers}], ports: ${ports} }`;
  const denyTo = (peers: string, ports = PORT_80): string => `{ action: Deny, to: [${peers}], ports: ${ports} }`;

  test('is found once for all members of a set', () => {
    expect(lookedAt('ingress', denyFrom(everyone))).toHaveLength(1);
    expect(lookedAt('egress', denyTo(everyone))).toHaveLength(1);
  });

  test('is found once for members that are in the same sets', () => {
    expect(lookedAt('ingress', denyFrom(everyone), denyFrom(peer(app('web'))))).toHaveLength(2);
  });

  test('is found once for all ports of the same names, and once for all where the names are those of the own end', () => {
    expect(lookedAt('egress', denyTo(everyone, HTTP))).toHaveLength(2);
    expect(lookedAt('egress', denyTo(everyone), denyTo(everyone, HTTP))).toHaveLength(2);
    expect(lookedAt('ingress', denyFrom(everyone, HTTP))).toHaveLength(1);
  });
});

test('members of which nobody knows whether they are in a set look different if it is another set', () => {
  const denied = (name: string, port: number): string =>
    `{ action: Deny, from: [{ pods: { namespaceSelector: { matchLabels: { team: sales } }, ${app(name)} } }], ports: [{ portNumber: { protocol: TCP, port: ${port} } }] }`;
  const inputs = shop(pod('old', { namespace: 'legacy' }), pod('older', { namespace: 'legacy' }), admin(`ingress: [${denied('old', 80)}, ${denied('older', 443)}]`));
  const table = ingress(inputs, Infinity);
  const passing = (name: string): string => inputs.ports.get(table.between(groupOf(inputs, 'db'), groupOf(inputs, name))).toString();
  expect(passing('old')).toBe('TCP 1-79,81-65535 UDP 1-65535 SCTP 1-65535');
  expect(passing('older')).toBe('TCP 1-442,444-65535 UDP 1-65535 SCTP 1-65535');
});

describe('appearances', () => {
  const EVERYONE = '[{ to: [{ podSelector: {} }] }]';
  const NAMED = '[{ to: [{ podSelector: {} }] }, { to: [{ podSelector: {} }], ports: [{ port: http }] }]';

  test('tell ports apart if rules for outgoing connections name them for many', () => {
    expect(egress(shop(outOf(NAMED)), 0).appearances.withPorts).toBe(true);
    expect(egress(shop(outOf(NAMED), outOfWeb('[]')), 0).appearances.withPorts).toBe(true);
    expect(egress(shop(outOf(EVERYONE)), 0).appearances.withPorts).toBe(false);
    expect(egress(shop(outOf(NAMED)), Infinity).appearances.withPorts).toBe(false);
    expect(ingress(shop(into(NAMED.replaceAll('to:', 'from:'))), 0).appearances.withPorts).toBe(false);
  });

  /** A table before one more policy of web, and the one made from it afterwards, where others may have changed too. */
  const replaced = (rules: string, changed: readonly string[]): { readonly before: HalfTable; readonly after: HalfTable } => {
    const inputs = shop(outOf(EVERYONE), outOfWeb(rules));
    const { table } = inputs.table.replacingNetworkPolicy(inputs.cluster.networkPolicies.find(({ metadata }) => metadata.name === 'web'), undefined);
    const before = egress({ ...inputs, table }, 0);
    return { before, after: before.replacing(inputs.table, changed.map((name) => groupOf(inputs, name))) };
  };

  test('are kept where rules change that they tell apart', () => {
    const { before, after } = replaced('[]', ['db', 'web']);
    expect(after).not.toBe(before);
    expect(after.appearances).toBe(before.appearances);
  });

  test('are made anew where the rules of one group name ports as none did before', () => {
    const { before, after } = replaced(NAMED, ['db', 'web']);
    expect(after.appearances).not.toBe(before.appearances);
    expect(after.appearances.withPorts).toBe(true);
  });

  test('are kept with all the rest where nothing changes', () => {
    const { before, after } = replaced('[]', []);
    expect(after).toBe(before);
  });
});
