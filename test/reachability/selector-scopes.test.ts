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
