import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { EndPoint, PodEnd } from '../../src/reachability/end-point';
import { Nodes } from '../../src/reachability/nodes';
import { matches, matchesAny, NamePeers, PeerSet, PeerSets } from '../../src/reachability/peer-set';
import { analyze } from './analyzed';

describe('PeerSets', () => {
  test('two items that mean the same are one set', () => {
    const sets = new PeerSets();
    const web = LabelSelector.of({ app: 'web', tier: 'front' });
    expect(sets.pods('shop', web)).toBe(sets.pods('shop', LabelSelector.of({ tier: 'front' }, [{ key: 'app', operator: 'In', values: ['web'] }])));
    expect(sets.addresses(AddressSet.parseCidr('10.0.0.0/8'))).toBe(sets.addresses(AddressSet.union(['10.0.0.0/9', '10.128.0.0/9'].map((cidr) => AddressSet.parseCidr(cidr)))));
  });

  test('items that differ in scope are different sets', () => {
    const sets = new PeerSets();
    const all = LabelSelector.EVERYTHING;
    const made = new Set([sets.pods('shop', all), sets.pods('ops', all), sets.pods(all, all), sets.pods(LabelSelector.of({ team: 'shop' }), all), sets.addresses(AddressSet.ALL)]);
    expect(made.size).toBe(5);
    expect([...made].map(({ number }) => number)).toStrictEqual([0, 1, 2, 3, 4]);
  });

  test('a namespace by name is another set than namespaces with a label of that name', () => {
    const sets = new PeerSets();
    const labelled = LabelSelector.of({}, [{ key: 'shop', operator: 'Exists' }]);
    expect(sets.pods('shop', LabelSelector.EVERYTHING)).not.toBe(sets.pods(labelled, LabelSelector.EVERYTHING));
  });

  test('an ipBlock is another set than a network, and what addresses are unless said otherwise', () => {
    const sets = new PeerSets();
    expect(sets.addresses(INSIDE)).toBe(sets.addresses(INSIDE, 'plugin'));
    expect(sets.addresses(INSIDE)).not.toBe(sets.addresses(INSIDE, 'certain'));
  });

  test('nodes by their labels, names and relations to the pod are told apart by what they say', () => {
    const sets = new PeerSets();
    const edge = LabelSelector.of({ role: 'edge' });
    expect(sets.nodes(edge)).toBe(sets.nodes(LabelSelector.of({ role: 'edge' })));
    expect(sets.names(['a.example', 'b.example'])).toBe(sets.names(['a.example', 'b.example']));
    expect(sets.relative('namespaces.sameLabels')).toBe(sets.relative('namespaces.sameLabels'));
    const made = [
      sets.nodes(edge), sets.nodes(LabelSelector.EVERYTHING), sets.names(['a.example', 'b.example']), sets.names(['a.example']), sets.names(['a.exampleb.example']),
      sets.relative('namespaces.sameLabels'), sets.relative('namespaces.notSameLabels'),
    ];
    expect(new Set(made).size).toBe(7);
  });
});

describe('domain names', () => {
  const mayBePods = (sets: PeerSets, ...names: string[]): boolean => (sets.names(names) as NamePeers).pods;

  test.each(['db.shop.svc.cluster.local', 'DB.shop.svc.Cluster.Local.', '*.shop.svc.cluster.local', '*.cluster.local', '*.local'])('%s may be the name of a pod', (name) => {
    expect(mayBePods(new PeerSets(), name)).toBe(true);
  });

  test.each(['api.example.com', '*.example.com', 'notcluster.local', '*.notcluster.local', 'local', '*.cluster', '*.cal', 'cluster.local.example.com'])('%s is none', (name) => {
    expect(mayBePods(new PeerSets(), name)).toBe(false);
  });

  test('may be pods where one of them may be one', () => {
    expect(mayBePods(new PeerSets(), 'api.example.com', 'db.shop.svc.cluster.local')).toBe(true);
    expect(mayBePods(new PeerSets(), 'api.example.com', 'example.com')).toBe(false);
  });

  test('of pods are those within the domain of the cluster', () => {
    const sets = new PeerSets(Nodes.UNKNOWN, 'shop.internal');
    expect([mayBePods(sets, 'db.shop.svc.shop.internal'), mayBePods(sets, 'db.shop.svc.cluster.local')]).toStrictEqual([true, false]);
  });
});

const INSIDE = AddressSet.parseCidr('10.244.0.0/16');
const OUTSIDE = AddressSet.parseCidr('203.0.113.0/24');
const NODE_RANGE = AddressSet.parseCidr('10.0.0.0/29');

