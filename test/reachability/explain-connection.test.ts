import { PortSet } from '../../src/network/port-set';
import { Explanation, ProposedEdit } from '../../src/reachability/explanation';
import { pod, policy } from './analyzed';
import { Asked, clusterGuard, explain, guard } from './explained';

const HTTP = (): PortSet => PortSet.of('TCP', 80);
const SHOP = [pod('web'), pod('db'), pod('orders')];
const AGENT = pod('agent', { spec: ', hostNetwork: true' });
const FROM_WEB = '[{ from: [{ podSelector: { matchLabels: { app: web } } }] }]';

const verdict = ({ verdict: { allowed, partly, unknown, blocked } }: Explanation): string[] =>
  [allowed, partly, unknown, blocked].map(String);
const reasons = ({ halves }: Explanation): unknown => halves.map((half) => half.reasons.map(
  ({ effect, ports, tier, policy: by, rule, location, note }) =>
    [effect, `${ports}`, tier, by?.ref, rule, location?.line, note].filter((part) => part !== undefined)));
/** `allow TCP 80: insert-rule`, or why there is no such edit. */
const edits = (explanation: Explanation): string[] => explanation.edits.map((edit) =>
  `${edit.effect} ${edit.ports}: ${'edit' in edit ? edit.edit.map(({ kind }) => kind).join(', ') : edit.reason}`);
const ask = (names: string, documents: readonly string[] = [], asked: Asked = { ports: HTTP() }): Explanation =>
  explain(names, [...SHOP, AGENT, ...documents], asked);

describe('the verdict', () => {
  test('is about the ports asked for, and about every port where none are', () => {
    const closed = guard('db', '[{ ports: [{ port: 80 }, { port: 90 }] }]');
    expect(verdict(ask('shop/web -> shop/db', [closed]))).toStrictEqual(['TCP 80', 'no port', 'no port', 'no port']);
    expect(verdict(ask('shop/web -> shop/db', [closed], { ports: PortSet.of('TCP', 80, 81) }))).toStrictEqual(['TCP 80', 'no port', 'no port', 'TCP 81']);
    expect(verdict(ask('shop/web -> shop/db', [guard('db', '[{ ports: [{ protocol: SCTP }] }]')], {}))).toStrictEqual(['SCTP 1-65535', 'no port', 'no port', 'TCP 1-65535 UDP 1-65535']);
  });

  test('tells what only some addresses may from what nobody knows', () => {
    const some = guard('db', '[{ from: [{ ipBlock: { cidr: 203.0.113.0/25 } }], ports: [{ port: 80 }] }, { from: [{ podSelector: {} }], ports: [{ port: web }] }]');
    const asked = ask('203.0.113.0/24 -> shop/db', [some], { ports: PortSet.of('TCP', 80, 81) });
    expect(verdict(asked)).toStrictEqual(['no port', 'TCP 80', 'no port', 'TCP 81']);
    expect(asked.assumptions).toStrictEqual(['only part of the addresses gets through: 203.0.113.0/25']);
    expect(asked.halves.map(({ assumptions }) => assumptions)).toStrictEqual([[], asked.assumptions]);
  });

  test('says what would settle it only where what is asked for is open', () => {
    const named = guard('thought', '[{ ports: [{ port: http }, { protocol: UDP, port: 53 }] }]').replace('app: thought', 'app: new');
    const open = ask('shop/web -> pod:shop/app=new', [named]);
    expect(verdict(open)).toStrictEqual(['no port', 'no port', 'TCP 80', 'no port']);
    expect(open.assumptions).toStrictEqual([expect.stringMatching(/^which port .* calls "http" \(TCP\)/)]);
    expect(open.halves.map(({ assumptions }) => assumptions)).toStrictEqual([[], open.assumptions]);
    const certain = ask('shop/web -> pod:shop/app=new', [named], { ports: PortSet.of('UDP', 53) });
    expect([certain.assumptions, certain.halves.map(({ assumptions }) => assumptions)]).toStrictEqual([[], [[], []]]);
  });
});

