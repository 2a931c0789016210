import { AddressSet } from '../../src/network/address-set';
import { Direction } from '../../src/reachability/model';
import { addresses, analyze, certainly, CLOSED, DENY_ALL, from, into, namespace, OPEN, peer, pod, policy, shown, workload } from './analyzed';

describe('isolation', () => {
  test('without a policy everything is open', () => {
    const reachability = analyze([pod('web'), pod('db')]);
    expect(into(reachability, 'db', 'web')).toStrictEqual(OPEN);
    expect(reachability.isolated(workload(reachability, 'db'), 'ingress')).toBe(false);
  });

  test('a policy isolates only the pods that it selects, only in its namespace, only in its directions', () => {
    const reachability = analyze([pod('web'), pod('db'), pod('probe', { namespace: 'ops' }), policy('deny', '{ podSelector: { matchLabels: { app: db } } }')]);
    expect(into(reachability, 'db', 'web')).toStrictEqual(CLOSED);
    expect(into(reachability, 'web', 'db')).toStrictEqual(OPEN);
    expect(into(reachability, 'probe', 'db')).toStrictEqual(OPEN);
    const isolated = (direction: Direction): boolean => reachability.isolated(workload(reachability, 'db'), direction);
    expect([isolated('ingress'), isolated('egress')]).toStrictEqual([true, false]);
    expect(reachability.policiesOf(workload(reachability, 'db'), 'ingress').map(({ ref }) => ref)).toStrictEqual(['NetworkPolicy shop/deny']);
    expect(reachability.policiesOf(workload(reachability, 'db'), 'egress')).toStrictEqual([]);
  });

  test('policies add up: what one of them allows is allowed', () => {
    const reachability = analyze([pod('web'), pod('db'), DENY_ALL, from('[{ podSelector: { matchLabels: { app: web } } }]', '[{ port: 5432 }]'),
      policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }] }')]);
    expect(into(reachability, 'db', 'web')).toStrictEqual(certainly('TCP 5432'));
  });

  test('both halves must agree on a port', () => {
    const reachability = analyze([pod('web'), pod('db'), from('[{ podSelector: {} }]', '[{ port: 5432 }, { port: 9187 }]'),
      policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ ports: [{ port: 5432 }, { port: 80 }] }] }')]);
    expect(into(reachability, 'db', 'web')).toStrictEqual(certainly('TCP 5432'));
    expect(shown(reachability.half(workload(reachability, 'db'), 'ingress', peer(reachability, 'web')))).toStrictEqual(certainly('TCP 5432,9187'));
    expect(shown(reachability.half(workload(reachability, 'web'), 'egress', peer(reachability, 'db')))).toStrictEqual(certainly('TCP 80,5432'));
    expect(shown(reachability.outOf(workload(reachability, 'web'), peer(reachability, 'db')))).toStrictEqual(certainly('TCP 5432'));
  });

  test('replicas reach each other only where the policy says so', () => {
    const closed = analyze([pod('db'), policy('deny', '{ podSelector: {} }')]);
    expect(into(closed, 'db', 'db')).toStrictEqual(CLOSED);
    const open = analyze([pod('db'), from('[{ podSelector: { matchLabels: { app: db } } }]')]);
    expect(into(open, 'db', 'db')).toStrictEqual(OPEN);
  });

  test('where the network ignores policies they isolate nothing, and are listed all the same', () => {
    const reachability = analyze([pod('web'), pod('db'), DENY_ALL], { networkPolicies: 'ignored' });
    expect(into(reachability, 'db', 'web')).toStrictEqual(OPEN);
    expect(reachability.isolated(workload(reachability, 'db'), 'ingress')).toBe(false);
    expect(reachability.policiesOf(workload(reachability, 'db'), 'ingress')).toHaveLength(1);
    expect(reachability.why(workload(reachability, 'db'), 'ingress', { kind: 'unknown' }).map(({ note }) => note))
      .toStrictEqual(['the network of this cluster ignores policies (cluster.networkPolicies of exposure.yaml)']);
  });
});

