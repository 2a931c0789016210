import { Peer } from '../../src/reachability/model';
import { addresses, analyze, certainly, CLOSED, into, namespace, OPEN, peer, pod, policy, shown, workload } from './analyzed';

const MAYBE = { allowed: 'no port', some: 'no port', unknown: 'all ports' };
const PODS = [pod('web'), pod('orders'), pod('db'), pod('report', { namespace: 'ops' }), pod('agent', { namespace: 'ops', spec: ', hostNetwork: true' })];
const DB = '{matchLabels: {app: db}}';

function cilium(name: string, spec: string, kind = 'CiliumNetworkPolicy'): string {
  return `apiVersion: cilium.io/v2\nkind: ${kind}\nmetadata: {name: ${name}${kind === 'CiliumNetworkPolicy' ? ', namespace: shop' : ''}}\nspec: ${spec}`;
}

const clusterwide = (name: string, spec: string): string => cilium(name, spec, 'CiliumClusterwideNetworkPolicy');
const toDb = (rule: string, more = ''): string => cilium('db', `{endpointSelector: ${DB}, ingress: [${rule}]${more}}`);
const ingressEntity: Peer = { kind: 'entity', entity: 'ingress' };

describe('a CiliumNetworkPolicy', () => {
  test('lets in whom its rules allow, and isolates from everybody else', () => {
    const reachability = analyze([...PODS, toDb('{fromEndpoints: [{matchLabels: {app: web}}], toPorts: [{ports: [{port: "5432", protocol: TCP}]}]}')]);
    expect(into(reachability, 'db', 'web')).toStrictEqual(certainly('TCP 5432'));
    expect(into(reachability, 'db', 'orders')).toStrictEqual(CLOSED);
    expect(into(reachability, 'web', 'db')).toStrictEqual(OPEN);
    expect(reachability.isolated(workload(reachability, 'db'), 'ingress')).toBe(true);
    expect(reachability.unevaluated).toStrictEqual([]);
  });

  test('isolates with an empty rule, which allows nobody, and not with an empty list', () => {
    expect(into(analyze([...PODS, toDb('{}')]), 'db', 'web')).toStrictEqual(CLOSED);
    expect(into(analyze([...PODS, toDb('')]), 'db', 'web')).toStrictEqual(OPEN);
  });

  test('adds to what NetworkPolicies allow, and each of them isolates', () => {
    const fromOrders = policy('db', '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: orders}}}]}]}');
    const reachability = analyze([...PODS, fromOrders, toDb('{fromEndpoints: [{matchLabels: {app: web}}]}')]);
    for (const source of ['web', 'orders']) expect(into(reachability, 'db', source)).toStrictEqual(OPEN);
    expect(into(reachability, 'db', 'report')).toStrictEqual(CLOSED);
  });

  test('denies what any policy allows, also where it isolates nobody', () => {
    const denyWeb = cilium('no-web', `{endpointSelector: ${DB}, enableDefaultDeny: {ingress: false}, ingressDeny: [{fromEndpoints: [{matchLabels: {app: web}}]}]}`);
    const everyone = policy('open', '{podSelector: {}, ingress: [{}]}');
    for (const others of [[], [everyone], [toDb('{fromEntities: [all]}')]]) {
      const reachability = analyze([...PODS, ...others, denyWeb]);
      expect([into(reachability, 'db', 'web'), into(reachability, 'db', 'orders')]).toStrictEqual([CLOSED, OPEN]);
    }
  });

  test('names the rule that decides, with its path; policies that only add isolate nobody', () => {
    const adds = cilium('adds', `{endpointSelector: ${DB}, enableDefaultDeny: {ingress: false}, ingress: [{fromEndpoints: [{matchLabels: {app: orders}}]}]}`);
    const reachability = analyze([...PODS, toDb('{fromEndpoints: [{matchLabels: {app: web}}]}', ', ingressDeny: [{fromEntities: [world]}]'), adds]);
    const why = (source: Peer) => reachability.why(workload(reachability, 'db'), 'ingress', source)
      .map(({ policy: by, rule, effect }) => [by?.ref, rule, effect, by?.locate(rule).line !== undefined]);
    expect(why(peer(reachability, 'web'))).toStrictEqual([['CiliumNetworkPolicy shop/db', 'spec.ingress[0]', 'allow', true]]);
    expect(why(addresses('203.0.113.7/32'))).toStrictEqual([['CiliumNetworkPolicy shop/db', 'spec.ingressDeny[0]', 'deny', true]]);
    expect(why(peer(reachability, 'report'))).toStrictEqual([['CiliumNetworkPolicy shop/db', undefined, 'deny', true]]);
  });
});

