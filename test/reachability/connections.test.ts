import { ConnectionList } from '../../src/reachability/connections';
import { PodGroup } from '../../src/reachability/pod-groups';
import { pod, policy } from './analyzed';
import { clusterOf, counterOf, inputsOf } from './counted';

/** Pods whose addresses nobody knows, one with an address, one on the network of its node; each is a group of its own, because policies look at `app`. */
const PODS = [
  pod('agent', { spec: ', hostNetwork: true' }), pod('db'), pod('jobs', { status: '10.244.0.2' }), pod('orders'), pod('web'),
  'apiVersion: v1\nkind: Node\nmetadata: { name: worker }\nstatus: { addresses: [{ type: InternalIP, address: 10.0.0.1 }] }',
];

/** Nobody gets in, and nobody but what is on the network of its node gets out, unless a further policy says so. */
const CLOSED = policy('closed', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');
const NO_WAY_IN = policy('closed', '{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }');
const NO_WAY_OUT = policy('closed', '{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] }, policyTypes: [Egress] }');

const app = (name: string): string => `{ podSelector: { matchLabels: { app: ${name} } } }`;
const into = (name: string, rule: string, policyName = name): string => policy(policyName, `{ podSelector: { matchLabels: { app: ${name} } }, ingress: [${rule}] }`);
const outOf = (name: string, rule: string): string => policy(name, `{ podSelector: { matchLabels: { app: ${name} } }, policyTypes: [Egress], egress: [${rule}] }`);
const admin = (rules: string): string => `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: first }\nspec: { priority: 1, subject: { namespaces: {} }, ${rules} }`;
const cilium = (rule: string): string => `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: db, namespace: shop }\nspec: { endpointSelector: { matchLabels: { app: db } }, ingress: [${rule}] }`;

const short = (id: string): string => id.replace(/^shop\/|\[Pod\]$/g, '');

interface Listed {
  /** Connections of pods, in order. */
  readonly pods: readonly string[];
  /** The others, in order, with their ports. */
  readonly addresses: readonly string[];
  /** Pairs of groups that were looked at, by the pods in them. */
  readonly looks: readonly string[];
}

function list(...policies: readonly string[]): Listed {
  const inputs = inputsOf(clusterOf(...PODS, ...policies));
  const counter = counterOf(inputs);
  const look = jest.spyOn(counter, 'portsBetween');
  const rows = [...new ConnectionList(inputs.cluster, inputs.groups, inputs.table, inputs.subjects, counter).rows()];
  const nameOf = ({ workloads }: PodGroup): string => workloads.map(({ name }) => name).join('+');
  const isPod = (end: string): boolean => end.startsWith('shop/');
  const pods = rows.filter(({ source, destination }) => isPod(source) && isPod(destination));
  return {
    pods: pods.map(({ source, destination }) => `${short(source)} -> ${short(destination)}`),
    addresses: rows.filter((row) => !pods.includes(row)).map(({ source, destination, ports }) => `${short(source)} -> ${short(destination)} ${ports}`),
    looks: look.mock.calls.map(([from, to]) => `${nameOf(from)} -> ${nameOf(to)}`).sort(),
  };
}

/** From what is on the network of its node everything gets out, and nothing keeps it from getting in: such pairs say nothing about the others. */
const withoutAgent = (pairs: readonly string[]): readonly string[] => pairs.filter((pair) => !pair.includes('agent'));

const ALL_INTO_DB = ['jobs -> db', 'orders -> db', 'web -> db'];

describe('the pairs that are looked at, where nobody gets in without a rule', () => {
  test.each([
    ['none', [], [], []],
    ['those with the destination of a rule for everyone', [into('db', '{}')], ALL_INTO_DB, ['db -> db', ...ALL_INTO_DB]],
    ['those that the labels of a rule select', [into('db', `{ from: [${app('web')}] }`)], ['web -> db'], ['web -> db']],
    ['those of every destination that has the same rule', [into('db', `{ from: [${app('web')}] }`), into('orders', `{ from: [${app('web')}] }`)],
      ['web -> db', 'web -> orders'], ['web -> db', 'web -> orders']],
    ['those with a pod whose address is known, for an ipBlock', [into('db', '{ from: [{ ipBlock: { cidr: 10.244.0.0/16 } }] }')], ['jobs -> db'], ['jobs -> db']],
    ['the same where the pod does not have the address', [into('db', '{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }')], [], ['jobs -> db']],
    ['none for a rule that denies', [admin('ingress: [{ action: Deny, from: [{ namespaces: {} }] }]')], [], []],
    ['those with every pod, for all of the cluster', [cilium('{ fromEntities: [cluster] }')], ALL_INTO_DB, ['db -> db', ...ALL_INTO_DB]],
    ['those with a pod whose address is known, for nodes', [cilium('{ fromEntities: [host, remote-node] }')], [], ['jobs -> db']],
  ])('%s', (_, policies, pairs, looks) => {
    const { pods, looks: looked } = list(NO_WAY_IN, ...policies);
    expect([withoutAgent(pods), withoutAgent(looked)]).toStrictEqual([pairs, looks]);
  });

  test('are those with a pod on the network of a node, for the address of the node and for a pod that is there', () => {
    const { pods, looks } = list(NO_WAY_IN, into('db', '{ from: [{ ipBlock: { cidr: 10.0.0.0/24 } }] }'));
    const ofAgent = ['db -> agent', 'jobs -> agent', 'orders -> agent', 'web -> agent'];
    expect(pods).toStrictEqual(['agent -> db', ...ofAgent]);
    expect(looks).toStrictEqual(['agent -> agent', 'agent -> db', 'db -> agent', 'jobs -> agent', 'jobs -> db', 'orders -> agent', 'web -> agent']);
  });
});

const ALL_OUT_OF_WEB = ['web -> db', 'web -> jobs', 'web -> orders'];

describe('the pairs that are looked at, where nobody gets out without a rule', () => {
  test.each([
    ['none', [], [], []],
    ['those with the source of a rule for everyone', [outOf('web', '{}')], ['web -> agent', ...ALL_OUT_OF_WEB], ['web -> agent', ...ALL_OUT_OF_WEB, 'web -> web']],
    ['those that the labels of a rule select', [outOf('web', `{ to: [${app('db')}] }`)], ['web -> db'], ['web -> db']],
    ['those with a pod whose address is known, for an ipBlock', [outOf('web', '{ to: [{ ipBlock: { cidr: 10.244.0.0/16 } }] }')], ['web -> jobs'], ['web -> agent', 'web -> jobs']],
    ['the same for networks where pods are not', [admin('egress: [{ action: Allow, to: [{ networks: [203.0.113.0/24] }] }]')], [], ['web -> agent', 'web -> jobs']],
    ['those with every pod, for networks where pods are', [admin('egress: [{ action: Allow, to: [{ networks: [10.244.0.0/16] }] }]')],
      ALL_OUT_OF_WEB, ['web -> agent', ...ALL_OUT_OF_WEB, 'web -> web']],
    ['those with a pod whose address is known, for nodes', [admin('egress: [{ action: Allow, to: [{ nodes: {} }] }]')], ['web -> agent'], ['web -> agent', 'web -> jobs']],
  ])('%s', (_, policies, pairs, looks) => {
    const { pods, looks: looked } = list(NO_WAY_OUT, ...policies);
    const ofWeb = (found: readonly string[]): readonly string[] => found.filter((pair) => pair.startsWith('web ->'));
    expect([ofWeb(pods), ofWeb(looked)]).toStrictEqual([pairs, looks]);
  });
});

describe('connections', () => {
  test('are those of every pair where no policy isolates, and each source looks once at all pods that are alike', () => {
    const { pods, looks } = list();
    expect(pods).toHaveLength(20);
    expect(looks).toHaveLength(15);
  });

  test('are in the order of sources and then of destinations, however these were found', () => {
    const open = policy('open', '{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [db, jobs] }] }, ingress: [{}] }');
    expect(list(open, NO_WAY_OUT, outOf('web', '{}')).pods.filter((pair) => pair.startsWith('web'))).toStrictEqual(['web -> agent', 'web -> db', 'web -> jobs', 'web -> orders']);
    const fromWeb = [into('db', `{ from: [${app('web')}] }`), into('jobs', '{}')];
    expect(list(...fromWeb).pods.filter((pair) => pair.startsWith('web'))).toStrictEqual(['web -> agent', 'web -> db', 'web -> jobs', 'web -> orders']);
  });

  test('with addresses are listed with the ports that pass for them, those out of workloads before those into them', () => {
    const toShop = into('db', '{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }], ports: [{ port: 5432 }] }');
    const toOutside = outOf('web', '{ to: [{ ipBlock: { cidr: 198.51.100.0/24 } }], ports: [{ port: 443 }] }');
    expect(list(CLOSED, toShop, toOutside).addresses.filter((row) => !row.includes('agent')))
      .toStrictEqual(['web -> 198.51.100.0/24 TCP 443', '203.0.113.0/24 -> db TCP 5432']);
  });
});
