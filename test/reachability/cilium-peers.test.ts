import { Node } from '../../src/cluster/model';
import { CILIUM_ENTITIES, CiliumEntity } from '../../src/manifest/kinds/cilium/cilium-policy';
import { AddressSet } from '../../src/network/address-set';
import { ciliumBlocks, CiliumPeers, matchesCilium } from '../../src/reachability/cilium-peers';
import { EndPoint } from '../../src/reachability/end-point';
import { Direction } from '../../src/reachability/model';
import { Nodes } from '../../src/reachability/nodes';
import { PeerSets } from '../../src/reachability/peer-set';

interface Peers {
  readonly entities?: string;
  readonly cidr?: string;
  /** Address of the only Node in the manifests. */
  readonly node?: string;
  /** Where nodes have their addresses, by the profile. */
  readonly nodeCidr?: string;
  readonly direction?: Direction;
}

const block = (cidr: string | undefined): AddressSet => (cidr === undefined ? AddressSet.NONE : AddressSet.parseCidr(cidr));

function peersOf({ entities = '', cidr, node, nodeCidr, direction = 'ingress' }: Peers): CiliumPeers {
  const nodes = node === undefined ? [] : [{ metadata: { labels: {} }, spec: { addresses: AddressSet.parseAddress(node) } } as unknown as Node];
  const names = entities.split(' ').filter((name) => name !== '') as CiliumEntity[];
  return new PeerSets(new Nodes(nodes, block(nodeCidr))).cilium(names, block(cidr), direction) as CiliumPeers;
}

const at = (cidr: string, node = false): EndPoint => ({ kind: 'addresses', addresses: block(cidr), ports: 'none', node });
const anything = (cidr: string): EndPoint => ({ kind: 'anything', addresses: block(cidr) });
const unknownPod = (): EndPoint => ({ kind: 'unknown', addresses: { known: false, set: AddressSet.PRIVATE } });

describe('addresses outside', () => {
  test.each<[string, Peers, string, string]>([
    ['belong to the world', { entities: 'world' }, '9.9.9.9/32', 'yes'],
    ['belong to the world of their family', { entities: 'world-ipv4' }, '9.9.9.9/32', 'yes'],
    ['belong to no world of another family', { entities: 'world-ipv6' }, '9.9.9.9/32', 'no'],
    ['of IPv6 belong to theirs', { entities: 'world-ipv6' }, '2600::/16', 'yes'],
    ['of IPv6 do not belong to that of IPv4', { entities: 'world-ipv4' }, '2600::/16', 'no'],
    ['are meant by a CIDR that has all of them', { cidr: '9.9.9.0/24' }, '9.9.9.9/32', 'yes'],
    ['are not meant by one that has some', { cidr: '9.9.9.9/32' }, '9.9.9.0/24', 'no'],
    ['that are public are no node', { entities: 'host remote-node' }, '9.9.9.9/32', 'no'],
    ['that are public are no pod, also none without Cilium', { entities: 'cluster unmanaged' }, '9.9.9.9/32', 'no'],
    ['that are public do not come from the API server', { entities: 'kube-apiserver' }, '9.9.9.9/32', 'no'],
    ['that are public may be those of the API server', { entities: 'kube-apiserver', direction: 'egress' }, '9.9.9.9/32', 'maybe'],
    ['are no other entity that a rule lets out to', { entities: 'host', direction: 'egress' }, '9.9.9.9/32', 'no'],
    ['that are private may be those of a host', { entities: 'host' }, '10.1.0.1/32', 'maybe'],
    ['that are private may be those of a node', { entities: 'remote-node' }, '10.1.0.1/32', 'maybe'],
    ['that are private may be those of the API server', { entities: 'kube-apiserver' }, '10.1.0.1/32', 'maybe'],
    ['that are private may be those of a pod without Cilium', { entities: 'unmanaged' }, '10.1.0.1/32', 'maybe'],
    ['that are private may be within the cluster', { entities: 'cluster' }, '10.1.0.1/32', 'maybe'],
    ['that are private belong to the world or to the cluster', { entities: 'cluster world' }, '10.1.0.1/32', 'yes'],
    ['that are private are neither proxy nor health check', { entities: 'health init ingress none' }, '10.1.0.1/32', 'no'],
  ])('%s', (_, peers, cidr, expected) => {
    expect(matchesCilium(peersOf(peers), at(cidr))).toBe(expected);
  });
});

