import { ClusterPolicy } from '../../src/cluster/model';
import { compileClusterPolicy } from '../../src/reachability/compile-cluster-policy';
import { PeerSets } from '../../src/reachability/peer-set';
import { CompiledPolicy } from '../../src/reachability/rule-model';
import { analyze } from './analyzed';

function compile(spec: string, kind = 'AdminNetworkPolicy'): CompiledPolicy | undefined {
  const name = kind === 'AdminNetworkPolicy' ? 'guard' : 'default';
  const { cluster } = analyze([`apiVersion: policy.networking.k8s.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: { subject: { namespaces: {} }, ${spec} }`]);
  return compileClusterPolicy(cluster.clusterPolicies[0] as ClusterPolicy, 'ingress', new PeerSets());
}

const FROM_ALL = 'from: [{ namespaces: {} }]';

describe('a policy of the Admin or Baseline tier', () => {
  test('says nothing about a direction for which it has no rule', () => {
    expect(compile('priority: 5, egress: [{ action: Deny, to: [{ namespaces: {} }] }]')).toBeUndefined();
  });

  test('has its priority, and that of the default policy is after all others', () => {
    expect(compile(`priority: 5, ingress: [{ action: Deny, ${FROM_ALL} }]`)?.priority).toBe(5);
    expect(compile(`ingress: [{ action: Deny, ${FROM_ALL} }]`, 'BaselineAdminNetworkPolicy')?.priority).toBeGreaterThan(1000);
  });

  test('has the same ports on every destination where it gives numbers only, and else any', () => {
    const ports = (list: string): string[] => {
      const resolved = compile(`priority: 5, ingress: [{ action: Allow, ${FROM_ALL}, ports: ${list} }]`)?.rules[0]?.ports.on('unknown');
      return [`${resolved?.certain}`, `${resolved?.possible}`];
    };
    expect(ports('[{ portNumber: { protocol: TCP, port: 80 } }, { portRange: { protocol: UDP, start: 1, end: 9 } }]')).toStrictEqual(['TCP 80 UDP 1-9', 'TCP 80 UDP 1-9']);
    expect(ports('[{ portNumber: { protocol: TCP, port: 80 } }, { namedPort: http }]')).toStrictEqual(['TCP 80', 'all ports']);
  });
});
