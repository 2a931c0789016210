import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { readYaml } from '../../src/manifest/read';
import { OverlayScope } from '../../src/reachability/overlay-scope';
import { antreaScope, podSelectorScope, subjectScope } from '../../src/reachability/selector-scopes';
import { analyze, CLOSED, into, namespace, pod, policy } from './analyzed';

const UNKNOWN = { allowed: 'no port', some: 'no port', unknown: 'all ports' };
const EQUAL = '{matchLabels: {app: db}}';
const OTHER = '{matchLabels: {app: orders}}';
const PODS = [namespace('shop', '{ team: shop }'), pod('web'), pod('db'), policy('isolate', '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress] }')];

/** What of web's connections to db, whose ingress NetworkPolicies block, a policy of another kind leaves open. */
function beside(apiVersion: string, kind: string, spec: string): object {
  const where = /^(?:Cluster|Global|Admin)/.test(kind) ? '' : ', namespace: shop';
  return into(analyze([...PODS, `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: guard${where} }\nspec: ${spec}\n`]), 'db', 'web');
}

describe('a policy that is not evaluated leaves open what it may have a say in', () => {
  test.each([
    ['projectcalico.org/v3', 'NetworkPolicy', '{selector: "app == \'db\'", ingress: [{action: Allow}]}'],
    ['projectcalico.org/v3', 'NetworkPolicy', '{ingress: [{action: Allow}]}'],
    ['projectcalico.org/v3', 'NetworkPolicy', '{selector: "app == \'orders\' || app == \'db\'", ingress: []}'],
    ['projectcalico.org/v3', 'NetworkPolicy', '{selector: "!(app == \'orders\')", types: [Ingress]}'],
    ['projectcalico.org/v3', 'NetworkPolicy', '{selector: "app in {\'orders\', \'db\'} && has(app) && !has(tier) && app != \'web\'"}'],
    ['projectcalico.org/v3', 'GlobalNetworkPolicy', '{selector: all(), namespaceSelector: "team == \'shop\'", types: [Ingress, Egress]}'],
    ['projectcalico.org/v3', 'GlobalNetworkPolicy', '{selector: "projectcalico.org/namespace == \'shop\'"}'],
    ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', `{appliedTo: [{podSelector: ${OTHER}}, {podSelector: ${EQUAL}}], ingress: [{action: Allow}]}`],
    ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', '{appliedTo: [{group: databases}], ingress: [{action: Allow}]}'],
    ['crd.antrea.io/v1beta1', 'NetworkPolicy', `{ingress: [{action: Allow, appliedTo: [{podSelector: ${EQUAL}}]}]}`],
    ['crd.antrea.io/v1beta1', 'NetworkPolicy', '{}'],
    ['networking.k8s.aws/v1alpha1', 'ClusterNetworkPolicy', '{tier: Admin, priority: 1, subject: {namespaces: {matchLabels: {team: shop}}}, ingress: []}'],
    ['networking.k8s.aws/v1alpha1', 'ClusterNetworkPolicy', `{subject: {pods: {namespaceSelector: {}, podSelector: ${EQUAL}}}, ingress: []}`],
    ['networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', `{podSelector: ${EQUAL}, policyTypes: [Ingress]}`],
    ['policy.networking.k8s.io/v1beta9', 'ClusterNetworkPolicy', '{subject: {}, rules: []}'],
  ])('%s %s %s', (apiVersion, kind, spec) => {
    expect(beside(apiVersion, kind, spec)).toStrictEqual(UNKNOWN);
  });
});

describe('a policy that is not evaluated, of other pods or the other direction, changes nothing', () => {
  test.each([
    ['projectcalico.org/v3', 'NetworkPolicy', '{selector: "app == \'orders\'", ingress: [{action: Allow}]}'],
    ['projectcalico.org/v3', 'NetworkPolicy', '{selector: "app == \'db\'", egress: [{action: Allow}]}'],
    ['projectcalico.org/v3', 'NetworkPolicy', '{selector: "app == \'db\'", types: [Egress], ingress: [{action: Allow}]}'],
    ['projectcalico.org/v3', 'NetworkPolicy', '{selector: "app in {\'orders\', \'web\'} && app != \'db\'"}'],
    ['projectcalico.org/v3', 'NetworkPolicy', '{selector: has(tier)}'],
    ['projectcalico.org/v3', 'NetworkPolicy', '{selector: "!has(app)"}'],
    ['projectcalico.org/v3', 'GlobalNetworkPolicy', '{namespaceSelector: "team == \'ops\'", types: [Ingress]}'],
    ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', `{appliedTo: [{podSelector: ${OTHER}}], ingress: [{action: Allow}]}`],
    ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', '{appliedTo: [{namespaceSelector: {matchLabels: {team: ops}}}], ingress: [{action: Allow}]}'],
    ['crd.antrea.io/v1beta1', 'NetworkPolicy', `{ingress: [{action: Allow, appliedTo: [{podSelector: ${OTHER}}]}], egress: [{action: Drop, appliedTo: [{podSelector: ${EQUAL}}]}]}`],
    ['networking.k8s.aws/v1alpha1', 'ClusterNetworkPolicy', '{subject: {namespaces: {matchLabels: {team: ops}}}, ingress: []}'],
    ['networking.k8s.aws/v1alpha1', 'ClusterNetworkPolicy', `{subject: {pods: {namespaceSelector: {}, podSelector: ${EQUAL}}}, egress: []}`],
    ['networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', '{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [db]}]}, policyTypes: [Ingress]}'],
    ['networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', `{podSelector: ${EQUAL}, policyTypes: [Egress]}`],
  ])('%s %s %s', (apiVersion, kind, spec) => {
    expect(beside(apiVersion, kind, spec)).toStrictEqual(CLOSED);
  });
});