describe('entities', () => {
  const NODES = { nodeCidrs: ['10.0.0.0/24'] };
  const from = (entities: string, source: string | Peer, cluster = {}): object =>
    into(analyze([...PODS, toDb(`{fromEntities: [${entities}]}`)], cluster), 'db', source);

  test.each([
    ['cluster', 'report', OPEN], ['cluster', 'agent', OPEN], ['world', 'report', CLOSED], ['world', 'agent', CLOSED],
    ['host', 'report', CLOSED], ['host', 'agent', MAYBE], ['remote-node', 'agent', MAYBE], ['host, remote-node', 'agent', OPEN],
    ['kube-apiserver', 'agent', MAYBE], ['ingress', 'web', CLOSED], ['health, init, none', 'web', CLOSED], ['unmanaged', 'web', MAYBE], ['all', 'agent', OPEN],
  ])('%s: what gets in from the workload %s', (entities, source, expected) => {
    expect(from(entities, source)).toStrictEqual(expected);
  });

  test.each([
    ['world', '203.0.113.0/24', OPEN], ['world-ipv4', '9.9.9.0/24', OPEN], ['world-ipv6', '9.9.9.0/24', CLOSED], ['world-ipv6', '2001:db8::/32', OPEN],
    ['cluster', '9.9.9.9/32', CLOSED], ['host', '9.9.9.9/32', CLOSED], ['kube-apiserver', '9.9.9.9/32', CLOSED], ['all', '9.9.9.9/32', OPEN],
    ['host', '10.1.0.1/32', MAYBE], ['cluster', '10.1.0.1/32', MAYBE], ['kube-apiserver', '10.1.0.1/32', MAYBE], ['world', '10.1.0.1/32', OPEN],
  ])('%s: what gets in from %s', (entities, cidr, expected) => {
    expect(from(entities, addresses(cidr))).toStrictEqual(expected);
  });

  test('are nodes where the profile says that nodes have the address', () => {
    expect(from('remote-node, host', addresses('10.0.1.1/32'), NODES)).toStrictEqual(CLOSED);
    expect(from('remote-node, host', addresses('10.0.0.1/32'), NODES)).toStrictEqual(MAYBE);
    expect(from('remote-node, host, world', addresses('10.0.0.1/32'), NODES)).toStrictEqual(OPEN);
    expect(from('world', addresses('10.0.0.1/32'), NODES)).toStrictEqual(MAYBE);
  });

  test('may be the API server at a public address that a rule lets out to', () => {
    const reachability = analyze([...PODS, cilium('web', '{endpointSelector: {matchLabels: {app: web}}, egress: [{toEntities: [kube-apiserver]}]}')]);
    expect(shown(reachability.outOf(workload(reachability, 'web'), addresses('9.9.9.9/32')))).toStrictEqual(MAYBE);
  });

  test('leave open who it is that the network delivers, unless they are everyone', () => {
    expect(from('world', { kind: 'anything' })).toStrictEqual(MAYBE);
    expect(from('none', { kind: 'anything' })).toStrictEqual(CLOSED);
    expect(from('cluster, world', { kind: 'anything' })).toStrictEqual(OPEN);
  });

  test('tell the proxy of Cilium from pods and addresses: only they, and rules for everyone, let it in', () => {
    for (const entities of ['ingress', 'cluster', 'all']) expect(from(entities, ingressEntity)).toStrictEqual(OPEN);
    expect(from('world, host', ingressEntity)).toStrictEqual(CLOSED);
    const plain = (rule: string): object => into(analyze([...PODS, policy('db', `{podSelector: {matchLabels: {app: db}}, ingress: [${rule}]}`)]), 'db', ingressEntity);
    expect(plain('{from: [{namespaceSelector: {}}, {ipBlock: {cidr: 0.0.0.0/0}}]}')).toStrictEqual(CLOSED);
    expect(plain('{}')).toStrictEqual(OPEN);
  });
});

describe('CIDRs of Cilium', () => {
  test('mean addresses outside, never pods, and nodes only if the agent says so', () => {
    const reachability = analyze([...PODS, pod('cache', { status: '10.244.0.7' }), toDb('{fromCIDR: [10.0.0.0/8]}')], { nodeCidrs: ['10.0.0.0/24'] });
    expect(into(reachability, 'db', addresses('10.9.0.0/16'))).toStrictEqual(OPEN);
    expect(into(reachability, 'db', addresses('11.0.0.0/8'))).toStrictEqual(CLOSED);
    for (const source of ['cache', 'web']) expect(into(reachability, 'db', source)).toStrictEqual(CLOSED);
    for (const source of ['agent', addresses('10.0.0.7/32')]) expect(into(reachability, 'db', source)).toStrictEqual(MAYBE);
    expect(reachability.into(workload(reachability, 'db'), addresses('10.0.0.7/32')).assumptions[0]).toContain('policy-cidr-match-mode');
  });
});

describe('what is not evaluated of Cilium', () => {
  const assumptions = (documents: readonly string[]): readonly string[] => {
    const reachability = analyze(documents);
    expect(into(reachability, 'db', 'web')).toStrictEqual(MAYBE);
    return reachability.into(workload(reachability, 'db'), peer(reachability, 'web')).assumptions;
  };

  test('makes verdicts on the pods that it selects unknown, and says why', () => {
    const l7 = toDb('{toPorts: [{ports: [{port: "80"}], rules: {http: [{method: GET}]}}]}');
    expect(assumptions([...PODS, l7])[0]).toBe('what CiliumNetworkPolicy shop/db allows or denies: spec.ingress[0].toPorts[0].rules is not evaluated');
  });

  test('are policies beside those of policy.networking.k8s.io, and those about namespaces that nobody declares', () => {
    const admin = 'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: first}\n'
      + 'spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]}';
    expect(assumptions([...PODS, admin, toDb('{fromEntities: [all]}')])[0]).toContain('how Cilium orders it beside AdminNetworkPolicy first is not known');
    const team = clusterwide('team', '{endpointSelector: {matchLabels: {io.cilium.k8s.namespace.labels.team: sales}}, ingress: [{fromEntities: [all]}]}');
    expect(assumptions([...PODS, team])[0]).toContain('whether it selects pods of namespace');
    expect(into(analyze([...PODS, namespace('shop', '{team: sales}'), namespace('ops'), team]), 'db', 'web')).toStrictEqual(OPEN);
  });
});
