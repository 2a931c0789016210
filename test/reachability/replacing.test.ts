import { ReplaceablePolicy } from '../../src/cluster/replace-policy';
import { Reachability } from '../../src/reachability/model';
import { PolicyTable } from '../../src/reachability/policies';
import { analyze, CLOSED, DENY_ALL, into, namespace, OPEN, pod, policy } from './analyzed';

const PODS = [namespace('ops', '{ team: platform }'), namespace('shop', '{ team: sales }'), pod('db', { labels: '{ app: db, role: primary }' }), pod('web')];
const MAYBE = { allowed: 'no port', some: 'no port', unknown: 'all ports' };
const CLOSED_DB = policy('db', '{ podSelector: { matchLabels: { app: db } } }');
const admin = (name: string, priority: number, action: string): string =>
  `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: ${name} }
spec: { priority: ${priority}, subject: { namespaces: {} }, ingress: [{ action: ${action}, from: [{ namespaces: {} }] }] }`;
const CILIUM = `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: web, namespace: shop }
spec: { endpointSelector: { matchLabels: { app: web } }, ingress: [{ fromEntities: [cluster] }] }`;

/** The policy that some YAML is, read with the pods of the cluster. */
function read(yaml: string): ReplaceablePolicy {
  const { networkPolicies, clusterPolicies } = analyze([...PODS, yaml]).cluster;
  return (networkPolicies[0] ?? clusterPolicies[0]) as ReplaceablePolicy;
}

/** The policy of that name. */
function policyOf({ cluster: { networkPolicies, clusterPolicies } }: Reachability, name: string): ReplaceablePolicy {
  return [...networkPolicies, ...clusterPolicies].find(({ metadata }) => metadata.name === name) as ReplaceablePolicy;
}

interface Replaced {
  /** What gets from `web` into `db` then. */
  readonly passes: object;
  /** Whether the rules of all pods were worked out again. */
  readonly isNew: boolean;
}

/** A cluster with another policy in place of the one of that name; either may be absent. */
function replace(policies: readonly string[], before: string | undefined, after: string | undefined): Replaced {
  const reachability = analyze([...PODS, ...policies]);
  const replacement = { ...(before !== undefined && { before: policyOf(reachability, before) }), ...(after !== undefined && { after: read(after) }) };
  const table = jest.spyOn(PolicyTable, 'of');
  try {
    const passes = into(reachability.replacing(replacement), 'db', 'web');
    return { passes, isNew: table.mock.calls.length > 0 };
  } finally {
    table.mockRestore();
  }
}

describe('only the rules of pods that a policy is about are worked out again', () => {
  test.each<[string, readonly string[], string | undefined, string | undefined, object]>([
    ['where a NetworkPolicy goes', [CLOSED_DB], 'db', undefined, OPEN],
    ['where a NetworkPolicy comes', [policy('other', '{ podSelector: { matchLabels: { app: web } } }')], undefined, CLOSED_DB, CLOSED],
    ['where a NetworkPolicy takes the place of another', [CLOSED_DB], 'db', policy('db', '{ podSelector: { matchLabels: { app: db } }, ingress: [{}] }'), OPEN],
    ['where a NetworkPolicy comes beside policies of Cilium', [CILIUM], undefined, DENY_ALL, CLOSED],
    ['where a NetworkPolicy comes to a namespace without pods', [], undefined, policy('deny', '{ podSelector: {} }', 'ops'), OPEN],
    ['where a policy of the Admin tier goes', [admin('deny-all', 1, 'Deny')], 'deny-all', undefined, OPEN],
    ['where a policy of the Admin tier comes', [admin('allow-all', 2, 'Allow')], undefined, admin('deny-all', 1, 'Deny'), CLOSED],
    ['where a policy of the Admin tier takes the place of another', [admin('deny-all', 1, 'Deny'), CLOSED_DB], 'deny-all', admin('allow-all', 1, 'Allow'), OPEN],
  ])('%s', (_, policies, before, after, passes) => {
    expect(replace(policies, before, after)).toStrictEqual({ passes, isNew: false });
  });
});

describe('the rules of all pods are worked out again', () => {
  test.each<[string, readonly string[], string | undefined, string | undefined, object]>([
    ['where a policy looks at labels that no other does', [], undefined, policy('db', '{ podSelector: { matchLabels: { role: primary } } }'), CLOSED],
    ['where a policy takes the place of one of another kind', [admin('deny-all', 1, 'Deny')], 'deny-all', policy('open', '{ podSelector: {}, ingress: [{}] }'), OPEN],
    ['where a policy of the Admin tier takes the place of a NetworkPolicy', [CLOSED_DB], 'db', admin('allow-all', 1, 'Allow'), OPEN],
    ['where a policy of the Admin tier comes beside policies of Cilium', [CILIUM], undefined, admin('deny-all', 1, 'Deny'), MAYBE],
    ['where a policy comes to a namespace that there was not', [], undefined, policy('deny', '{ podSelector: {} }', 'legacy'), OPEN],
    ['where a policy goes to a namespace that there was not', [CLOSED_DB], 'db', policy('db', '{ podSelector: {} }', 'legacy'), OPEN],
  ])('%s', (_, policies, before, after, passes) => {
    expect(replace(policies, before, after)).toStrictEqual({ passes, isNew: true });
  });
});
