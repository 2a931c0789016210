import { AddressSet } from '../network/address-set';
import { ciliumBlocks } from './cilium-peers';
import { PeerSet } from './peer-set';
import { PodRules } from './rule-model';

/** What the rules of a pod say about addresses. */
interface Blocks {
  /** Of every `ipBlock`, `networks` and set of nodes. */
  readonly all: readonly AddressSet[];
  /** Of `networks`, which are certain to mean pods as well. */
  readonly ofPods: readonly AddressSet[];
  /** Parts of the addresses that pods may have, once they were asked for. */
  readonly podCells: Map<AddressSet, readonly (readonly AddressSet[])[]>;
  /** Whether some of them are for anything but letting through. */
  readonly deny: boolean;
}

/** The two families of addresses, which no connection mixes. */
export const FAMILIES: readonly AddressSet[] = [AddressSet.ALL_V4, AddressSet.ALL_V6];

const blocksOf = new WeakMap<PodRules, Blocks>();

/**
 * `universe` cut into parts that every rule treats alike: each `ipBlock` holds all of a part or nothing of it.
 */
export function addressCells(rules: PodRules, universe: AddressSet): readonly AddressSet[] {
  return cut(universe, blocks(rules).all);
}

/**
 * The same for the address of a pod, which only some rules look at: the parts of each family of addresses; nothing if no
 * rule tells these addresses apart from others.
 */
export function podAddressCells(rules: PodRules, universe: AddressSet): readonly (readonly AddressSet[])[] {
  const { ofPods, podCells } = blocks(rules);
  let cells = podCells.get(universe);
  if (cells === undefined) podCells.set(universe, (cells = cutByFamily(universe, ofPods)));
  return cells;
}

const NO_CELLS: readonly (readonly AddressSet[])[] = [];

function cutByFamily(universe: AddressSet, at: readonly AddressSet[]): readonly (readonly AddressSet[])[] {
  const relevant = at.filter((block) => !block.intersect(universe).isEmpty);
  if (relevant.length === 0) return NO_CELLS;
  return FAMILIES.map((family) => cut(universe.intersect(family), relevant)).filter((cells) => cells.length > 0);
}

/** Whether a rule blocks, or leaves to later tiers, what has some address. */
export function denyAddresses(rules: PodRules): boolean {
  return blocks(rules).deny;
}

function cut(universe: AddressSet, at: readonly AddressSet[]): readonly AddressSet[] {
  let cells: readonly AddressSet[] = universe.isEmpty ? [] : [universe];
  for (const block of at) {
    cells = cells.flatMap((cell) => {
      const inside = cell.intersect(block);
      return inside.isEmpty || block.contains(cell) ? [cell] : [inside, cell.minus(block)];
    });
  }
  return cells;
}

function blocks(rules: PodRules): Blocks {
  let known = blocksOf.get(rules);
  if (known === undefined) blocksOf.set(rules, (known = findBlocks(rules)));
  return known;
}

function findBlocks({ tiers }: PodRules): Blocks {
  const all = new Set<AddressSet>();
  const ofPods = new Set<AddressSet>();
  let deny = false;
  for (const { action, peers } of tiers.flatMap(({ policies }) => policies).flatMap(({ rules }) => rules)) {
    if (peers === undefined) continue;
    for (const peer of peers) {
      const named = addressesOf(peer);
      for (const block of named) all.add(block);
      if (peer.kind === 'addresses' && peer.pods === 'certain') ofPods.add(peer.addresses);
      deny ||= action !== 'allow' && named.length > 0;
    }
  }
  return { all: [...all], ofPods: [...ofPods], podCells: new Map(), deny };
}

function addressesOf(peer: PeerSet): readonly AddressSet[] {
  switch (peer.kind) {
    case 'addresses': return [peer.addresses];
    case 'nodes': return [peer.selected, peer.others, peer.unknown];
    case 'cilium': return ciliumBlocks(peer);
    default: return [];
  }
}