describe('addresses, where something is known of nodes,', () => {
  test.each<[string, Peers, string, string]>([
    ['are no nodes where no node can be', { entities: 'host remote-node', nodeCidr: '10.0.0.0/24' }, '10.1.0.1/32', 'no'],
    ['are no nodes where a Node has another address', { entities: 'host remote-node', node: '10.0.0.1' }, '10.1.0.1/32', 'no'],
    ['may be the API server all the same', { entities: 'kube-apiserver', nodeCidr: '10.0.0.0/24' }, '10.1.0.1/32', 'maybe'],
    ['may be a pod without Cilium all the same', { entities: 'unmanaged', node: '10.0.0.1' }, '10.1.0.1/32', 'maybe'],
    ['may be within the cluster all the same', { entities: 'cluster', node: '10.0.0.1' }, '10.1.0.1/32', 'maybe'],
    ['of a Node are host or remote node', { entities: 'host remote-node', node: '10.0.0.1' }, '10.0.0.1/32', 'yes'],
    ['of a Node are within the cluster', { entities: 'cluster', node: '10.0.0.1' }, '10.0.0.1/32', 'yes'],
    ['of a Node are not the world', { entities: 'world', node: '10.0.0.1' }, '10.0.0.1/32', 'no'],
    ['of a Node are perhaps meant by a CIDR', { cidr: '10.0.0.0/24', node: '10.0.0.1' }, '10.0.0.1/32', 'maybe'],
    ['of a Node are not meant by another CIDR', { cidr: '10.1.0.0/24', node: '10.0.0.1' }, '10.0.0.1/32', 'no'],
    ['that a node may have are perhaps the world', { entities: 'world', nodeCidr: '10.0.0.0/24' }, '10.0.0.7/32', 'maybe'],
    ['that a node may have are perhaps a remote node', { entities: 'remote-node', nodeCidr: '10.0.0.0/24' }, '10.0.0.7/32', 'maybe'],
    ['that a node may have are perhaps host or remote node', { entities: 'host remote-node', nodeCidr: '10.0.0.0/24' }, '10.0.0.7/32', 'maybe'],
    ['that a node may have are one or the other where both are meant', { entities: 'host remote-node world', nodeCidr: '10.0.0.0/24' }, '10.0.0.7/32', 'yes'],
    ['that a node may have are neither where neither is meant', { entities: 'ingress', nodeCidr: '10.0.0.0/24' }, '10.0.0.7/32', 'no'],
    ['that a node may have, and that are public, are perhaps a host', { entities: 'host', nodeCidr: '9.9.9.0/24' }, '9.9.9.9/32', 'maybe'],
  ])('%s', (_, peers, cidr, expected) => {
    expect(matchesCilium(peersOf(peers), at(cidr))).toBe(expected);
  });
});

describe('a node', () => {
  test.each<[string, string]>([
    ['cluster', 'yes'], ['host remote-node', 'yes'], ['host', 'maybe'], ['remote-node', 'maybe'], ['kube-apiserver', 'maybe'],
    ['world', 'no'], ['ingress', 'no'], ['health init unmanaged none', 'no'],
  ])('is %s: %s', (entities, expected) => {
    expect(matchesCilium(peersOf({ entities }), at('10.0.0.7/32', true))).toBe(expected);
  });
});

test.each<[string, string]>([
  ['cluster', 'yes'], ['cluster unmanaged', 'yes'], ['unmanaged', 'maybe'], ['world host remote-node', 'no'],
])('a pod is %s: %s', (entities, expected) => {
  const known = { labels: {}, complete: true };
  const pod: EndPoint = { kind: 'pod', name: 'shop/web[Pod]', namespace: 'shop', namespaceLabels: known, labels: known, ports: [], addresses: { known: true, set: block('10.1.0.1/32') } };
  expect(matchesCilium(peersOf({ entities }), pod)).toBe(expected);
});

describe('a pod about which nothing is known, and the proxy of Cilium,', () => {
  const cluster = ['cluster'];

  test('are within the cluster, and nothing else but what they are', () => {
    const meaning = (end: EndPoint): string[] => CILIUM_ENTITIES.filter((entity) => matchesCilium(peersOf({ entities: entity }), end) !== 'no');
    expect(meaning(unknownPod())).toStrictEqual(cluster);
    expect(meaning({ kind: 'entity', entity: 'ingress' })).toStrictEqual([...cluster, 'ingress']);
    expect(matchesCilium(peersOf({ entities: 'cluster' }), unknownPod())).toBe('yes');
  });
});

describe('whatever the network delivers', () => {
  test.each<[string, Peers, string]>([
    ['is the cluster or the world', { entities: 'cluster world' }, 'yes'],
    ['is the cluster or the world of its family', { entities: 'cluster world-ipv4' }, 'yes'],
    ['is perhaps the cluster, where the world is of another family', { entities: 'cluster world-ipv6' }, 'maybe'],
    ['is perhaps the world', { entities: 'world' }, 'maybe'],
    ['is not the world of another family', { entities: 'world-ipv6' }, 'no'],
    ['is perhaps a host', { entities: 'host' }, 'maybe'],
    ['is perhaps a host, whatever else is meant', { entities: 'none host' }, 'maybe'],
    ['is not nobody', { entities: 'none' }, 'no'],
    ['perhaps comes from a CIDR', { cidr: '9.9.0.0/16' }, 'maybe'],
    ['does not come from another', { cidr: '8.8.0.0/16' }, 'no'],
  ])('%s', (_, peers, expected) => {
    expect(matchesCilium(peersOf(peers), anything('9.9.9.0/24'))).toBe(expected);
  });

  test('is of IPv6 not the world of IPv4', () => {
    expect(matchesCilium(peersOf({ entities: 'world-ipv4' }), anything('2600::/16'))).toBe('no');
  });
});

test('addresses of both families, public and private ones, nodes and CIDRs are told apart', () => {
  const blocks = ciliumBlocks(peersOf({ entities: 'world', cidr: '192.0.2.0/24', node: '10.0.0.1', nodeCidr: '10.0.0.0/31' })).map(({ key }) => key);
  const expected = [block('192.0.2.0/24'), block('10.0.0.1/32'), block('10.0.0.0/32'), AddressSet.PUBLIC, AddressSet.ALL_V4].map(({ key }) => key);
  expect(new Set(blocks)).toStrictEqual(new Set(expected));
});