describe('peers', () => {
  test('two items admit either, two selectors in one item must both match', () => {
    const pods = [namespace('ops', '{ team: platform }'), pod('web'), pod('probe', { namespace: 'ops' }), pod('db')];
    const either = analyze([...pods, from('[{ namespaceSelector: { matchLabels: { team: platform } } }, { podSelector: { matchLabels: { app: web } } }]')]);
    expect([into(either, 'db', 'probe'), into(either, 'db', 'web')]).toStrictEqual([OPEN, OPEN]);
    const both = analyze([...pods, from('[{ namespaceSelector: { matchLabels: { team: platform } }, podSelector: { matchLabels: { app: web } } }]')]);
    expect(into(both, 'db', 'probe')).toStrictEqual(CLOSED);
  });

  test('every namespace has its name as a label, declared or not', () => {
    const reachability = analyze([pod('probe', { namespace: 'ops' }), pod('db'), from('[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ops } } }]')]);
    expect(into(reachability, 'db', 'probe')).toStrictEqual(OPEN);
  });

  test('a namespace that the manifests do not declare may have further labels: unknown, with the reason', () => {
    const reachability = analyze([pod('probe', { namespace: 'ops' }), pod('db'), from('[{ namespaceSelector: { matchLabels: { team: platform } } }]')]);
    expect(into(reachability, 'db', 'probe')).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'all ports' });
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'probe')).assumptions)
      .toStrictEqual(['whether namespace ops, which the manifests do not declare, matches team=platform (NetworkPolicy shop/db, spec.ingress[0])']);
  });

  test('an ipBlock matches a pod whose address is in it, does not where it is not, and is unknown where no address is given', () => {
    const block = from('[{ ipBlock: { cidr: 10.244.0.0/16, except: [10.244.9.0/24] } }]');
    expect(into(analyze([pod('web', { status: '10.244.1.7' }), pod('db'), block]), 'db', 'web')).toStrictEqual(OPEN);
    expect(into(analyze([pod('web', { status: '10.244.9.7' }), pod('db'), block]), 'db', 'web')).toStrictEqual(CLOSED);
    const reachability = analyze([pod('web'), pod('db'), block]);
    expect(into(reachability, 'db', 'web')).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'all ports' });
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'web')).assumptions[0]).toContain('cluster.podCidrs of exposure.yaml');
  });

  test('an ipBlock that no pod can be in does not match pods', () => {
    expect(into(analyze([pod('web'), pod('db'), from('[{ ipBlock: { cidr: 203.0.113.0/24 } }]')]), 'db', 'web')).toStrictEqual(CLOSED);
    expect(into(analyze([pod('web'), pod('db'), from('[{ ipBlock: { cidr: 169.254.20.10/32 } }]')]), 'db', 'web')).toStrictEqual(CLOSED);
    expect(into(analyze([pod('web'), pod('db'), from('[{ ipBlock: { cidr: 10.0.0.0/16 } }]')], { podCidrs: ['10.244.0.0/16'] }), 'db', 'web')).toStrictEqual(CLOSED);
    expect(into(analyze([pod('web'), pod('db'), from('[{ ipBlock: { cidr: 10.96.0.0/12 } }]')], { serviceCidrs: ['10.96.0.0/12'] }), 'db', 'web')).toStrictEqual(CLOSED);
  });

  test('of several addresses some may pass: certain for those, not for all', () => {
    const reachability = analyze([pod('db'), from('[{ ipBlock: { cidr: 203.0.113.0/25 } }]', '[{ port: 5432 }]')]);
    const decision = reachability.into(workload(reachability, 'db'), addresses('203.0.113.0/24'));
    expect(shown(decision)).toStrictEqual({ allowed: 'no port', some: 'TCP 5432', unknown: 'TCP 5432' });
    expect(decision.assumptions).toStrictEqual(['only part of the addresses gets through: 203.0.113.0/25']);
    expect(into(reachability, 'db', addresses('203.0.113.0/26'))).toStrictEqual(certainly('TCP 5432'));
    expect(into(reachability, 'db', addresses('203.0.113.128/25'))).toStrictEqual(CLOSED);
    const rows = reachability.addresses(workload(reachability, 'db'), 'ingress', AddressSet.ALL);
    expect(rows.map((row) => [`${row.addresses}`, `${row.ports}`])).toStrictEqual([['203.0.113.0/25', 'TCP 5432']]);
  });

  test('two halves of the address space in two rules are all of it', () => {
    const reachability = analyze([pod('db'), policy('db', '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/1 } }] }, { from: [{ ipBlock: { cidr: 128.0.0.0/1 } }] }] }')]);
    expect(into(reachability, 'db', addresses('0.0.0.0/0'))).toStrictEqual(OPEN);
    expect(into(reachability, 'db', addresses('::/0'))).toStrictEqual(CLOSED);
    expect(into(reachability, 'db', { kind: 'anything' })).toStrictEqual(OPEN);
  });

  test('a pod that somebody describes may have further labels; a namespace that is declared has not', () => {
    const described = (rule: string, extra: string[] = []): object => into(analyze([pod('db'), from(rule), ...extra]), 'db',
      { kind: 'described', pod: { namespace: 'traefik', labels: { app: 'traefik' }, namespaceLabels: { team: 'edge' } } });
    const MAYBE = { allowed: 'no port', some: 'no port', unknown: 'all ports' };
    expect(described('[{ namespaceSelector: { matchLabels: { team: edge } }, podSelector: { matchLabels: { app: traefik } } }]')).toStrictEqual(OPEN);
    expect(described('[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: traefik } }, podSelector: { matchLabels: { app: nginx } } }]')).toStrictEqual(CLOSED);
    expect(described('[{ namespaceSelector: {}, podSelector: { matchLabels: { role: proxy } } }]')).toStrictEqual(MAYBE);
    expect(described('[{ namespaceSelector: { matchLabels: { zone: dmz } } }]')).toStrictEqual(MAYBE);
    expect(described('[{ namespaceSelector: { matchLabels: { zone: dmz } } }]', [namespace('traefik')])).toStrictEqual(CLOSED);
  });

  test('a pod without labels matches what asks for none', () => {
    const unlabelled = (rule: string): object => into(analyze([pod('db'), from(rule)]), 'db', { kind: 'unlabelled', namespace: 'edge' });
    expect(unlabelled('[{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: app, operator: DoesNotExist }] } }]')).toStrictEqual(OPEN);
    expect(unlabelled('[{ namespaceSelector: {}, podSelector: { matchLabels: { app: proxy } } }]')).toStrictEqual(CLOSED);
    expect(unlabelled('[{ podSelector: {} }]')).toStrictEqual(CLOSED);
  });

  test('a pod about which nothing is known matches only what matches every pod', () => {
    const unknown = (rule: string): object => into(analyze([pod('db'), from(rule)]), 'db', { kind: 'unknown' });
    expect(unknown('[{ namespaceSelector: {} }]')).toStrictEqual(OPEN);
    expect(unknown('[{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: app, operator: DoesNotExist }] } }]')).toStrictEqual(CLOSED);
    expect(unknown('[{ podSelector: {} }]')).toStrictEqual(CLOSED);
    expect(unknown('[]')).toStrictEqual(OPEN);
  });

  test('whatever the network delivers passes for certain only where everyone does', () => {
    const anything = (rule: string): object => into(analyze([pod('db'), from(rule)]), 'db', { kind: 'anything' });
    const MAYBE = { allowed: 'no port', some: 'no port', unknown: 'all ports' };
    expect(anything('[]')).toStrictEqual(OPEN);
    expect(anything('[{ ipBlock: { cidr: 0.0.0.0/0 } }]')).toStrictEqual(OPEN);
    expect(anything('[{ ipBlock: { cidr: 10.0.0.0/8 } }]')).toStrictEqual(MAYBE);
    expect(anything('[{ podSelector: {} }]')).toStrictEqual(MAYBE);
    expect(into(analyze([pod('db'), policy('deny', '{ podSelector: {} }')]), 'db', { kind: 'anything' })).toStrictEqual(CLOSED);
  });
});

