import { Cluster, Namespace } from '../../src/cluster/model';
import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { LabelSelector, SelectorExpression } from '../../src/network/label-selector';
import { CiliumSet, ciliumSets, ciliumSetsIn, isCiliumPolicy, onlyNamespace, whyNotEvaluated } from '../../src/reachability/cilium-policies';
import { analyze, namespace, pod } from './analyzed';

const own = (name: string, of = 'shop', more = ''): string =>
  `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: ${name}, namespace: ${of}}\nspec: {endpointSelector: {}, ingress: [{fromEntities: [host]${more}}]}`;
const clusterwide = (name: string, labels = ''): string =>
  `apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {name: ${name}}\nspec: {endpointSelector: {matchLabels: {${labels}}}, ingress: [{}]}`;
const ofTeam = (team: string): string => `io.cilium.k8s.namespace.labels.team: ${team}`;
const HTTP_ONLY = ', toPorts: [{ports: [{port: "80"}], rules: {http: [{method: GET}]}}]';

const clusterOf = (...documents: string[]): Cluster => analyze(documents).cluster;
const names = (sets: readonly CiliumSet[]): readonly string[] => sets.map(({ policy }) => policy.metadata.name);
const namesIn = (cluster: Cluster, name: string): readonly string[] => names(ciliumSetsIn(cluster, cluster.namespaces.get(name) as Namespace));
const why = (cluster: Cluster): readonly (string | undefined)[] => cluster.ciliumPolicies.map((policy) => whyNotEvaluated(cluster, policy));

afterEach(() => jest.restoreAllMocks());

describe('sets of rules of Cilium', () => {
  const someCluster = (): Cluster => clusterOf(namespace('shop', '{team: sales}'), namespace('ops'), pod('web'), pod('agent', { namespace: 'ops' }),
    own('db'), own('web'), own('agent', 'ops'), own('calls', 'shop', HTTP_ONLY), clusterwide('everyone'), clusterwide('sales', ofTeam('sales')), clusterwide('platform', ofTeam('platform')));

  test('are those of policies that are evaluated', () => {
    expect([...names(ciliumSets(someCluster()))].sort()).toStrictEqual(['agent', 'db', 'everyone', 'platform', 'sales', 'web']);
  });

  test('of one namespace are its own and those about namespaces that match', () => {
    const cluster = someCluster();
    expect(namesIn(cluster, 'shop')).toStrictEqual(['db', 'web', 'everyone', 'sales']);
    expect(namesIn(cluster, 'ops')).toStrictEqual(['agent', 'everyone']);
  });

  test('of a namespace without a policy of its own are those about namespaces that match', () => {
    const cluster = someCluster();
    expect(names(ciliumSetsIn(cluster, { name: 'new', labels: { team: 'platform' }, declared: true }))).toStrictEqual(['everyone', 'platform']);
  });

  test('are found once for a cluster', () => {
    const cluster = someCluster();
    expect(ciliumSets(cluster)).toBe(ciliumSets(cluster));
  });
});

describe('a selector of namespaces means one by its name', () => {
  const KEY = 'kubernetes.io/metadata.name';
  const meant = (...expressions: SelectorExpression[]): string | undefined => onlyNamespace(LabelSelector.of({}, expressions));

  test('where that is all that it asks for', () => {
    expect(meant({ key: KEY, operator: 'In', values: ['shop'] })).toBe('shop');
  });

  test.each<[string, SelectorExpression[]]>([
    ['everything', []],
    ['several names', [{ key: KEY, operator: 'In', values: ['ops', 'shop'] }]],
    ['all but one', [{ key: KEY, operator: 'NotIn', values: ['shop'] }]],
    ['any name', [{ key: KEY, operator: 'Exists' }]],
    ['another label', [{ key: 'team', operator: 'In', values: ['shop'] }]],
    ['a name and a label', [{ key: KEY, operator: 'In', values: ['shop'] }, { key: 'team', operator: 'Exists' }]],
  ])('and not with %s', (_, expressions) => {
    expect(meant(...expressions)).toBeUndefined();
  });
});

test('policies of Cilium are of its two kinds, of a version that is read', () => {
  const object = (kind: string, group = 'cilium.io', spec: unknown = {}): KubernetesObject => ({ group, kind, spec }) as KubernetesObject;
  expect(['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'].map((kind) => isCiliumPolicy(object(kind)))).toStrictEqual([true, true]);
  const others = ['CiliumEnvoyConfig', 'CiliumNetworkPolicyList', 'OldCiliumNetworkPolicy', 'CiliumNamespacedNetworkPolicy'].map((kind) => object(kind));
  const unread = { group: 'cilium.io', kind: 'CiliumNetworkPolicy', spec: undefined } as unknown as KubernetesObject;
  expect([...others, object('CiliumNetworkPolicy', 'example.com'), unread].filter(isCiliumPolicy)).toStrictEqual([]);
});

describe('a policy of Cilium', () => {
  const beside = (kind: string, version: string, spec: string): Cluster =>
    clusterOf(pod('db'), own('db'), `apiVersion: policy.networking.k8s.io/${version}\nkind: ${kind}\nmetadata: {name: default}\nspec: ${spec}`);
  const RULES = 'ingress: [{action: Deny, from: [{namespaces: {}}]}]';

  test('is evaluated where nothing is in the way', () => {
    expect(why(clusterOf(namespace('shop'), pod('db'), own('db'), clusterwide('sales', ofTeam('sales'))))).toStrictEqual([undefined, undefined]);
  });

  test('is not where it has a field that is not', () => {
    expect(why(clusterOf(pod('db'), own('db', 'shop', HTTP_ONLY)))).toStrictEqual(['spec.ingress[0].toPorts[0].rules is not evaluated']);
  });

  test.each([
    ['AdminNetworkPolicy', 'v1alpha1', `{priority: 1, subject: {namespaces: {}}, ${RULES}}`],
    ['BaselineAdminNetworkPolicy', 'v1alpha1', `{subject: {namespaces: {}}, ${RULES}}`],
    ['ClusterNetworkPolicy', 'v1alpha2', `{tier: Admin, priority: 1, subject: {namespaces: {}}, ${RULES}}`],
  ])('is not beside an object of kind %s', (kind, version, spec) => {
    expect(why(beside(kind, version, spec))).toStrictEqual([`how Cilium orders it beside ${kind} default is not known`]);
  });

  test('is not where it may be about a namespace that nobody declares', () => {
    const cluster = clusterOf(namespace('shop'), pod('web'), pod('agent', { namespace: 'ops' }), clusterwide('sales', ofTeam('sales')));
    expect(why(cluster)).toStrictEqual(['whether it selects pods of namespace ops, which the manifests do not declare, is not known']);
    expect(ciliumSets(cluster)).toStrictEqual([]);
  });

  test('asks no namespace for its labels where it means one by name, or all', () => {
    const cluster = clusterOf(pod('db'), pod('agent', { namespace: 'ops' }), own('db'), clusterwide('everyone'));
    const asked = jest.spyOn(LabelSelector.prototype, 'mayMatch');
    expect(why(cluster)).toStrictEqual([undefined, undefined]);
    expect(asked).not.toHaveBeenCalled();
  });
});

