import { Node } from '../../src/cluster/model';
import { CiliumEntity } from '../../src/manifest/kinds/cilium/cilium-policy';
import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { EndPoint, PodEnd } from '../../src/reachability/end-point';
import { Nodes } from '../../src/reachability/nodes';
import { matches, matchesAny, NamePeers, PeerSet, PeerSets } from '../../src/reachability/peer-set';

describe('PeerSets', () => {
  test('two items that mean the same are one set', () => {
    const sets = new PeerSets();
    const web = LabelSelector.of({ app: 'web', tier: 'front' });
    expect(sets.pods('shop', web)).toBe(sets.pods('shop', LabelSelector.of({ tier: 'front' }, [{ key: 'app', operator: 'In', values: ['web'] }])));
    expect(sets.pods(LabelSelector.of({ team: 'shop' }), web)).toBe(sets.pods(LabelSelector.of({ team: 'shop' }), web));
    expect(sets.addresses(AddressSet.parseCidr('10.0.0.0/8'))).toBe(sets.addresses(AddressSet.union(['10.0.0.0/9', '10.128.0.0/9'].map((cidr) => AddressSet.parseCidr(cidr)))));
  });

  test('items that differ in scope are different sets', () => {
    const sets = new PeerSets();
    const all = LabelSelector.EVERYTHING;
    const made = new Set([
      sets.pods('shop', all), sets.pods('ops', all), sets.addresses(AddressSet.ALL), sets.pods(all, all), sets.nodes(all), sets.pods(LabelSelector.of({ team: 'shop' }), all),
    ]);
    expect(made.size).toBe(6);
    expect([...made].map(({ number }) => number)).toStrictEqual([0, 1, 2, 3, 4, 5]);
  });

  test('a namespace by name is another set than namespaces with a label of that name', () => {
    const sets = new PeerSets();
    const labelled = LabelSelector.of({}, [{ key: 'shop', operator: 'Exists' }]);
    expect(sets.pods('shop', LabelSelector.EVERYTHING)).not.toBe(sets.pods(labelled, LabelSelector.EVERYTHING));
  });

  test('an ipBlock is another set than a network, and what addresses are unless said otherwise', () => {
    const sets = new PeerSets();
    expect(sets.addresses(inside())).toBe(sets.addresses(inside(), 'plugin'));
    expect(sets.addresses(inside())).not.toBe(sets.addresses(inside(), 'certain'));
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

const inside = (): AddressSet => AddressSet.parseCidr('10.244.0.0/16');
const outside = (): AddressSet => AddressSet.parseCidr('203.0.113.0/24');

/** Two Nodes, somewhere among the addresses that nodes have. */
function someSets(): PeerSets {
  const nodes = ['edge', 'worker'].map((role, i) => ({ metadata: { labels: { role } }, spec: { addresses: AddressSet.parseAddress(`10.0.0.${i + 1}`) } }) as unknown as Node);
  return new PeerSets(new Nodes(nodes, AddressSet.parseCidr('10.0.0.0/29')));
}

type End = () => EndPoint;
type Peer = () => PeerSet;

const web = (): PodEnd => ({
  kind: 'pod',
  name: 'shop/web[Pod]',
  namespace: 'shop',
  namespaceLabels: { labels: { 'kubernetes.io/metadata.name': 'shop', 'team': 'sales' }, complete: false },
  labels: { labels: { app: 'web' }, complete: true },
  ports: [],
  addresses: { known: true, set: AddressSet.parseAddress('10.244.1.7') },
});
const unaddressed = (set = inside()): PodEnd => ({ ...web(), addresses: { known: false, set } });
const described: End = () => ({ ...web(), labels: { labels: { app: 'web' }, complete: false } });
const unknown: End = () => ({ kind: 'unknown', addresses: { known: false, set: inside() } });
const ingressProxy: End = () => ({ kind: 'entity', entity: 'ingress' });
const at = (addresses: AddressSet, node = false): EndPoint => ({ kind: 'addresses', addresses, ports: 'none', node });
const somewhereOutside: End = () => at(outside());
const anything = (addresses: AddressSet): EndPoint => ({ kind: 'anything', addresses });
const anythingOutside: End = () => anything(outside());
const machine = (address: string, node = false): End => () => at(AddressSet.parseAddress(address), node);

const labelled = (key: string, value: string): LabelSelector => LabelSelector.of({ [key]: value });
const everyPod: Peer = () => someSets().pods(LabelSelector.EVERYTHING, LabelSelector.EVERYTHING);
const allIn = (namespaces: () => string | LabelSelector): Peer => () => someSets().pods(namespaces(), LabelSelector.EVERYTHING);
const frontIn = (namespaces: () => string | LabelSelector): Peer => () => someSets().pods(namespaces(), labelled('tier', 'front'));
const shop = (): string => 'shop';
const ops = (): string => 'ops';
const ofPlatform = (): LabelSelector => labelled('team', 'platform');
const inZone = (): LabelSelector => labelled('zone', 'dmz');
const block: Peer = () => someSets().addresses(inside());
const network: Peer = () => someSets().addresses(inside(), 'certain');
const edgeNodes: Peer = () => someSets().nodes(labelled('role', 'edge'));
const allNodes: Peer = () => someSets().nodes(LabelSelector.EVERYTHING);
const site: Peer = () => someSets().names(['api.example.com']);
const service: Peer = () => someSets().names(['db.shop.svc.cluster.local']);
const same: Peer = () => someSets().relative('namespaces.sameLabels');

describe('pods as peers', () => {
  test.each<[string, Peer, End, string]>([
    ['a pod with the labels, in the namespace', () => someSets().pods('shop', labelled('app', 'web')), web, 'yes'],
    ['a pod of another namespace', allIn(ops), web, 'no'],
    ['a pod that may have the label', frontIn(shop), described, 'maybe'],
    ['such a pod in another namespace', frontIn(ops), described, 'no'],
    ['such a pod in a namespace with another value', frontIn(ofPlatform), described, 'no'],
    ['a pod without the label', frontIn(shop), web, 'no'],
    ['a pod without the label, in a namespace that may be meant', frontIn(inZone), web, 'no'],
    ['a pod of a namespace that may be meant', allIn(inZone), web, 'maybe'],
    ['a pod about which nothing is known, where all are meant', everyPod, unknown, 'yes'],
    ['the same, where all of one namespace are', allIn(shop), unknown, 'no'],
    ['the same, where all of some namespaces are', allIn(ofPlatform), unknown, 'no'],
    ['the same, where some of all namespaces are', () => someSets().pods(LabelSelector.EVERYTHING, labelled('app', 'web')), unknown, 'no'],
    ['addresses', everyPod, () => at(inside()), 'no'],
    ['whatever the network delivers', everyPod, () => anything(inside()), 'maybe'],
    ['the proxy of Cilium', everyPod, ingressProxy, 'no'],
  ])('%s', (_, peer, end, expected) => {
    expect(matches(peer(), end())).toBe(expected);
  });
});

describe('addresses as peers', () => {
  test.each<[string, Peer, End, string]>([
    ['addresses within', block, () => at(AddressSet.parseCidr('10.244.7.0/24')), 'yes'],
    ['addresses elsewhere', block, somewhereOutside, 'no'],
    ['whatever the network delivers from within', block, () => anything(inside()), 'yes'],
    ['a pod whose address is within', block, web, 'yes'],
    ['a pod that may have an address within, which is up to the plugin', block, () => unaddressed(), 'maybe'],
    ['a pod that may have an address within a network', () => someSets().addresses(AddressSet.parseCidr('10.244.0.0/17'), 'certain'), () => unaddressed(), 'maybe'],
    ['a pod that has an address within a network, whichever it is', network, () => unaddressed(), 'yes'],
    ['a pod that has an address elsewhere', () => someSets().addresses(outside(), 'certain'), () => unaddressed(), 'no'],
    ['a pod of several known addresses, some of which are within', () => someSets().addresses(AddressSet.parseCidr('10.244.0.0/17')), () => ({ ...web(), addresses: { known: true, set: inside() } }), 'maybe'],
    ['a pod about which nothing is known', network, unknown, 'yes'],
    ['the proxy of Cilium', network, ingressProxy, 'no'],
  ])('%s', (_, peer, end, expected) => {
    expect(matches(peer(), end())).toBe(expected);
  });
});

describe('nodes as peers', () => {
  test.each<[string, Peer, End, string]>([
    ['a Node that matches', edgeNodes, machine('10.0.0.1'), 'yes'],
    ['a Node that does not', edgeNodes, machine('10.0.0.2', true), 'no'],
    ['another node, where all are meant', allNodes, machine('10.0.0.3', true), 'yes'],
    ['another node, where some are meant', edgeNodes, machine('10.0.0.3', true), 'maybe'],
    ['an address where nodes may be', edgeNodes, machine('10.0.0.3'), 'maybe'],
    ['an address where none is', allNodes, somewhereOutside, 'no'],
    ['a pod', allNodes, web, 'no'],
    ['a pod that may have any address', allNodes, () => unaddressed(AddressSet.ALL), 'no'],
    ['a pod about which nothing is known', allNodes, unknown, 'no'],
    ['whatever the network delivers from where no node is', allNodes, anythingOutside, 'maybe'],
    ['the proxy of Cilium', allNodes, ingressProxy, 'no'],
  ])('%s', (_, peer, end, expected) => {
    expect(matches(peer(), end())).toBe(expected);
  });
});

describe('names, and pods by what they share with the pod, as peers', () => {
  test.each<[string, Peer, End, string]>([
    ['addresses may have a name outside', site, somewhereOutside, 'maybe'],
    ['whatever the network delivers may have it', site, anythingOutside, 'maybe'],
    ['a pod does not', site, web, 'no'],
    ['nor does one about which nothing is known', site, unknown, 'no'],
    ['a pod may have a name of the cluster', service, web, 'maybe'],
    ['so may one about which nothing is known', service, unknown, 'maybe'],
    ['so may addresses', service, somewhereOutside, 'maybe'],
    ['a pod may share labels', same, web, 'maybe'],
    ['so may whatever the network delivers', same, anythingOutside, 'maybe'],
    ['addresses share none', same, somewhereOutside, 'no'],
  ])('%s', (_, peer, end, expected) => {
    expect(matches(peer(), end())).toBe(expected);
  });
});

describe('entities of Cilium as peers', () => {
  const entities = (...names: CiliumEntity[]): Peer => () => someSets().cilium(names, AddressSet.NONE, 'ingress');

  test.each<[string, Peer, End, string]>([
    ['its proxy is one of them', entities('ingress'), ingressProxy, 'yes'],
    ['its proxy is not another', entities('host'), ingressProxy, 'no'],
    ['a pod is of the cluster', entities('cluster'), web, 'yes'],
    ['a Node is a host, perhaps of other pods', entities('host'), machine('10.0.0.1'), 'maybe'],
    ['addresses outside are the world', entities('world'), somewhereOutside, 'yes'],
  ])('%s', (_, peer, end, expected) => {
    expect(matches(peer(), end())).toBe(expected);
  });

  test('are told apart by direction, entities and addresses', () => {
    const sets = someSets();
    expect(sets.cilium(['host', 'world'], AddressSet.NONE, 'ingress')).toBe(sets.cilium(['host', 'world'], AddressSet.NONE, 'ingress'));
    const made = [
      sets.cilium(['host', 'world'], AddressSet.NONE, 'ingress'), sets.cilium(['host', 'world'], AddressSet.NONE, 'egress'),
      sets.cilium(['host'], AddressSet.NONE, 'ingress'), sets.cilium(['host'], inside(), 'ingress'),
    ];
    expect(new Set(made).size).toBe(4);
  });
});

describe('several peers', () => {
  test.each<[string, readonly Peer[] | undefined, string]>([
    ['are everyone where a rule has none', undefined, 'yes'],
    ['match nobody where the list is empty', [], 'no'],
    ['match where one does, whichever', [site, same, allIn(shop)], 'yes'],
    ['may match where one may and none does', [same, site], 'maybe'],
    ['match nobody where none does', [site, allIn(ops)], 'no'],
  ])('%s', (_, peers, expected) => {
    expect(matchesAny(peers?.map((peer) => peer()), web())).toBe(expected);
  });
});
