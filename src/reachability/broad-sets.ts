import { PeerMembers } from './peer-members';
import { PodPeers } from './peer-set';
import { CompiledPolicy } from './rule-model';

/** Exceptions that each group may have on average; more are worth a class of their own. */
export const EXCEPTIONS_PER_GROUP = 8;
/** Each may double the number of classes. */
const MOST_BROAD_SETS = 24;

/**
 * The sets of pods that rules refer to so often, and that are so large, that pairs of a rule's owner and a member had better not be looked at one
 * by one.
 *
 * @param users how many groups each policy is about
 * @param affordable number of such pairs that may be looked at
 */
export function broadSets(users: ReadonlyMap<CompiledPolicy, number>, members: PeerMembers, affordable: number): ReadonlySet<PodPeers> {
  const references = new Map<PodPeers, number>();
  for (const [{ rules }, count] of users) {
    for (const { peers } of rules) {
      peers?.forEach((peer) => {
        if (peer.kind === 'pods') references.set(peer, (references.get(peer) ?? 0) + count);
      });
    }
  }
  const costs = Array.from(references, ([set, count]) => ({ set, cost: count * members.of(set).certain.length })).sort((a, b) => b.cost - a.cost);
  let total = costs.reduce((sum, { cost }) => sum + cost, 0);
  const broad = new Set<PodPeers>();
  for (const { set, cost } of costs) {
    if (total <= affordable || broad.size === MOST_BROAD_SETS) break;
    broad.add(set);
    total -= cost;
  }
  return broad;
}
