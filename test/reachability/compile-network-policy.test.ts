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

  test('means its own namespace where a peer names none, and every pod where it selects none', () => {
    const meant = (peers: string): string[] | undefined => firstRule(`{ from: ${peers} }`).peers?.map((peer) => (peer.kind === 'pods' ? `${peer.namespaces} ${peer.pods}` : peer.kind));
    expect(meant('[{ podSelector: { matchLabels: { app: web } } }]')).toStrictEqual(['shop app=web']);
    expect(meant('[{ namespaceSelector: { matchLabels: { team: ops } } }]')).toStrictEqual(['team=ops ']);
    expect(meant('[{ namespaceSelector: { matchLabels: { team: ops } }, podSelector: { matchLabels: { app: web } } }]')).toStrictEqual(['team=ops app=web']);
  });

  test('has the same ports on every destination where it gives numbers only', () => {
    const ports = (list: string): string[] => {
      const { certain, possible } = firstRule(`{ ports: ${list} }`).ports.on('unknown');
      return [`${certain}`, `${possible}`];
    };
    expect(ports('[{ port: 80 }]')).toStrictEqual(['TCP 80', 'TCP 80']);
    expect(ports('[{ port: 443 }, { port: 8000, endPort: 8080 }]')).toStrictEqual(['TCP 443,8000-8080', 'TCP 443,8000-8080']);
    expect(ports('[{ protocol: UDP }]')).toStrictEqual(['UDP 1-65535', 'UDP 1-65535']);
    expect(ports('[]')).toStrictEqual(['all ports', 'all ports']);
  });

  test('may open any port of the protocol on a pod of which nobody knows what it calls so', () => {
    const { certain, possible } = firstRule('{ ports: [{ port: 80 }, { port: dns, protocol: UDP }] }').ports.on('unknown');
    expect([`${certain}`, `${possible}`]).toStrictEqual(['TCP 80', 'TCP 80 UDP 1-65535']);
  });
});
