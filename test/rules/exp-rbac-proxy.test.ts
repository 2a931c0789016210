import { findingsOf, pod, reportOn, verdictOn, policy } from './shop';

const DB = [pod('db', { port: 5432, declares: { intent: 'private' } }), policy('db', 'ingress: []')];
const role = (rule: string, kind = 'Role', name = 'support') => `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}${kind === 'Role' ? ', namespace: shop' : ''}}
rules: [${rule}]`;
const binding = (subject: string, roleKind = 'Role', roleName = 'support', kind = 'RoleBinding', namespace = 'shop') => `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: support${kind === 'RoleBinding' ? `, namespace: ${namespace}` : ''}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${roleKind}, name: ${roleName}}
subjects: [${subject}]`;
const rule = (resources: string, verbs: string, more = '', group = '') => `{apiGroups: ["${group}"], resources: [${resources}], verbs: [${verbs}]${more}}`;
const TEAM = '{kind: Group, apiGroup: rbac.authorization.k8s.io, name: team}';
const PROGRAM = '{kind: ServiceAccount, name: app, namespace: shop}';
const PORT_FORWARD = rule('pods/portforward', 'create');

const reported = (...documents: readonly string[]) => findingsOf(reportOn([...DB, ...documents]), 'EXP-RBAC-PROXY').map(({ object, severity }) => `${severity} ${object}`);

describe('a side door is', () => {
  test.each([
    ['port-forward', PORT_FORWARD],
    ['exec', rule('pods/exec', 'get')],
    ['the proxy of Services', rule('services/proxy', '"*"')],
    ['the proxy of pods', rule('"*/proxy"', 'get')],
    ['everything', '{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}'],
    ['writing endpoints', rule('endpoints', 'update')],
    ['writing endpoint slices', rule('endpointslices', 'create', '', 'discovery.k8s.io')],
    ['port-forward to this pod', rule('pods/portforward', 'create', ', resourceNames: [db]')],
  ])('%s', (_, text) => {
    expect(reported(role(text), binding(TEAM))).toStrictEqual(['warning Role shop/support']);
  });

  test.each([
    ['reading pods and logs', rule('pods, pods/log, services', 'get, list, watch')],
    ['pods without their subresources', rule('pods', '"*"')],
    ['reading endpoints', rule('endpoints', 'get, list, watch')],
    ['the same words in another group', rule('pods/portforward', 'create', '', 'apps')],
    ['the proxy of nodes, which no Role can give', rule('nodes/proxy', 'get')],
    ['port-forward to another pod', rule('pods/portforward', 'create', ', resourceNames: [web]')],
  ])('not %s', (_, text) => {
    expect(reported(role(text), binding(TEAM))).toStrictEqual([]);
  });
});

describe('a role counts', () => {
  test('as a Role that nothing binds, because its binding may stand elsewhere', () => expect(reported(role(PORT_FORWARD))).toStrictEqual(['warning Role shop/support']));

  test('as a ClusterRole where it is bound', () => {
    expect(reported(role(PORT_FORWARD, 'ClusterRole'))).toStrictEqual([]);
    expect(reported(role(PORT_FORWARD, 'ClusterRole'), binding(TEAM, 'ClusterRole'))).toStrictEqual(['warning ClusterRole support']);
    expect(reported(role(PORT_FORWARD, 'ClusterRole'), binding(TEAM, 'ClusterRole', 'support', 'ClusterRoleBinding'))).toStrictEqual(['warning ClusterRole support']);
    expect(reported(role(PORT_FORWARD, 'ClusterRole'), binding(TEAM, 'ClusterRole', 'support', 'RoleBinding', 'edge'))).toStrictEqual([]);
    expect(reported(role(rule('nodes/proxy', 'get'), 'ClusterRole'), binding(TEAM, 'ClusterRole', 'support', 'ClusterRoleBinding'))).toStrictEqual(['warning ClusterRole support']);
  });

  test('as one that every cluster has, on its binding', () => {
    expect(reported(binding(TEAM, 'ClusterRole', 'edit'))).toStrictEqual(['warning RoleBinding shop/support']);
    expect(reported(binding(TEAM, 'ClusterRole', 'view'))).toStrictEqual([]);
  });
});

describe('a ClusterRole has the rules of those that it aggregates', () => {
  const part = (to: string) => role(PORT_FORWARD, 'ClusterRole', 'part').replace('name: part', `name: part, labels: {${to}: "true"}`);
  const whole = (selects: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: support, labels: {inner: "true"}}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {${selects}: "true"}}]}`;

  test('and the finding is on the one that has the rule', () => {
    expect(reported(part('team'), whole('team'), binding(TEAM, 'ClusterRole'))).toStrictEqual(['warning ClusterRole part']);
    expect(reported(part('team'), whole('other'), binding(TEAM, 'ClusterRole'))).toStrictEqual([]);
    expect(reported(part('team'), whole('team'))).toStrictEqual([]);
  });

  test('through others too, and also where they aggregate themselves', () => {
    const outer = whole('inner').replace('name: support, labels: {inner: "true"}', 'name: outer, labels: {inner: "true"}');
    expect(reported(part('team'), whole('team'), outer, binding(TEAM, 'ClusterRole', 'outer'))).toStrictEqual(['warning ClusterRole part']);
  });

  test.each([['view', ['warning ClusterRole part']], ['edit', []]])('that every cluster has: %s', (name, expected) => {
    expect(reported(part(`rbac.authorization.k8s.io/aggregate-to-${name}`))).toStrictEqual(expected);
  });
});

describe('no ordinary subject is', () => {
  test.each([
    ['a component of Kubernetes', '{kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:kube-scheduler"}'],
    ['a service account of kube-system', '{kind: ServiceAccount, name: app, namespace: kube-system}'],
  ])('%s', (_, subject) => {
    expect(reported(role(PORT_FORWARD), binding(subject))).toStrictEqual([]);
  });

  test('but everybody is', () => {
    expect(reported(role(PORT_FORWARD), binding('{kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:authenticated"}'))).toStrictEqual(['warning Role shop/support']);
  });
});

test('programs elect leaders by Endpoints, and those that do everything everywhere install the cluster', () => {
  expect(reported(role(rule('endpoints', 'create, update')), binding(PROGRAM))).toStrictEqual([]);
  expect(reported(role(PORT_FORWARD), binding(PROGRAM))).toStrictEqual(['warning Role shop/support']);
  const everything = role('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}', 'ClusterRole');
  expect(reported(everything, binding(PROGRAM, 'ClusterRole', 'support', 'ClusterRoleBinding'))).toStrictEqual([]);
});

test('workloads that permit ways in are not concerned, and no verdict changes', () => {
  const report = reportOn([...DB, role(PORT_FORWARD)]);
  expect(verdictOn(report, 'shop/db[Pod]')).toBe('honored');
  expect(findingsOf(reportOn([pod('db', { declares: { intent: 'internal' } }), role(PORT_FORWARD)]), 'EXP-RBAC-PROXY')).toStrictEqual([]);
});