describe('ports', () => {
  const rule = (ports: string): object => into(analyze([pod('web'), pod('db', { ports: '[{ name: sql, containerPort: 5432 }, { name: dns, containerPort: 53, protocol: UDP }]' }), from('[]', ports)]), 'db', 'web');

  test.each([
    ['a port without a protocol is TCP', '[{ port: 5432 }]', 'TCP 5432'],
    ['a range has both its ends', '[{ port: 32000, endPort: 32768 }]', 'TCP 32000-32768'],
    ['a protocol without a port is all its ports', '[{ protocol: UDP }]', 'UDP 1-65535'],
    ['a name is looked up on the pod', '[{ port: sql }]', 'TCP 5432'],
    ['a name counts only with its protocol', '[{ port: dns }]', 'no port'],
    ['a name that no container declares is no port', '[{ port: metrics }]', 'no port'],
    ['an empty list is every port', '[]', 'all ports'],
  ])('%s', (_, ports, expected) => {
    expect(rule(ports)).toStrictEqual(certainly(expected));
  });

  test('in egress rules a name is looked up on each destination', () => {
    const reachability = analyze([
      pod('web'), pod('db', { ports: '[{ name: sql, containerPort: 5432 }]' }), pod('ledger', { ports: '[{ name: sql, containerPort: 3306 }]' }),
      policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ ports: [{ port: sql }] }] }'),
    ]);
    expect(into(reachability, 'db', 'web')).toStrictEqual(certainly('TCP 5432'));
    expect(into(reachability, 'ledger', 'web')).toStrictEqual(certainly('TCP 3306'));
    expect(shown(reachability.outOf(workload(reachability, 'web'), addresses('203.0.113.0/24')))).toStrictEqual(CLOSED);
    const outside = reachability.outOf(workload(reachability, 'web'), { kind: 'described', pod: { namespace: 'ops', labels: { app: 'proxy' } } });
    expect(shown(outside)).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'TCP 1-65535' });
    expect(outside.assumptions).toStrictEqual(['which port a pod with labels app=proxy in namespace ops calls "sql" (TCP) (NetworkPolicy shop/web, spec.egress[0])']);
  });
});