const { cluster: { nodes } } = analyze(['edge', 'worker'].map((role, i) =>
  `apiVersion: v1\nkind: Node\nmetadata: { name: ${role}, labels: { role: ${role} } }\nstatus: { addresses: [{ type: InternalIP, address: 10.0.0.${i + 1} }] }`));
const SETS = new PeerSets(new Nodes(nodes, NODE_RANGE));

const WEB: PodEnd = {
  kind: 'pod',
  name: 'shop/web[Pod]',
  namespace: 'shop',
  namespaceLabels: { labels: { 'kubernetes.io/metadata.name': 'shop', 'team': 'sales' }, complete: false },
  labels: { labels: { app: 'web' }, complete: true },
  ports: [],
  addresses: { known: true, set: AddressSet.parseAddress('10.244.1.7') },
};
const UNADDRESSED: PodEnd = { ...WEB, addresses: { known: false, set: INSIDE } };
const DESCRIBED: PodEnd = { ...WEB, labels: { labels: { app: 'web' }, complete: false } };
const UNKNOWN: EndPoint = { kind: 'unknown', addresses: { known: false, set: INSIDE } };
const INGRESS_PROXY: EndPoint = { kind: 'entity', entity: 'ingress' };
const at = (addresses: AddressSet, node = false): EndPoint => ({ kind: 'addresses', addresses, ports: 'none', node });
const anything = (addresses: AddressSet): EndPoint => ({ kind: 'anything', addresses });
const machine = (address: string, node = false): EndPoint => at(AddressSet.parseAddress(address), node);

const EVERY_POD = SETS.pods(LabelSelector.EVERYTHING, LabelSelector.EVERYTHING);
const WEB_PODS = SETS.pods('shop', LabelSelector.of({ app: 'web' }));
const TIER_PODS = (namespaces: string | LabelSelector): PeerSet => SETS.pods(namespaces, LabelSelector.of({ tier: 'front' }));
const OF_PLATFORM = LabelSelector.of({ team: 'platform' });
const IN_ZONE = LabelSelector.of({ zone: 'dmz' });
const BLOCK = SETS.addresses(INSIDE);
const NETWORK = SETS.addresses(INSIDE, 'certain');
const EDGE_NODES = SETS.nodes(LabelSelector.of({ role: 'edge' }));
const ALL_NODES = SETS.nodes(LabelSelector.EVERYTHING);
const SITE = SETS.names(['api.example.com']);
const SERVICE = SETS.names(['db.shop.svc.cluster.local']);
const SAME = SETS.relative('namespaces.sameLabels');

describe('pods as peers', () => {
  test.each<[string, PeerSet, EndPoint, string]>([
    ['a pod with the labels, in the namespace', WEB_PODS, WEB, 'yes'],
    ['a pod of another namespace', SETS.pods('ops', LabelSelector.EVERYTHING), WEB, 'no'],
    ['a pod that may have the label', TIER_PODS('shop'), DESCRIBED, 'maybe'],
    ['such a pod in another namespace', TIER_PODS('ops'), DESCRIBED, 'no'],
    ['such a pod in a namespace with another value', TIER_PODS(OF_PLATFORM), DESCRIBED, 'no'],
    ['a pod without the label', TIER_PODS('shop'), WEB, 'no'],
    ['a pod without the label, in a namespace that may be meant', TIER_PODS(IN_ZONE), WEB, 'no'],
    ['a pod of a namespace that may be meant', SETS.pods(IN_ZONE, LabelSelector.EVERYTHING), WEB, 'maybe'],
    ['a pod about which nothing is known, where all are meant', EVERY_POD, UNKNOWN, 'yes'],
    ['the same, where all of one namespace are', SETS.pods('shop', LabelSelector.EVERYTHING), UNKNOWN, 'no'],
    ['the same, where all of some namespaces are', SETS.pods(OF_PLATFORM, LabelSelector.EVERYTHING), UNKNOWN, 'no'],
    ['the same, where some of all namespaces are', SETS.pods(LabelSelector.EVERYTHING, LabelSelector.of({ app: 'web' })), UNKNOWN, 'no'],
    ['addresses', EVERY_POD, at(INSIDE), 'no'],
    ['whatever the network delivers', EVERY_POD, anything(INSIDE), 'maybe'],
    ['the proxy of Cilium', EVERY_POD, INGRESS_PROXY, 'no'],
  ])('%s', (_, peer, end, expected) => {
    expect(matches(peer, end)).toBe(expected);
  });
});

