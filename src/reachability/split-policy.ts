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
  for (const rule of policy.rules) {
    const sets = (rule.peers ?? []).filter((peer): peer is PodPeers => peer.kind === 'pods' && !broadSets.has(peer));
    if (sets.length > 0) narrow.push({ ports: rule.ports, sets });
    if (sets.length === 0) broad.push(rule);
    else if (sets.length < (rule.peers?.length ?? 0)) broad.push({ ...rule, peers: without(rule.peers, sets) });
  }
  return {
    ...(broad.length > 0 && { broad: { ...policy, rules: broad } }),
    broadKey: broad.length === 0 ? '' : `${policy.undeclaredNamespace ?? ''};${broad.map(ruleKey).join(';')}`,
    namesPorts: broad.some(({ ports }) => ports.named.length > 0),
    narrow,
    allowsOnly: policy.undeclaredNamespace === undefined && policy.rules.every(({ action }) => action === 'allow'),
  };
}

function without(peers: CompiledRule['peers'], sets: readonly PeerSet[]): CompiledRule['peers'] {
  return peers?.filter((peer) => !sets.includes(peer));
}

function ruleKey({ action, peers, ports }: CompiledRule): string {
  const named = ports.named.map(({ protocol, name }) => `${protocol ?? ''}/${name}`).join();
  return `${action} ${peers === undefined ? 'everyone' : peers.map(({ number }) => number).join()} ${ports.numbered.key} ${named}`;
}