describe('the halves', () => {
  test('are egress of the source, then ingress of the destination, each with its own verdict', () => {
    const { source, destination, halves, ports } = ask('shop/web -> shop/db', [guard('db', '[]')]);
    expect([source.name, destination.name, `${ports}`]).toStrictEqual(['shop/web[Pod]', 'shop/db[Pod]', 'TCP 80']);
    expect(halves.map(({ direction, end, verdict: { allowed, blocked } }) => [direction, end.name, `${allowed}`, `${blocked}`]))
      .toStrictEqual([['egress', 'shop/web[Pod]', 'TCP 80', 'no port'], ['ingress', 'shop/db[Pod]', 'no port', 'TCP 80']]);
  });

  test('let everything pass and have no reason where the end is addresses', () => {
    const { halves: [half] } = ask('internet -> shop/db', [guard('db', '[]')]);
    expect([half?.end.workload, half?.reasons, `${half?.verdict.allowed}`]).toStrictEqual([undefined, [], 'TCP 80']);
  });

  test('have reasons by tier, with the place where they are written, for the ports asked for only', () => {
    const tiers = [
      guard('db', '[{ ports: [{ port: 80, endPort: 89 }] }]'),
      clusterGuard('first', 'ingress: [{ action: Pass, from: [{ namespaces: {} }] }, { action: Deny, from: [{ namespaces: {} }] }]'),
      clusterGuard('last', 'egress: [{ action: Deny, to: [{ namespaces: {} }] }]', 'tier: Baseline, priority: 10'),
    ];
    const lines = [...SHOP, AGENT, ...tiers].join('\n---\n').split('\n');
    const line = (text: string): number => lines.findIndex((found) => found.includes(text)) + 1;
    expect(reasons(ask('shop/web -> shop/db', tiers, { ports: PortSet.of('TCP', 85, 95) }))).toStrictEqual([
      [['deny', 'TCP 85-95', 'Baseline', 'ClusterNetworkPolicy last', 'spec.egress[0]', line('tier: Baseline')]],
      [
        ['pass', 'TCP 85-95', 'Admin', 'ClusterNetworkPolicy first', 'spec.ingress[0]', line('tier: Admin')],
        ['allow', 'TCP 85-89', 'NetworkPolicy', 'NetworkPolicy shop/db', 'spec.ingress[0]', line('ingress: [{ ports')],
        ['deny', 'TCP 90-95', 'NetworkPolicy', 'NetworkPolicy shop/db', line('ingress: [{ ports') - 3],
      ],
    ]);
  });

  test('have no reason that is about other ports only', () => {
    const { halves: [, ingress] } = ask('shop/web -> shop/db', [guard('db', '[{ ports: [{ port: 90 }] }, { ports: [{ port: 80 }] }]')]);
    expect(ingress?.reasons.map(({ rule, ports }) => `${rule} ${ports}`)).toStrictEqual(['spec.ingress[1] TCP 80']);
  });

  test('put rules of Cilium among those of NetworkPolicies', () => {
    const cilium = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: db, namespace: shop }\nspec: { endpointSelector: {}, ingress: [{ fromEntities: [cluster] }] }';
    expect(reasons(ask('shop/web -> shop/db', [cilium]))).toStrictEqual([
      [['allow', 'TCP 80', 'default', 'no policy isolates shop/web[Pod] for egress']],
      [['allow', 'TCP 80', 'NetworkPolicy', 'CiliumNetworkPolicy shop/db', 'spec.ingress[0]', expect.any(Number)]],
    ]);
  });
});

