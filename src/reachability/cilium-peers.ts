import { CiliumEntity } from '../manifest/kinds/cilium/cilium-policy';
import { AddressSet } from '../network/address-set';
import { AddressEnd, AnythingEnd, EndPoint } from './end-point';
import { Match } from './match';
import { Direction } from './model';
import { SelectedNodes } from './nodes';

/** Entities of Cilium, and addresses that Cilium knows by nothing else: what one rule has of them. */
export interface CiliumPeers {
  readonly kind: 'cilium';
  readonly number: number;
  /** Sorted; without `all`, which is everyone. */
  readonly entities: readonly CiliumEntity[];
  /** Of CIDRs. */
  readonly addresses: AddressSet;
  /** Addresses of nodes, as far as manifests and profile say. */
  readonly nodes: SelectedNodes;
  readonly direction: Direction;
}

/** Blocks of addresses that the peers tell apart. */
export function ciliumBlocks({ addresses, nodes }: CiliumPeers): readonly AddressSet[] {
  return [addresses, nodes.selected, nodes.unknown, AddressSet.PUBLIC, AddressSet.ALL_V4];
}

/**
 * Whether the other end is one of the entities, or has one of the addresses (Cilium documentation, "Entities based" and "CIDR based").
 *
 * Pods are `cluster` and nothing else. A node is `host` to its own pods and `remote-node` to all others. An address is taken for that of a
 * node where a Node or the profile says so; where neither says anything about nodes, a private one may be one. Everything else outside is `world`.
 */
export function matchesCilium(peer: CiliumPeers, end: EndPoint): Match {
  const has = (...wanted: readonly CiliumEntity[]): boolean => wanted.some((entity) => peer.entities.includes(entity));
  switch (end.kind) {
    case 'unknown': return has('cluster') ? 'yes' : 'no';
    case 'pod': return has('cluster') ? 'yes' : has('unmanaged') ? 'maybe' : 'no';
    case 'entity': return has('cluster', end.entity) ? 'yes' : 'no';
    case 'anything': return matchesAnything(peer, end);
    case 'addresses': return matchesAddresses(peer, end);
  }
}

function matchesAnything(peer: CiliumPeers, end: AnythingEnd): Match {
  const isWorld = worldOf(peer, end.addresses);
  if (isWorld && peer.entities.includes('cluster')) return 'yes';
  const isPossible = isWorld || peer.addresses.contains(end.addresses) || peer.entities.some((entity) => !OTHER_FAMILY_OR_NOTHING.includes(entity));
  return isPossible ? 'maybe' : 'no';
}

/** What nothing can be that does not belong to the world of the entities. */
const OTHER_FAMILY_OR_NOTHING: readonly CiliumEntity[] = ['world-ipv4', 'world-ipv6', 'none'];

function matchesAddresses(peer: CiliumPeers, end: AddressEnd): Match {
  const { nodes: { selected, unknown } } = peer;
  const asWorld = asOutsider(peer, end.addresses);
  if (end.node || selected.contains(end.addresses)) return asNode(peer, end.addresses);
  if (unknown.contains(end.addresses)) return either(asWorld, asNode(peer, end.addresses));
  if (asWorld === 'yes') return 'yes';
  return mayBelongToCluster(peer, end.addresses) ? 'maybe' : asWorld;
}

/** Whether a node with such an address matches. CIDRs mean nodes only with `policy-cidr-match-mode: nodes`. */
function asNode(peer: CiliumPeers, addresses: AddressSet): Match {
  const { entities } = peer;
  if (entities.includes('cluster') || (entities.includes('host') && entities.includes('remote-node'))) return 'yes';
  return entities.some((entity) => NODE_ENTITIES.includes(entity)) || peer.addresses.contains(addresses) ? 'maybe' : 'no';
}

const NODE_ENTITIES: readonly CiliumEntity[] = ['host', 'remote-node', 'kube-apiserver'];

function asOutsider(peer: CiliumPeers, addresses: AddressSet): Match {
  return worldOf(peer, addresses) || peer.addresses.contains(addresses) ? 'yes' : 'no';
}

/** Whether the entities name the world that these addresses, all of one family, belong to. */
function worldOf({ entities }: CiliumPeers, addresses: AddressSet): boolean {
  return entities.includes('world') || entities.includes(AddressSet.ALL_V4.contains(addresses) ? 'world-ipv4' : 'world-ipv6');
}

function either(a: Match, b: Match): Match {
  return a === b ? a : 'maybe';
}

/**
 * Whether an address that nothing says anything about may be that of a node, of the API server or of a pod without Cilium. A public address
 * is taken for none of them, unless a rule lets out to the API server and nothing else.
 */
function mayBelongToCluster({ entities, nodes, direction }: CiliumPeers, addresses: AddressSet): boolean {
  const toServer = entities.includes('kube-apiserver');
  if (AddressSet.PUBLIC.contains(addresses)) return toServer && direction === 'egress';
  if (toServer || entities.includes('unmanaged') || entities.includes('cluster')) return true;
  return nodes.selected.isEmpty && nodes.unknown.isEmpty && (entities.includes('host') || entities.includes('remote-node'));
}
