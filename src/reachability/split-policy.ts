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
  /** Without the narrow sets; undefined if nothing is left. */
  readonly broad?: CompiledPolicy;
  /** Policies with equal keys say the same with their broad parts, whatever their precedence. */
  readonly broadKey: string;
  /** Whether the broad part has ports by name, so that it depends on the pods what they are. */
  readonly namesPorts: boolean;
  readonly narrow: readonly NarrowRule[];
  /** Whether all it does is to let through. */
  readonly allowsOnly: boolean;
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
  if (broad.length === 0) return { broadKey: '', namesPorts: false, narrow, allowsOnly };
  return {
    broad: { ...policy, rules: broad },
    broadKey: `${policy.undeclaredNamespace ?? ''};${broad.map(ruleKey).join(';')}`,
    namesPorts: broad.some(({ ports }) => ports.named.length > 0),
    narrow,
    allowsOnly,
  };
}

function ruleKey({ action, peers, ports }: CompiledRule): string {
  const named = ports.named.map(({ protocol, name }) => `${protocol ?? ''}/${name}`).join();
  return `${action} ${peers === undefined ? 'everyone' : peers.map(({ number }) => number).join()} ${ports.numbered.key} ${named}`;
}