describe('pods on the host network', () => {
  const node = pod('exporter', { namespace: 'ops', spec: ', hostNetwork: true' });

  test('are not isolated by policies that select them', () => {
    const reachability = analyze([node, pod('web'), policy('deny', '{ podSelector: {} }', 'ops')]);
    expect(into(reachability, 'exporter', 'web')).toStrictEqual(OPEN);
    expect(reachability.isolated(workload(reachability, 'exporter'), 'ingress')).toBe(false);
    expect(reachability.policiesOf(workload(reachability, 'exporter'), 'ingress')).toStrictEqual([]);
    expect(reachability.why(workload(reachability, 'exporter'), 'ingress', { kind: 'unknown' }).map(({ note }) => note))
      .toStrictEqual(['policies do not govern ops/exporter[Pod]: it is on the network of its node (hostNetwork)']);
  });

  test('match no selector, not even the empty one', () => {
    expect(into(analyze([node, pod('db'), from('[{ namespaceSelector: {} }]')]), 'db', 'exporter')).toStrictEqual(CLOSED);
    expect(into(analyze([node, pod('db'), from('[]')]), 'db', 'exporter')).toStrictEqual(OPEN);
  });

  test('have the address of a node: certain where every node passes, closed where none does, unknown between', () => {
    const rule = from('[{ ipBlock: { cidr: 10.0.0.0/20 } }]', '[{ port: 5432 }]');
    const through = (nodeCidrs: string[]): object => into(analyze([node, pod('db'), rule], { nodeCidrs }), 'db', 'exporter');
    const MAYBE = { allowed: 'no port', some: 'no port', unknown: 'TCP 5432' };
    expect(through(['10.0.0.0/24', '10.0.1.0/24'])).toStrictEqual(certainly('TCP 5432'));
    expect(through(['192.168.0.0/24'])).toStrictEqual(CLOSED);
    expect(through(['10.0.0.0/16'])).toStrictEqual(MAYBE);
    expect(through([])).toStrictEqual(MAYBE);
    const reachability = analyze([node, pod('db'), rule]);
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'exporter')).assumptions)
      .toStrictEqual(['which address the connection has, of which policies let 10.0.0.0/20 through (cluster.nodeCidrs of exposure.yaml says which addresses nodes have)']);
  });

  test('have the address that the manifests give', () => {
    const running = pod('exporter', { namespace: 'ops', spec: ', hostNetwork: true', status: '10.0.0.7' });
    expect(into(analyze([running, pod('db'), from('[{ ipBlock: { cidr: 10.0.0.7/32 } }]')]), 'db', 'exporter')).toStrictEqual(OPEN);
  });
});

