import { addresses, analyze, certainly, CLOSED, DENY_ALL, from, into, namespace, OPEN, peer, pod, policy, shown, workload } from './analyzed';

interface Options {
  readonly name?: string;
  readonly tier?: string;
  readonly priority?: number;
  readonly subject?: string;
}

function cluster(rules: string, { name = 'guard', tier = 'Admin', priority = 10, subject = '{ namespaces: {} }' }: Options = {}): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: ${name} }\nspec: { tier: ${tier}, priority: ${priority}, subject: ${subject}, ${rules} }`;
}

const ANYONE = '[{ namespaces: {} }]';
const HTTP = '[{ tcp: { destinationPort: { number: 80 } } }]';
const ingress = (action: string, peers = ANYONE, protocols = ''): string => `ingress: [{ action: ${action}, from: ${peers}${protocols && `, protocols: ${protocols}`} }]`;
const egress = (action: string, peers: string, protocols = ''): string => `egress: [{ action: ${action}, to: ${peers}${protocols && `, protocols: ${protocols}`} }]`;
const ALL_BUT_HTTP = certainly('TCP 1-79,81-65535 UDP 1-65535 SCTP 1-65535');
const SHOP = namespace('shop', '{ team: sales }');
const webToDb = (...documents: string[]): object => into(analyze([SHOP, pod('web'), pod('db'), ...documents]), 'db', 'web');

describe('the Admin tier', () => {
  test('accepts what NetworkPolicies block', () => {
    expect(webToDb(DENY_ALL, cluster(`${ingress('Accept')}, ${egress('Accept', ANYONE)}`))).toStrictEqual(OPEN);
  });

  test('denies what NetworkPolicies let through', () => {
    expect(webToDb(from('[{ podSelector: {} }]'), cluster(ingress('Deny', ANYONE, HTTP)))).toStrictEqual(ALL_BUT_HTTP);
  });

  test('passes what it leaves to NetworkPolicies, past later rules of its own', () => {
    const rules = `ingress: [{ action: Pass, from: ${ANYONE}, protocols: ${HTTP} }, { action: Deny, from: ${ANYONE} }]`;
    expect(webToDb(cluster(rules))).toStrictEqual(certainly('TCP 80'));
    expect(webToDb(cluster(rules), from('[]'))).toStrictEqual(certainly('TCP 80'));
    expect(webToDb(cluster(rules), DENY_ALL)).toStrictEqual(CLOSED);
  });

  test('asks the policy with the lower priority first, whatever its name', () => {
    const accept = cluster(ingress('Accept', ANYONE, HTTP), { name: 'z', priority: 1 });
    const deny = cluster(ingress('Deny'), { name: 'a', priority: 2 });
    expect(webToDb(deny, accept)).toStrictEqual(certainly('TCP 80'));
  });

  test('does not isolate: what no rule matches is left to the tiers below', () => {
    const rules = cluster(ingress('Accept', '[{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: admin } } } }]'));
    expect(webToDb(rules)).toStrictEqual(OPEN);
    expect(webToDb(rules, DENY_ALL)).toStrictEqual(CLOSED);
  });

  test('is about the pods of its subject only', () => {
    const subject = '{ pods: { namespaceSelector: { matchLabels: { team: sales } }, podSelector: { matchLabels: { app: db } } } }';
    const reachability = analyze([SHOP, pod('web'), pod('db'), cluster(ingress('Deny'), { subject })]);
    expect([into(reachability, 'db', 'web'), into(reachability, 'web', 'db')]).toStrictEqual([CLOSED, OPEN]);
  });

  test('never selects pods on the network of their node, as subject or as peer', () => {
    const documents = [SHOP, pod('web'), pod('agent', { spec: ', hostNetwork: true' }), cluster(`${ingress('Deny')}, ${egress('Deny', ANYONE)}`)];
    const reachability = analyze(documents);
    expect([into(reachability, 'agent', 'web'), into(reachability, 'web', 'agent')]).toStrictEqual([OPEN, OPEN]);
  });
});

describe('policies of the same priority', () => {
  const accept = cluster(ingress('Accept', ANYONE, HTTP), { name: 'a' });

  test('make unknown what they disagree about, and nothing else', () => {
    const reachability = analyze([SHOP, pod('web'), pod('db'), accept, cluster(ingress('Deny'), { name: 'b' })]);
    expect(into(reachability, 'db', 'web')).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'TCP 80' });
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'web')).assumptions).toStrictEqual([
      'which of ClusterNetworkPolicy a and ClusterNetworkPolicy b the network plugin applies: they have the same priority and say different things',
    ]);
  });

  test('are certain where they agree, and where nothing is left to decide', () => {
    expect(webToDb(DENY_ALL, cluster(egress('Accept', ANYONE)), accept, cluster(ingress('Accept'), { name: 'b' }))).toStrictEqual(OPEN);
    expect(webToDb(accept, cluster(ingress('Deny'), { name: 'b' }), cluster(ingress('Deny'), { name: 'first', priority: 1 }))).toStrictEqual(CLOSED);
  });

  test('make no difference where passing and accepting come to the same', () => {
    expect(webToDb(accept, cluster(ingress('Pass'), { name: 'b' }))).toStrictEqual(OPEN);
    expect(webToDb(DENY_ALL, cluster(egress('Accept', ANYONE)), accept, cluster(ingress('Pass'), { name: 'b' })))
      .toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'TCP 80' });
  });

  test('are explained with the conflict', () => {
    const reachability = analyze([SHOP, pod('web'), pod('db'), accept, cluster(ingress('Deny'), { name: 'b' })]);
    const notes = reachability.why(workload(reachability, 'db'), 'ingress', peer(reachability, 'web')).map(({ policy: by, effect, note }) => [by?.ref, effect, note?.slice(0, 8)]);
    expect(notes).toStrictEqual([['ClusterNetworkPolicy a', 'allow', 'which of'], ['ClusterNetworkPolicy b', 'deny', 'which of']]);
  });
});

describe('the Baseline tier', () => {
  const baseline = cluster(ingress('Deny'), { tier: 'Baseline' });

  test('decides about pods that no NetworkPolicy isolates', () => {
    expect(webToDb(baseline)).toStrictEqual(CLOSED);
    expect(webToDb(baseline, policy('out', '{ podSelector: {}, policyTypes: [Egress], egress: [{}] }'))).toStrictEqual(CLOSED);
  });

  test('has no say where a NetworkPolicy isolates in that direction', () => {
    expect(webToDb(baseline, from('[{ podSelector: {} }]'))).toStrictEqual(OPEN);
  });

  test('comes after what the Admin tier passes, and its own pass ends in the default', () => {
    expect(webToDb(baseline, cluster(ingress('Pass'), { name: 'admin' }))).toStrictEqual(CLOSED);
    expect(webToDb(baseline, cluster(ingress('Pass'), { name: 'first', tier: 'Baseline', priority: 1 }))).toStrictEqual(OPEN);
  });

  test('asks a BaselineAdminNetworkPolicy last', () => {
    const banp = 'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: BaselineAdminNetworkPolicy\nmetadata: { name: default }\n'
      + 'spec: { subject: { namespaces: {} }, ingress: [{ action: Allow, from: [{ namespaces: {} }] }] }';
    expect([webToDb(banp, baseline), webToDb(banp)]).toStrictEqual([CLOSED, OPEN]);
  });
});

describe('AdminNetworkPolicy', () => {
  const admin = (peers: string, ports = ''): string => 'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: scans }\n'
    + `spec: { priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: ${peers}${ports} }] }`;

  test('is one of the Admin tier', () => {
    expect(webToDb(admin('[{ namespaces: {} }]', ', ports: [{ portNumber: { port: 80 } }]'))).toStrictEqual(ALL_BUT_HTTP);
  });

  test.each(['sameLabels: [team]', 'notSameLabels: [team]'])('leaves open what %s means', (field) => {
    const reachability = analyze([SHOP, pod('web'), pod('db'), admin(`[{ namespaces: { ${field} } }]`)]);
    expect(into(reachability, 'db', 'web')).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'all ports' });
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'web')).assumptions)
      .toStrictEqual([`which pods namespaces.${field.split(':')[0]} means: the field is recognised, not evaluated (AdminNetworkPolicy scans, spec.ingress[0])`]);
  });

  test('matches for certain what an early namespaceSelector selects, which later servers take for every namespace', () => {
    expect(webToDb(admin('[{ namespaces: { namespaceSelector: { matchLabels: { team: sales } } } }]'))).toStrictEqual(CLOSED);
    expect(webToDb(admin('[{ namespaces: { namespaceSelector: { matchLabels: { team: ops } } } }]')))
      .toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'all ports' });
  });
});

describe('a subject in a namespace that the manifests do not declare', () => {
  test('may be meant, or may not', () => {
    const reachability = analyze([pod('web'), pod('db'), cluster(ingress('Deny'), { subject: '{ namespaces: { matchLabels: { team: sales } } }' })]);
    expect(into(reachability, 'db', 'web')).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'all ports' });
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'web')).assumptions).toStrictEqual([
      'whether namespace shop, which the manifests do not declare, is one that ClusterNetworkPolicy guard is about (spec.subject)',
    ]);
  });
});

describe('networks', () => {
  const deny = (cidr: string): string => cluster(egress('Deny', `[{ networks: ["${cidr}"] }]`));
  const to = (documents: readonly string[], profile = {}): object => into(analyze([SHOP, pod('web'), ...documents], profile), 'db', 'web');

  test('match pods by the address that the manifests give', () => {
    const db = pod('db', { status: '10.244.0.7' });
    expect([to([db, deny('10.244.0.0/16')]), to([db, deny('10.0.0.0/16')])]).toStrictEqual([CLOSED, OPEN]);
  });

  test('match pods whose addresses the profile says', () => {
    const profile = { podCidrs: ['10.244.0.0/16'] };
    expect([to([pod('db'), deny('10.0.0.0/8')], profile), to([pod('db'), deny('192.0.2.0/24')], profile)]).toStrictEqual([CLOSED, OPEN]);
    expect(to([pod('db'), deny('10.244.0.0/17')], profile)).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'all ports' });
  });

  test('say which addresses would let a pod through whose address nobody knows', () => {
    const reachability = analyze([SHOP, pod('web'), pod('db'), deny('10.244.0.0/17')], { podCidrs: ['10.244.0.0/16'] });
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'web')).assumptions).toStrictEqual([
      'which address shop/db[Pod] has, of which policies let 10.244.128.0/17 through: cluster.podCidrs of exposure.yaml says which addresses pods have',
    ]);
  });

  test('of one family leave open whether pods of which nobody knows the family get through', () => {
    expect(to([pod('db'), deny('0.0.0.0/0')])).toStrictEqual({ allowed: 'no port', some: 'all ports', unknown: 'all ports' });
    expect(to([pod('db'), cluster(egress('Deny', '[{ networks: [0.0.0.0/0, "::/0"] }]'))])).toStrictEqual(CLOSED);
  });

  test('of several rules cover what pods may have between them', () => {
    const profile = { podCidrs: ['10.244.0.0/16'] };
    const halves = cluster('egress: [{ action: Deny, to: [{ networks: [10.244.0.0/17] }] }, { action: Deny, to: [{ networks: [10.244.128.0/17] }] }]');
    expect(to([pod('db'), halves], profile)).toStrictEqual(CLOSED);
  });

  test('are addresses outside, with the rest left to lower tiers', () => {
    const reachability = analyze([SHOP, pod('web'), deny('192.0.2.0/24')]);
    const out = (cidr: string): object => shown(reachability.outOf(workload(reachability, 'web'), addresses(cidr)));
    expect([out('192.0.2.128/25'), out('198.51.100.0/24')]).toStrictEqual([CLOSED, OPEN]);
    expect(out('192.0.0.0/16')).toStrictEqual({ allowed: 'no port', some: 'all ports', unknown: 'all ports' });
  });
});

describe('nodes', () => {
  const agent = pod('agent', { spec: ', hostNetwork: true', status: '10.0.0.4' });
  const node = (name: string, role: string, address: string): string =>
    `apiVersion: v1\nkind: Node\nmetadata: { name: ${name}, labels: { role: ${role} } }\nstatus: { addresses: [{ type: InternalIP, address: ${address} }, { type: Hostname, address: ${name} }] }`;
  const deny = (selector: string): string => cluster(egress('Deny', `[{ nodes: ${selector} }]`));
  const toAgent = (...documents: string[]): object => into(analyze([SHOP, pod('web'), ...documents]), 'agent', 'web');

  test('are pods on the network of a node that matches', () => {
    expect(toAgent(agent, deny('{}'))).toStrictEqual(CLOSED);
    expect(toAgent(agent, node('one', 'worker', '10.0.0.4'), deny('{ matchLabels: { role: worker } }'))).toStrictEqual(CLOSED);
    expect(toAgent(agent, node('one', 'worker', '10.0.0.4'), deny('{ matchLabels: { role: control } }'))).toStrictEqual(OPEN);
    expect(toAgent(agent, deny('{ matchLabels: { role: worker } }'))).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'all ports' });
  });

  test('have addresses of which nobody knows the family: what is denied for one leaves the other open', () => {
    const hidden = pod('agent', { spec: ', hostNetwork: true' });
    const networks = (list: string): string => cluster(egress('Deny', `[{ networks: ${list} }]`));
    expect(toAgent(hidden, networks('[0.0.0.0/0]'))).toStrictEqual({ allowed: 'no port', some: 'all ports', unknown: 'all ports' });
    expect(toAgent(hidden, networks('[0.0.0.0/0, "::/0"]'))).toStrictEqual(CLOSED);
  });

  test('are never pods in the pod network', () => {
    expect(webToDb(cluster(egress('Deny', '[{ nodes: {} }]')))).toStrictEqual(OPEN);
  });

  test('are addresses that Nodes have, perhaps those that the profile gives to nodes, and no others', () => {
    const reachability = analyze([SHOP, pod('web'), node('one', 'worker', '10.0.0.4'), deny('{ matchLabels: { role: worker } }')], { nodeCidrs: ['10.0.0.0/24'] });
    const out = (cidr: string): object => shown(reachability.outOf(workload(reachability, 'web'), addresses(cidr)));
    expect([out('10.0.0.4/32'), out('192.0.2.0/24')]).toStrictEqual([CLOSED, OPEN]);
    expect(out('10.0.0.5/32')).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'all ports' });
  });
});

describe('domain names', () => {
  const accept = (name: string): string => cluster(`egress: [{ action: Accept, to: [{ domainNames: ["${name}"] }], protocols: ${HTTP} }, { action: Deny, to: [{ networks: [0.0.0.0/0, "::/0"] }] }]`);

  test('may resolve to any address outside', () => {
    const reachability = analyze([SHOP, pod('web'), accept('api.example.com')]);
    const decision = reachability.outOf(workload(reachability, 'web'), addresses('192.0.2.0/24'));
    expect([shown(decision), decision.assumptions]).toStrictEqual([
      { allowed: 'no port', some: 'no port', unknown: 'TCP 80' },
      ['which addresses api.example.com resolve to (ClusterNetworkPolicy guard, spec.egress[0])'],
    ]);
  });

  test.each(['*.shop.svc.cluster.local', '*.cluster.local', 'db-0.db.shop.svc.cluster.local.'])('%s may be pods', (name) => {
    expect(webToDb(accept(name))).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'TCP 80' });
  });

  test.each(['api.example.com', '*.example.com'])('%s is no pod', (name) => {
    expect(webToDb(accept(name))).toStrictEqual(CLOSED);
  });
});

describe('named ports', () => {
  test('stand for the port of that name with whatever protocol, on each destination', () => {
    const ports = '[{ name: dns, containerPort: 5353, protocol: UDP }]';
    const documents = [SHOP, pod('web'), pod('db', { ports }), DENY_ALL];
    const named = '[{ destinationNamedPort: dns }]';
    expect(into(analyze([...documents, cluster(`${ingress('Accept', ANYONE, named)}, ${egress('Accept', ANYONE, named)}`)]), 'db', 'web')).toStrictEqual(certainly('UDP 5353'));
  });
});

describe('pods about which nothing is known', () => {
  const rows = (...documents: string[]): string[] =>
    Array.from(analyze([SHOP, pod('db'), ...documents]).unknownPods(), ({ workload: { name }, direction, ports }) => `${name} ${direction} ${ports}`);

  test('are meant by rules for every namespace, not by rules for some', () => {
    expect(rows(cluster(ingress('Deny', ANYONE)))).toStrictEqual(['db egress all ports']);
    expect(rows(cluster(ingress('Deny', '[{ namespaces: { matchLabels: { team: ops } } }]')))).toStrictEqual(['db ingress all ports', 'db egress all ports']);
  });
});
