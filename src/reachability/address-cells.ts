import { AddressSet } from '../network/address-set';
import { PodRules } from './rule-model';

const blocksOf = new WeakMap<PodRules, readonly AddressSet[]>();

/**
 * `universe` cut into parts that every rule treats alike: each `ipBlock` holds all of a part or nothing of it.
 */
export function addressCells(rules: PodRules, universe: AddressSet): readonly AddressSet[] {
  let cells: readonly AddressSet[] = universe.isEmpty ? [] : [universe];
  for (const block of distinctBlocks(rules)) {
    cells = cells.flatMap((cell) => {
      const inside = cell.intersect(block);
      return inside.isEmpty || block.contains(cell) ? [cell] : [inside, cell.minus(block)];
    });
  }
  return cells;
}

function distinctBlocks(rules: PodRules): readonly AddressSet[] {
  let blocks = blocksOf.get(rules);
  if (blocks === undefined) {
    const sets = new Set<AddressSet>();
    for (const { policies } of rules.tiers) {
      for (const rule of policies.flatMap((policy) => policy.rules)) {
        for (const peer of rule.peers ?? []) if (peer.kind === 'addresses') sets.add(peer.addresses);
      }
    }
    blocks = [...sets];
    blocksOf.set(rules, blocks);
  }
  return blocks;
}
