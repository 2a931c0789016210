import { PeerSet, PodPeers } from './peer-set';
import { CompiledPolicy, CompiledRule } from './rule-model';
import { RulePorts } from './rule-ports';

/** What a policy says about few pods at a time. */
export interface NarrowRule {
  readonly ports: RulePorts;
  readonly sets: readonly PodPeers[];
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

/** Splits a policy at the sets that are broad. */
export function splitPolicy(policy: CompiledPolicy, broadSets: ReadonlySet<PodPeers>): SplitPolicy {
  const narrow: NarrowRule[] = [];
  const broad: CompiledRule[] = [];
  const isNarrow = (peer: PeerSet): peer is PodPeers => peer.kind === 'pods' && !broadSets.has(peer);
  for (const rule of policy.rules) {
    const { peers, ports } = rule;
    if (peers === undefined) {
      broad.push(rule);
    } else if (peers.every(isNarrow)) {
      narrow.push({ ports, sets: peers });
    } else {
      const sets = peers.filter(isNarrow);
      if (sets.length > 0) narrow.push({ ports, sets });
      broad.push({ ...rule, peers: peers.filter((peer) => !isNarrow(peer)) });
    }
  }
  const allowsOnly = policy.undeclaredNamespace === undefined && policy.rules.every(({ action }) => action === 'allow');
  if (broad.length === 0) return { narrow: exact(narrow), allowsOnly };
  return {
    broad: {
      policy: { ...policy, rules: [...broad] },
      key: broad.reduce((key, rule) => `${key},${ruleKey(rule)}`, policy.undeclaredNamespace ?? ''),
      namesPorts: broad.some(({ ports }) => ports.named.length > 0),
    },
    narrow: exact(narrow),
    allowsOnly,
  };
}

const NO_RULES: readonly NarrowRule[] = [];

/** A list that has grown takes more room than it needs, and there is one for each policy. */
function exact(rules: readonly NarrowRule[]): readonly NarrowRule[] {
  return rules.length === 0 ? NO_RULES : [...rules];
}

/** One text for rules that say the same: peers are undefined, or at least one. */
function ruleKey({ action, peers, ports }: CompiledRule): string {
  const named = ports.named.length === 0 ? '' : ports.named.flatMap(({ protocol, name }) => [protocol, name]).join();
  return `${action} ${peers?.map(({ number }) => number).join()} ${ports.numbered.key} ${named}`;
}