describe('addresses as peers', () => {
  test.each<[string, PeerSet, EndPoint, string]>([
    ['addresses within', BLOCK, at(AddressSet.parseCidr('10.244.7.0/24')), 'yes'],
    ['addresses elsewhere', BLOCK, at(OUTSIDE), 'no'],
    ['whatever the network delivers from within', BLOCK, anything(INSIDE), 'yes'],
    ['a pod whose address is within', BLOCK, WEB, 'yes'],
    ['a pod that may have an address within, which is up to the plugin', BLOCK, UNADDRESSED, 'maybe'],
    ['a pod that may have an address within a network', SETS.addresses(AddressSet.parseCidr('10.244.0.0/17'), 'certain'), UNADDRESSED, 'maybe'],
    ['a pod that has an address within a network, whichever it is', NETWORK, UNADDRESSED, 'yes'],
    ['a pod that has an address elsewhere', SETS.addresses(OUTSIDE, 'certain'), UNADDRESSED, 'no'],
    ['a pod of several known addresses, some of which are within', SETS.addresses(AddressSet.parseCidr('10.244.0.0/17')), { ...WEB, addresses: { known: true, set: INSIDE } }, 'maybe'],
    ['a pod about which nothing is known', NETWORK, UNKNOWN, 'yes'],
    ['the proxy of Cilium', NETWORK, INGRESS_PROXY, 'no'],
  ])('%s', (_, peer, end, expected) => {
    expect(matches(peer, end)).toBe(expected);
  });
});

describe('nodes as peers', () => {
  test.each<[string, PeerSet, EndPoint, string]>([
    ['a Node that matches', EDGE_NODES, machine('10.0.0.1'), 'yes'],
    ['a Node that does not', EDGE_NODES, machine('10.0.0.2', true), 'no'],
    ['another node, where all are meant', ALL_NODES, machine('10.0.0.3', true), 'yes'],
    ['another node, where some are meant', EDGE_NODES, machine('10.0.0.3', true), 'maybe'],
    ['an address where nodes may be', EDGE_NODES, machine('10.0.0.3'), 'maybe'],
    ['an address where none is', ALL_NODES, at(OUTSIDE), 'no'],
    ['a pod', ALL_NODES, WEB, 'no'],
    ['a pod that may have any address', ALL_NODES, { ...UNADDRESSED, addresses: { known: false, set: AddressSet.ALL } }, 'no'],
    ['a pod about which nothing is known', ALL_NODES, UNKNOWN, 'no'],
    ['whatever the network delivers from where no node is', ALL_NODES, anything(OUTSIDE), 'maybe'],
    ['the proxy of Cilium', ALL_NODES, INGRESS_PROXY, 'no'],
  ])('%s', (_, peer, end, expected) => {
    expect(matches(peer, end)).toBe(expected);
  });
});

describe('names, and pods by what they share with the pod, as peers', () => {
  test.each<[string, PeerSet, EndPoint, string]>([
    ['addresses may have a name outside', SITE, at(OUTSIDE), 'maybe'],
    ['whatever the network delivers may have it', SITE, anything(OUTSIDE), 'maybe'],
    ['a pod does not', SITE, WEB, 'no'],
    ['nor does one about which nothing is known', SITE, UNKNOWN, 'no'],
    ['a pod may have a name of the cluster', SERVICE, WEB, 'maybe'],
    ['so may one about which nothing is known', SERVICE, UNKNOWN, 'maybe'],
    ['so may addresses', SERVICE, at(OUTSIDE), 'maybe'],
    ['a pod may share labels', SAME, WEB, 'maybe'],
    ['so may whatever the network delivers', SAME, anything(OUTSIDE), 'maybe'],
    ['addresses share none', SAME, at(OUTSIDE), 'no'],
  ])('%s', (_, peer, end, expected) => {
    expect(matches(peer, end)).toBe(expected);
  });
});

describe('several peers', () => {
  test.each<[string, readonly PeerSet[] | undefined, string]>([
    ['are everyone where a rule has none', undefined, 'yes'],
    ['match nobody where the list is empty', [], 'no'],
    ['match where one does, whichever', [SITE, SAME, WEB_PODS], 'yes'],
    ['may match where one may and none does', [SAME, SITE], 'maybe'],
    ['match nobody where none does', [SITE, SETS.pods('ops', LabelSelector.EVERYTHING)], 'no'],
  ])('%s', (_, peers, expected) => {
    expect(matchesAny(peers, WEB)).toBe(expected);
  });
});