describe('edits', () => {
  test('are one that allows what is blocked and one that blocks what passes', () => {
    expect(edits(ask('shop/web -> shop/db'))).toStrictEqual(['block TCP 80: add-policy']);
    expect(edits(ask('shop/web -> shop/db', [guard('db', '[]')]))).toStrictEqual(['allow TCP 80: insert-rule']);
    expect(edits(ask('shop/web -> shop/db', [guard('db', '[{ ports: [{ port: 80 }] }]')], { ports: PortSet.of('TCP', 80, 81) })))
      .toStrictEqual(['allow TCP 81: insert-rule', 'block TCP 80: remove-rule']);
  });

  test('allow and block also what only some may', () => {
    const some = guard('db', '[{ from: [{ ipBlock: { cidr: 203.0.113.0/25 } }] }]');
    expect(edits(ask('203.0.113.0/24 -> shop/db', [some]))).toStrictEqual(['allow TCP 80: insert-rule', 'block TCP 80: remove-rule']);
  });

  test('allow and block also what nobody knows', () => {
    const named = guard('new', '[{ ports: [{ port: http }] }]');
    expect(edits(ask('shop/web -> pod:shop/app=new', [named]))).toStrictEqual(['allow TCP 80: insert-rule', 'block TCP 80: remove-rule']);
  });

  const declaring = pod('api', { ports: '[{ containerPort: 80 }, { containerPort: 53, protocol: UDP }]' });

  test('open the ports that containers declare where none are asked for, and none where those are open', () => {
    expect(edits(ask('shop/web -> shop/api', [declaring, guard('api', '[]')], {}))).toStrictEqual(['allow TCP 80 UDP 53: insert-rule']);
    expect(edits(ask('shop/web -> shop/api', [declaring, guard('api', '[{ ports: [{ port: 80 }] }]')], {}))).toStrictEqual(['allow UDP 53: insert-rule', 'block TCP 80: remove-rule']);
    expect(edits(ask('shop/web -> shop/api', [declaring, guard('api', '[{ ports: [{ port: 80 }, { protocol: UDP }] }]')], {})).map((edit) => edit.split(' ')[0])).toStrictEqual(['block']);
  });

  test('open what is asked for, declared or not, and every port where none is declared', () => {
    expect(edits(ask('shop/web -> shop/api', [declaring, guard('api', '[]')], { ports: PortSet.of('TCP', 90) }))).toStrictEqual(['allow TCP 90: insert-rule']);
    expect(edits(ask('shop/web -> shop/db', [guard('db', '[]')], {}))).toStrictEqual(['allow all ports: insert-rule']);
    expect(edits(ask('shop/web -> 203.0.113.7', [policy('web', '{ podSelector: {}, policyTypes: [Egress] }')], {}))).toStrictEqual(['allow all ports: add-policy']);
  });

  test('come with what else they do', () => {
    const both = (...documents: readonly string[]): readonly string[] =>
      (ask('shop/web -> shop/db', documents).edits[0] as ProposedEdit).consequences;
    expect(both(guard('db', '[]'), pod('canary', { labels: '{ app: web }' })))
      .toStrictEqual(['labels cannot tell shop/web[Pod] from shop/canary[Pod]: the rule names these pods too']);
    expect(both(guard('db', FROM_WEB))).toStrictEqual(['whatever else the removed rules or items let through is stopped too']);
  });
});

describe('where there is no edit', () => {
  const ON_NODE = 'policies do not govern shop/agent[Pod], on the network of its node (hostNetwork)';

  test('the network that ignores policies is named', () => {
    expect(edits(ask('shop/web -> shop/db', [guard('db', '[]')], { ports: HTTP(), cluster: { networkPolicies: 'ignored' } })))
      .toStrictEqual(['block TCP 80: the network of this cluster ignores policies (cluster.networkPolicies of exposure.yaml)']);
  });

  test('pods on the network of their node are named, and what would tell their addresses', () => {
    expect(edits(ask('internet -> shop/agent'))).toStrictEqual([`block TCP 80: ${ON_NODE}`]);
    expect(edits(ask('shop/agent -> shop/db', [guard('db', '[]')], { ports: HTTP(), cluster: { nodeCidrs: [] } })).filter((edit) => edit.startsWith('allow')))
      .toStrictEqual([`allow TCP 80: ${ON_NODE}, and rules can only name it by an address: cluster.nodeCidrs of exposure.yaml says which addresses nodes have`]);
    const both = ask('shop/agent -> shop/node', [pod('node', { spec: ', hostNetwork: true' })]);
    expect(edits(both)).toStrictEqual([`block TCP 80: ${ON_NODE.replace('[Pod],', '[Pod] and shop/node[Pod],')}`]);
  });

  test('what nobody knows is named, else that none was found', () => {
    const calico = 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: all }\nspec: {}';
    expect(edits(ask('shop/web -> shop/db', [calico]))[0]).toMatch(/^allow TCP 80: no change of policies was found that settles what GlobalNetworkPolicy all allows or denies/);
    const both = edits(ask('shop/web -> shop/db', [calico, calico.replace('name: all', 'name: more')]))[0];
    expect(both).toMatch(/GlobalNetworkPolicy all .*; .*GlobalNetworkPolicy more /);
    const denied = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: db, namespace: shop }\nspecs: [{ endpointSelector: {}, ingressDeny: [{ fromEntities: [all] }] }]';
    expect(edits(ask('shop/web -> shop/db', [denied]))).toStrictEqual(['allow TCP 80: no change of the rules of these policies was found that does']);
    expect(edits(ask('internet -> shop/db', [denied.replace('ingressDeny', 'ingress')])))
      .toStrictEqual(['block TCP 80: no change of the rules of these policies was found that does']);
  });
});

