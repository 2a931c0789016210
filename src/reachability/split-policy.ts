import { PeerSet, PodPeers } from './peer-set';
import { CompiledPolicy, CompiledRule } from './rule-model';
import { RulePorts } from './rule-ports';

/** What a policy says about few pods at a time: a rule that names them one set after the other. */
export interface NarrowRule {
  readonly ports: RulePorts;
  readonly peers: readonly PodPeers[];
}

/** A policy in two parts: what it says about very many pods, and what it says about few. */
export interface SplitPolicy {
  /** Undefined if it only says something about few. */
  readonly broad?: BroadPart;
  readonly narrow: readonly NarrowRule[];
  /** Whether all it does is to let through. */
  readonly allowsOnly: boolean;
}

/** A policy without the narrow sets. */
export interface BroadPart {
  readonly policy: CompiledPolicy;
  /** Parts with equal keys say the same, whatever their precedence. */
  readonly key: string;
  /** Whether it has ports by name, so that it depends on the pods what they are. */
  readonly namesPorts: boolean;
}

/** Splits a policy at the sets that are broad. Nearly all policies are one or the other as a whole, and nothing is copied of those. */
export function splitPolicy(policy: CompiledPolicy, broadSets: ReadonlySet<PodPeers>): SplitPolicy {
  const { rules, undeclaredNamespace } = policy;
  const isNarrow = (peer: PeerSet): peer is PodPeers => peer.kind === 'pods' && !broadSets.has(peer);
  const isNarrowRule = (rule: CompiledRule): rule is CompiledRule & NarrowRule => rule.peers !== undefined && rule.peers.every(isNarrow);
  const allowsOnly = undeclaredNamespace === undefined && rules.every(isAllowing);
  if (rules.every(isNarrowRule)) return { narrow: rules, allowsOnly };
  const isBroadRule = ({ peers }: CompiledRule): boolean => peers === undefined || (peers.length > 0 && !peers.some(isNarrow));
  if (rules.every(isBroadRule)) return { broad: broadPart(policy), narrow: NO_RULES, allowsOnly };
  const broad = rules.flatMap((rule) => {
    if (isBroadRule(rule)) return [rule];
    const peers = (rule.peers as readonly PeerSet[]).filter((peer) => !isNarrow(peer));
    return peers.length === 0 ? [] : [{ ...rule, peers }];
  });
  const narrow = rules.flatMap(({ ports, peers = [] }) => (peers.some(isNarrow) ? [{ ports, peers: peers.filter(isNarrow) }] : []));
  return { broad: broadPart({ ...policy, rules: broad }), narrow, allowsOnly };
}

const NO_RULES: readonly NarrowRule[] = [];

function isAllowing({ action }: CompiledRule): boolean {
  return action === 'allow';
}

function broadPart(policy: CompiledPolicy): BroadPart {
  return {
    policy,
    key: policy.rules.reduce((key, rule) => `${key},${ruleKey(rule)}`, policy.undeclaredNamespace ?? ''),
    namesPorts: policy.rules.some(({ ports }) => ports.named.length > 0),
  };
}

/** One text for rules that say the same: peers are undefined, or at least one. */
function ruleKey({ action, peers, ports }: CompiledRule): string {
  const named = ports.named.length === 0 ? '' : ports.named.flatMap(({ protocol, name }) => [protocol, name]).join();
  return `${action} ${peers?.map(({ number }) => number).join()} ${ports.numbered.key} ${named}`;
}
