import { NetworkPolicy } from '../../src/cluster/model';
import { compileNetworkPolicy } from '../../src/reachability/compile-network-policy';
import { PeerSets } from '../../src/reachability/peer-set';
import { CompiledRule } from '../../src/reachability/rule-model';
import { analyze, policy } from './analyzed';

function read(spec: string): NetworkPolicy {
  return analyze([policy('db', spec)]).cluster.networkPolicies[0] as NetworkPolicy;
}

function firstRule(rule: string, sets = new PeerSets()): CompiledRule {
  return compileNetworkPolicy(read(`{ podSelector: {}, ingress: [${rule}] }`), 'ingress', sets)?.rules[0] as CompiledRule;
}

describe('a NetworkPolicy', () => {
  test('says nothing about a direction in which it does not isolate, whatever rules it has', () => {
    const egressOnly = read('{ podSelector: {}, policyTypes: [Egress], ingress: [{}] }');
    expect(compileNetworkPolicy(egressOnly, 'ingress', new PeerSets())).toBeUndefined();
    expect(compileNetworkPolicy(egressOnly, 'egress', new PeerSets())?.rules).toStrictEqual([]);
  });

  test('has one peer for each item, one for all blocks together, and none for blocks that it does not have', () => {
    const kinds = (rule: string): string[] | undefined => firstRule(rule).peers?.map(({ kind }) => kind);
    expect(kinds('{ from: [{ podSelector: {} }] }')).toStrictEqual(['pods']);
    expect(kinds('{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }, { podSelector: {} }, { ipBlock: { cidr: 192.0.2.0/24 } }] }')).toStrictEqual(['pods', 'addresses']);
    expect(kinds('{}')).toBeUndefined();
  });

  test('means its own namespace where a peer names none', () => {
    expect(firstRule('{ from: [{ podSelector: {} }] }').peers).toMatchObject([{ namespaces: 'shop' }]);
  });

  test('has the same ports on every destination where it gives numbers only', () => {
    for (const ports of ['[{ port: 80 }]', '[{ port: 80 }, { port: 443 }]', '[{ port: 8000, endPort: 8080 }]', '[{ protocol: UDP }]', '[]']) {
      const { certain, possible } = firstRule(`{ ports: ${ports} }`).ports.on('unknown');
      expect(`${possible}`).toBe(`${certain}`);
    }
  });

  test('may open any port of the protocol on a pod of which nobody knows what it calls so', () => {
    const { certain, possible } = firstRule('{ ports: [{ port: 80 }, { port: dns, protocol: UDP }] }').ports.on('unknown');
    expect([`${certain}`, `${possible}`]).toStrictEqual(['TCP 80', 'TCP 80 UDP 1-65535']);
  });
});
