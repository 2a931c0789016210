import { PortSet } from '../../src/network/port-set';
import { Direction } from '../../src/reachability/model';
import { pod, policy } from './analyzed';
import { Asked, clusterGuard, guard, inquire } from './explained';

const SHOP = [pod('web'), pod('db'), pod('agent', { spec: ', hostNetwork: true' })];
const ANYONE = '[{ namespaces: {} }]';

function why(names: string, direction: Direction, documents: readonly string[], asked: Asked = {}): unknown[] {
  return inquire(names, [...SHOP, ...documents], asked).why(direction).map(({ policy: by, rule, effect, ports, note }) =>
    [by?.ref, rule, effect, `${ports}`, note].filter((part) => part !== undefined));
}
const intoDb = (...documents: readonly string[]): unknown[] => why('shop/web -> shop/db', 'ingress', documents);

describe('the rules that decide', () => {
  test('are told in the order in which they are asked, with the ports that each decides', () => {
    expect(intoDb(clusterGuard('first', `ingress: [{ action: Pass, from: ${ANYONE} }]`), guard('db', '[{ ports: [{ port: 80 }] }, { ports: [{ port: 90 }] }]'))).toStrictEqual([
      ['ClusterNetworkPolicy first', 'spec.ingress[0]', 'pass', 'all ports'],
      ['NetworkPolicy shop/db', 'spec.ingress[0]', 'allow', 'TCP 80'],
      ['NetworkPolicy shop/db', 'spec.ingress[1]', 'allow', 'TCP 90'],
      ['NetworkPolicy shop/db', 'deny', 'TCP 1-79,81-89,91-65535 UDP 1-65535 SCTP 1-65535'],
    ]);
  });

  test('are all told where they do the same and none comes first, whatever the policies are called', () => {
    const [everyone, http] = ['{ podSelector: {}, ingress: [{}] }', '{ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }'];
    expect(intoDb(policy('a', http), policy('b', everyone))).toStrictEqual([
      ['NetworkPolicy shop/a', 'spec.ingress[0]', 'allow', 'TCP 80'],
      ['NetworkPolicy shop/b', 'spec.ingress[0]', 'allow', 'all ports'],
    ]);
    expect(intoDb(policy('a', everyone), policy('b', http))).toStrictEqual([
      ['NetworkPolicy shop/a', 'spec.ingress[0]', 'allow', 'all ports'],
      ['NetworkPolicy shop/b', 'spec.ingress[0]', 'allow', 'TCP 80'],
    ]);
  });

  test('are told until one decides the rest, where policies have priorities', () => {
    const accepts = (name: string, priority: number): string => clusterGuard(name, `ingress: [{ action: Accept, from: ${ANYONE} }]`, `tier: Admin, priority: ${priority}`);
    expect(intoDb(accepts('a', 2), accepts('b', 1))).toStrictEqual([['ClusterNetworkPolicy b', 'spec.ingress[0]', 'allow', 'all ports']]);
  });

  test('of Cilium that deny take from all that allow, and are all told as well', () => {
    const cilium = (name: string, rules: string): string => `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec: { endpointSelector: {}, ${rules} }`;
    const port = (number: number): string => `toPorts: [{ ports: [{ port: "${number}", protocol: TCP }] }]`;
    const documents = [
      cilium('a', `ingress: [{ fromEntities: [all], ${port(80)} }], ingressDeny: [{ fromEntities: [cluster], ${port(81)} }]`),
      cilium('b', `ingress: [{ fromEntities: [all] }], ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: web } }], ${port(81)} }]`),
    ];
    expect(intoDb(...documents)).toStrictEqual([
      ['CiliumNetworkPolicy shop/a', 'spec.ingressDeny[0]', 'deny', 'TCP 81'],
      ['CiliumNetworkPolicy shop/b', 'spec.ingressDeny[0]', 'deny', 'TCP 81'],
      ['CiliumNetworkPolicy shop/a', 'spec.ingress[0]', 'allow', 'TCP 80'],
      ['CiliumNetworkPolicy shop/b', 'spec.ingress[0]', 'allow', 'TCP 1-80,82-65535 UDP 1-65535 SCTP 1-65535'],
    ]);
  });

  test('say that every policy isolates that does, and none that does not', () => {
    const cilium = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: open, namespace: shop }\nspec: { endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingress: [{ fromEntities: [host] }] }';
    expect(intoDb(guard('db', '[]'), policy('all', '{ podSelector: {} }'), cilium)).toStrictEqual([
      ['NetworkPolicy shop/all', 'deny', 'all ports'],
      ['NetworkPolicy shop/db', 'deny', 'all ports'],
    ]);
  });

  test('are told once for all addresses, with the ports of all of them', () => {
    const ranges = guard('db', '[{ from: [{ ipBlock: { cidr: 203.0.113.0/25 } }], ports: [{ port: 80 }] }, { from: [{ ipBlock: { cidr: 203.0.113.0/24 } }], ports: [{ port: 80 }, { port: 90 }] }]');
    expect(why('203.0.113.0/24 -> shop/db', 'ingress', [ranges])).toStrictEqual([
      ['NetworkPolicy shop/db', 'spec.ingress[0]', 'allow', 'TCP 80'],
      ['NetworkPolicy shop/db', 'spec.ingress[1]', 'allow', 'TCP 80,90'],
      ['NetworkPolicy shop/db', 'deny', 'TCP 1-79,81-89,91-65535 UDP 1-65535 SCTP 1-65535'],
    ]);
    const tcp = (port: number): string => `{ tcp: { destinationPort: { number: ${port} } } }`;
    const accept = (cidr: string, ...ports: readonly number[]): string => `{ action: Accept, to: [{ networks: [${cidr}] }], protocols: [${ports.map(tcp).join(', ')}] }`;
    const outside = clusterGuard('outside', `egress: [${accept('203.0.113.0/25', 70)}, ${accept('203.0.113.128/25', 80)}, ${accept('203.0.113.0/24', 80, 90)}]`);
    expect(why('shop/web -> 203.0.113.0/24', 'egress', [outside])).toContainEqual(['ClusterNetworkPolicy outside', 'spec.egress[2]', 'allow', 'TCP 80,90']);
    const [rule] = inquire('shop/web -> shop/db', SHOP).why('egress');
    expect([rule?.direction, rule?.ports.equals(PortSet.ALL)]).toStrictEqual(['egress', true]);
  });
});