describe('a workload whose pods differ', () => {
  const replica = (name: string, labels: string): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: ${labels}, ownerReferences: [{ apiVersion: apps/v1, kind: StatefulSet, name: db, uid: 6f1f1c60, controller: true }] }
spec: { containers: [{ name: main, image: "registry.example.com/db:1" }] }`;
  const reachability = analyze([pod('web'), replica('db-0', '{ app: db, role: primary }'), replica('db-1', '{ app: db }'),
    policy('db', '{ podSelector: { matchLabels: { role: primary } } }')]);

  test('gets through for some of its pods, not for all', () => {
    expect(into(reachability, 'db', 'web')).toStrictEqual({ allowed: 'no port', some: 'all ports', unknown: 'all ports' });
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'web')).assumptions)
      .toStrictEqual(['not all pods are treated alike: those of shop/db[StatefulSet], or of the other end, differ in labels, ports, addresses or host network']);
  });

  test('is isolated where all of its pods are', () => {
    expect(reachability.isolated(workload(reachability, 'db'), 'ingress')).toBe(false);
    const all = analyze([replica('db-0', '{ app: db, role: primary }'), replica('db-1', '{ app: db }'), policy('db', '{ podSelector: {} }')]);
    expect(all.isolated(workload(all, 'db'), 'ingress')).toBe(true);
  });

  test('is not treated alike where one pod may get through and the other does not', () => {
    const ofPrimary = policy('primary', '{ podSelector: { matchLabels: { role: primary } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }');
    const perhaps = analyze([pod('web'), replica('db-0', '{ app: db, role: primary }'), replica('db-1', '{ app: db }'), DENY_ALL, ofPrimary,
      policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{}] }')]);
    const decision = perhaps.into(workload(perhaps, 'db'), peer(perhaps, 'web'));
    expect(shown(decision)).toStrictEqual({ allowed: 'no port', some: 'no port', unknown: 'all ports' });
    expect(decision.assumptions[0]).toContain('not all pods are treated alike: those of shop/db[StatefulSet]');
  });

  test('is said to be on the network of its node where one pod is', () => {
    const agent = (name: string, more = ''): string => replica(name, '{ app: db }').replace('db:1" }]', `db:1" }]${more}`);
    const mixed = analyze([agent('db-0', ', hostNetwork: true'), agent('db-1')]);
    expect(mixed.why(workload(mixed, 'db'), 'ingress', { kind: 'unknown' }).map(({ note }) => note))
      .toStrictEqual(['policies do not govern shop/db[StatefulSet]: it is on the network of its node (hostNetwork)']);
  });

  test('is listed as connected: policies let something through', () => {
    expect([...reachability.connections()].map(({ source, destination }) => `${source} ${destination}`)).toContain('shop/web[Pod] shop/db[StatefulSet]');
  });
});

