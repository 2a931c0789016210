import { NetworkPolicy } from '../../cluster/model';
import { NetworkPolicyPeer, NetworkPolicyRule } from '../../manifest/kinds/network-policy';
import { Direction } from '../../reachability/model';

/** A rule of a direction that its policy isolates. */
export interface ActiveRule {
  readonly direction: Direction;
  readonly rule: NetworkPolicyRule;
}

/** An item of `from` or `to` in such a rule. */
export interface ActivePeer extends ActiveRule {
  readonly peer: NetworkPolicyPeer;
}

/** The rules that the API server does not ignore: NP-POLICYTYPES reports the others. */
export function activeRules({ spec }: NetworkPolicy): readonly ActiveRule[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    (spec.isolates[direction] ? spec[direction].map((rule) => ({ direction, rule })) : []));
}

/** Their peers. */
export function activePeers(policy: NetworkPolicy): readonly ActivePeer[] {
  return activeRules(policy).flatMap((active) => (active.rule.peers ?? []).map((peer) => ({ ...active, peer })));
}