describe('a note says', () => {
  test('what is open about a rule, and nothing about one that certainly matches', () => {
    const maybe = clusterGuard('deny', 'ingress: [{ action: Deny, from: [{ namespaces: { matchLabels: { team: ops } } }, { namespaces: { matchLabels: { env: dev } } }] }]');
    const whether = (label: string): string => `whether namespace shop, which the manifests do not declare, matches ${label} (ClusterNetworkPolicy deny, spec.ingress[0])`;
    expect(intoDb(maybe, guard('db', '[{}]'))).toStrictEqual([
      ['ClusterNetworkPolicy deny', 'spec.ingress[0]', 'deny', 'all ports', `${whether('team=ops')}; ${whether('env=dev')}`],
      ['NetworkPolicy shop/db', 'spec.ingress[0]', 'allow', 'all ports'],
    ]);
  });

  test('nothing of another peer of a rule that certainly matches', () => {
    const matching = '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: ops } } }, { podSelector: {} }] }] }';
    expect(intoDb(policy('a', matching))).toStrictEqual([['NetworkPolicy shop/a', 'spec.ingress[0]', 'allow', 'all ports']]);
  });

  test('nothing of a rule that may match where another one lets the same through for certain, whatever the policies are called', () => {
    const maybe = '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: ops } } }] }] }';
    const certain = ['NetworkPolicy shop/b', 'spec.ingress[0]', 'allow', 'all ports'];
    expect(intoDb(policy('a', maybe), policy('b', '{ podSelector: {}, ingress: [{}] }'))).toStrictEqual([certain]);
    expect(intoDb(policy('c', maybe), policy('b', '{ podSelector: {}, ingress: [{}] }'))).toStrictEqual([certain]);
  });

  test('that policies of the same priority disagree, after what else is open, of these policies and ports only', () => {
    const http = 'protocols: [{ tcp: { destinationPort: { number: 80 } } }]';
    const contest = 'which of ClusterNetworkPolicy a and ClusterNetworkPolicy b the network plugin applies: they have the same priority and say different things';
    const documents = [
      clusterGuard('first', `ingress: [{ action: Pass, from: [{ namespaces: {} }] , protocols: [{ tcp: { destinationPort: { number: 70 } } }] }, { action: Deny, from: [{ namespaces: { matchLabels: { team: dev } } }], ${http} }]`, 'tier: Admin, priority: 1'),
      clusterGuard('a', `ingress: [{ action: Accept, from: [{ namespaces: { matchLabels: { team: ops } } }], ${http} }, { action: Deny, from: ${ANYONE}, protocols: [{ udp: { destinationPort: { number: 53 } } }] }]`),
      clusterGuard('b', `ingress: [{ action: Deny, from: ${ANYONE}, ${http} }]`),
    ];
    const notes = inquire('shop/web -> shop/db', [...SHOP, ...documents]).why('ingress').map(({ policy: by, rule, note }) => [by?.ref.slice(-5), rule, note]);
    expect(notes).toStrictEqual([
      ['first', 'spec.ingress[0]', undefined],
      ['first', 'spec.ingress[1]', expect.not.stringContaining(contest)],
      ['icy a', 'spec.ingress[0]', expect.stringMatching(new RegExp(`^whether namespace shop.*; ${contest}$`))],
      ['icy a', 'spec.ingress[1]', undefined],
      ['icy b', 'spec.ingress[0]', contest],
      [undefined, undefined, 'no policy isolates shop/db[Pod] for ingress'],
    ]);
  });

  test('why everything passes that no policy decides', () => {
    expect(intoDb()).toStrictEqual([['allow', 'all ports', 'no policy isolates shop/db[Pod] for ingress']]);
    expect(why('shop/web -> shop/agent', 'ingress', [guard('agent', '[]')]))
      .toStrictEqual([['allow', 'all ports', 'policies do not govern shop/agent[Pod]: it is on the network of its node (hostNetwork)']]);
    expect(why('shop/web -> shop/agent', 'ingress', [], { cluster: { networkPolicies: 'ignored' } }))
      .toStrictEqual([['allow', 'all ports', 'the network of this cluster ignores policies (cluster.networkPolicies of exposure.yaml)']]);
  });
});