describe('a certain decision', () => {
  test('has no assumption', () => {
    const reachability = analyze([pod('web'), pod('db'), from('[{ podSelector: { matchLabels: { app: web } } }]', '[{ port: 5432 }]')]);
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'web'))).toMatchObject({ assumptions: [] });
  });

  test('has none either where one half blocks whatever the other says', () => {
    const fqdn = 'apiVersion: networking.gke.io/v1alpha1\nkind: FQDNNetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { podSelector: {} }';
    const reachability = analyze([pod('web'), pod('db'), policy('db', '{ podSelector: { matchLabels: { app: db } } }'), fqdn]);
    expect(into(reachability, 'db', 'web')).toStrictEqual(CLOSED);
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'web')).assumptions).toStrictEqual([]);
  });
});

describe('why', () => {
  const reachability = analyze([pod('web'), pod('db'), DENY_ALL, from('[{ podSelector: { matchLabels: { app: web } } }]', '[{ port: 5432 }]')]);

  test('names the rule that lets a port through and the policies that block the rest', () => {
    expect(reachability.why(workload(reachability, 'db'), 'ingress', peer(reachability, 'web')).map(({ policy: p, rule, effect, ports }) => ({ policy: p?.ref, rule, effect, ports: `${ports}` }))).toStrictEqual([
      { policy: 'NetworkPolicy shop/db', rule: 'spec.ingress[0]', effect: 'allow', ports: 'TCP 5432' },
      { policy: 'NetworkPolicy shop/db', rule: undefined, effect: 'deny', ports: 'TCP 1-5431,5433-65535 UDP 1-65535 SCTP 1-65535' },
      { policy: 'NetworkPolicy shop/deny', rule: undefined, effect: 'deny', ports: 'TCP 1-5431,5433-65535 UDP 1-65535 SCTP 1-65535' },
    ]);
  });

  test('says that nothing isolates where nothing does', () => {
    const open = analyze([pod('web')]);
    expect(open.why(workload(open, 'web'), 'egress', { kind: 'unknown' })).toMatchObject([{ effect: 'allow', note: 'no policy isolates shop/web[Pod] for egress' }]);
  });
});

describe('connections', () => {
  test('are sorted by source, workloads before addresses; a workload to itself is not listed', () => {
    const reachability = analyze([pod('web'), pod('db'), from('[{ podSelector: {} }, { ipBlock: { cidr: 192.0.2.0/24, except: [192.0.2.128/25] } }]', '[{ port: 5432 }]')]);
    expect([...reachability.connections()].map(({ source, destination, ports }) => `${source} -> ${destination} ${ports}`)).toStrictEqual([
      'shop/db[Pod] -> shop/web[Pod] all ports',
      'shop/db[Pod] -> 0.0.0.0/0 all ports',
      'shop/db[Pod] -> ::/0 all ports',
      'shop/web[Pod] -> shop/db[Pod] TCP 5432',
      'shop/web[Pod] -> 0.0.0.0/0 all ports',
      'shop/web[Pod] -> ::/0 all ports',
      '192.0.2.0/25 -> shop/db[Pod] TCP 5432',
      '0.0.0.0/0 -> shop/web[Pod] all ports',
      '::/0 -> shop/web[Pod] all ports',
    ]);
  });
});

test('pairs of workloads are counted as they are listed', () => {
  const reachability = analyze([pod('web'), pod('orders'), pod('db'), from('[{ podSelector: { matchLabels: { app: web } } }]', '[{ port: 5432 }]')]);
  expect(reachability.pairCounts().filter(({ protocol }) => protocol === 'TCP')).toStrictEqual([
    { protocol: 'TCP', from: 1, to: 5431, pairs: 4 }, { protocol: 'TCP', from: 5432, to: 5432, pairs: 5 }, { protocol: 'TCP', from: 5433, to: 65535, pairs: 4 },
  ]);
});