/** What one of the readers makes of a policy: pods, namespaces and directions of each part. */
function parts(scopeOf: (object: KubernetesObject) => OverlayScope, spec: string): string[] {
  const [object] = readYaml(`apiVersion: networking.k8s.aws/v1alpha1\nkind: ClusterNetworkPolicy\nmetadata: {name: guard}\n${spec}`, 'shop.yaml').objects;
  return scopeOf(object!).parts.map(({ pods, namespaces = '(all)', directions }) => [pods, namespaces, directions.join('+')].join(' | '));
}

const NO_SPEC = ['', 'spec: null', 'spec: [{ingress: []}]', 'spec: ingress'];

describe('the subject of a ClusterNetworkPolicy', () => {
  test('is everything where it is not written, or in no form that is known', () => {
    for (const spec of [...NO_SPEC, 'spec: {subject: all}', 'spec: {subject: {}}', 'spec: {subject: {pods: all, namespaces: shop}}']) {
      expect(parts(subjectScope, spec)).toStrictEqual([' |  | ingress+egress']);
    }
  });

  test('is namespaces, or pods of namespaces, in the directions that have rules', () => {
    expect(parts(subjectScope, 'spec: {subject: {namespaces: {matchLabels: {team: shop}}}, egress: []}')).toStrictEqual([' | team=shop | egress']);
    expect(parts(subjectScope, `spec: {subject: {pods: {namespaceSelector: {matchLabels: {team: shop}}, podSelector: ${EQUAL}}}, ingress: []}`))
      .toStrictEqual(['app=db | team=shop | ingress']);
  });
});

describe('a policy with podSelector', () => {
  test.each([
    [`{podSelector: ${EQUAL}, policyTypes: [egress]}`, 'app=db | (all) | egress'],
    [`{podSelector: ${EQUAL}, policyTypes: [Egress, 5, INGRESS]}`, 'app=db | (all) | ingress+egress'],
    [`{podSelector: ${EQUAL}, policyTypes: []}`, 'app=db | (all) | ingress+egress'],
    [`{podSelector: ${EQUAL}, policyTypes: Egress}`, 'app=db | (all) | ingress+egress'],
    [`{podSelector: ${EQUAL}}`, 'app=db | (all) | ingress+egress'],
    ['{policyTypes: [Ingress]}', ' | (all) | ingress'],
  ])('%s', (spec, part) => {
    expect(parts(podSelectorScope, `spec: ${spec}`)).toStrictEqual([part]);
  });

  test('is about every pod where it has no spec', () => {
    for (const spec of NO_SPEC) expect(parts(podSelectorScope, spec)).toStrictEqual([' | (all) | ingress+egress']);
  });
});

describe('what a policy of Antrea is applied to', () => {
  test.each([
    ['several items', `{appliedTo: [{podSelector: ${EQUAL}}, {namespaceSelector: {matchLabels: {team: shop}}}], ingress: []}`,
      ['app=db |  | ingress', ' | team=shop | ingress']],
    ['a group, which may be every pod', `{appliedTo: [{podSelector: ${EQUAL}, group: databases}], egress: []}`, [' | (all) | egress']],
    ['an item that is no object', '{appliedTo: [db], egress: []}', [' | (all) | egress']],
    ['items of its rules, each in the direction of the rule', `{ingress: [{appliedTo: [{podSelector: ${EQUAL}}]}, {}, rule], egress: [{appliedTo: [{podSelector: ${OTHER}}, {service: {name: db}}]}]}`,
      ['app=db |  | ingress', 'app=orders |  | egress', ' | (all) | egress']],
    ['items of the policy, if it has some, and not those of its rules', `{appliedTo: [{podSelector: ${EQUAL}}], ingress: [{appliedTo: [{podSelector: ${OTHER}}]}]}`, ['app=db |  | ingress']],
    ['everything where nothing is written', '{ingress: [{}], appliedTo: []}', [' |  | ingress']],
    ['everything where it is no list', '{ingress: {appliedTo: []}, appliedTo: all}', [' |  | ingress']],
  ])('is %s', (_, spec, expected) => {
    expect(parts(antreaScope, `spec: ${spec}`)).toStrictEqual(expected);
  });

  test('is everything where there is no spec', () => {
    for (const spec of NO_SPEC) expect(parts(antreaScope, spec)).toStrictEqual([' |  | ingress+egress']);
  });
});