describe('a workload of which some pods are on the network of their node', () => {
  const owner = 'ownerReferences: [{ apiVersion: apps/v1, kind: DaemonSet, name: mixed, uid: u, controller: true }], labels:';
  const mixed = (): string[] => [pod('mixed-1', { labels: '{ app: mixed }' }), pod('mixed-2', { labels: '{ app: mixed }', spec: ', hostNetwork: true' })]
    .map((text) => text.replace('labels:', owner));

  test('cannot be named by policies', () => {
    const ignored = 'policies do not govern shop/mixed[DaemonSet], on the network of its node (hostNetwork)';
    expect(edits(ask('internet -> shop/mixed', mixed()))).toStrictEqual([`block TCP 80: ${ignored}`]);
  });

  test('may be on the node of the other end', () => {
    expect(ask('shop/mixed -> shop/db', [...mixed(), guard('db', '[]')]).notes).toHaveLength(1);
  });
});

describe('what no policy changes', () => {
  const NODE = 'the node that a pod runs on always reaches it, whatever policies say';
  const SERVICE = 'addresses of Services lead to pods: ask about the workload behind the Service';
  const notes = (names: string, asked: Asked = { ports: HTTP() }): readonly string[] =>
    ask(names, [guard('db', '[]'), guard('half', '[{ from: [{ ipBlock: { cidr: 10.0.0.0/9 } }] }]').replace('app: half', 'app: orders')], asked).notes;

  test('is said of a workload and itself', () => {
    expect(notes('shop/web -> shop/web')).toStrictEqual(['a pod always reaches itself; the answer is about one pod of the workload and another']);
    expect(notes('shop/web -> shop/db')).toStrictEqual([]);
  });

  test('is said of what may be a node, where something is closed', () => {
    expect([notes('shop/agent -> shop/db'), notes('10.0.0.7 -> shop/db'), notes('10.0.0.0/8 -> shop/orders')]).toStrictEqual([[NODE], [NODE], [NODE]]);
    expect([notes('internet -> shop/db'), notes('1.1.1.1 -> shop/db'), notes('shop/agent -> shop/web'), notes('10.0.0.7 -> shop/web')]).toStrictEqual([[], [], [], []]);
  });

  test('is said of addresses of Services', () => {
    const cluster = { serviceCidrs: ['10.96.0.0/12', 'fd00::/108'] };
    expect([notes('shop/web -> 10.96.0.1', { ports: HTTP(), cluster }), notes('shop/web -> fd00::1', { ports: HTTP(), cluster })]).toStrictEqual([[SERVICE], [SERVICE]]);
    expect([notes('shop/web -> 10.0.0.1', { ports: HTTP(), cluster }), notes('shop/web -> shop/orders', { ports: HTTP(), cluster })]).toStrictEqual([[], []]);
    expect(notes('10.96.0.1 -> shop/web', { ports: HTTP(), cluster })).toStrictEqual([]);
  });
});
