import { findingsOf, pod, policy, reportOn, service } from './shop';

const DB_ONLY = [service('db'), policy('db', '')];

const operator = (rules: string, kind = 'ClusterRole', namespace = 'ops'): readonly string[] => [
  pod('operator', { namespace, spec: 'serviceAccountName: operator' }),
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: operator${kind === 'Role' ? `, namespace: ${namespace}` : ''}}\nrules: [${rules}]`,
  `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}Binding
metadata: {name: operator${kind === 'Role' ? `, namespace: ${namespace}` : ''}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: operator}
subjects: [{kind: ServiceAccount, name: operator, namespace: ${namespace}}]`,
];
const MAKES_SETS = '{apiGroups: [apps], resources: [statefulsets], verbs: [create, get]}';

const severities = (documents: readonly string[]): readonly string[] => {
  const report = reportOn([...DB_ONLY, ...documents]);
  return ['SVC-SELECTOR', 'NP-WRONG-NAMESPACE'].flatMap((rule) => findingsOf(report, rule)).filter(({ object }) => object.endsWith('/db')).map(({ severity }) => severity);
};

const custom = (group: string, name: string, labels = '{}') => `apiVersion: ${group}/v1\nkind: Cluster\nmetadata: {name: ${name}, namespace: shop, labels: ${labels}}\nspec: {instances: 3}`;

describe('a selector that selects nothing', () => {
  test('is an error', () => {
    expect(severities([])).toStrictEqual(['error', 'error']);
  });

  test.each([
    ['a program that may create workloads everywhere', operator(MAKES_SETS)],
    ['a program that may do everything', operator('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}')],
    ['a program of its namespace that may create pods', operator('{apiGroups: [""], resources: [pods], verbs: ["*"]}', 'Role', 'shop')],
    ['a custom resource with the same labels', [custom('databases.shop.example', 'orders', '{app: db}')]],
  ])('is a warning beside %s', (_, documents) => {
    expect(severities(documents)).toStrictEqual(['warning', 'warning']);
  });

  test.each([
    ['may only read workloads', operator('{apiGroups: [apps], resources: [statefulsets], verbs: [get, list]}')],
    ['makes pods in another namespace', operator(MAKES_SETS, 'Role')],
    ['is no program of the manifests', operator(MAKES_SETS).slice(1)],
  ])('is an error beside a role that %s', (_, documents) => {
    expect(severities(documents)).toStrictEqual(['error', 'error']);
  });

  test('is an error beside a custom resource of another name', () => {
    expect(severities([custom('databases.shop.example', 'db')])).toStrictEqual(['error', 'error']);
  });

  test('is a warning where a custom resource has its name as the value of a label of its own domain', () => {
    const labelled = service('db').replace('app: db', 'databases.shop.example/cluster: orders');
    expect(findingsOf(reportOn([labelled, custom('v2.databases.shop.example', 'orders')]), 'SVC-SELECTOR').map(({ severity }) => severity)).toStrictEqual(['warning']);
    expect(findingsOf(reportOn([labelled, custom('shop.example', 'orders')]), 'SVC-SELECTOR').map(({ severity }) => severity)).toStrictEqual(['error']);
  });
});
