import { Workload } from '../cluster/model';
import { Origin } from '../manifest/origin';
import { PeerEntry } from '../profile/profile';
import { declaredPeer } from './annotations';
import { Declaration, DeclaredHost, Intent } from './model';

/** What was said of one workload, before it is checked for contradictions. */
export interface DeclarationParts {
  readonly intent?: Intent;
  readonly allowFrom?: readonly PeerEntry[];
  readonly connectTo?: readonly PeerEntry[];
  readonly waysIn?: readonly string[];
  readonly gateways?: readonly string[];
  readonly hosts?: readonly DeclaredHost[];
}

/** A contradiction within one declaration: the part that is wrong, and why. */
export interface Contradiction {
  readonly part: keyof DeclarationParts;
  readonly message: string;
}

const PUBLISHED: readonly Intent[] = ['public', 'internal'];

/** What no workload of that intent can declare, and what says nothing without an intent. */
export function contradictions(parts: DeclarationParts): readonly Contradiction[] {
  const { intent } = parts;
  const given = (Object.keys(parts) as (keyof DeclarationParts)[]).filter((part) => part !== 'intent' && parts[part] !== undefined);
  if (intent === undefined) {
    return given.map((part) => ({ part, message: 'stands on a workload without an intent, so that nothing would check it' }));
  }
  const found: Contradiction[] = [];
  if (!PUBLISHED.includes(intent)) {
    for (const part of ['waysIn', 'gateways', 'hosts'] as const) {
      if ((parts[part]?.length ?? 0) > 0) found.push({ part, message: `is for public and internal workloads; this one is ${intent}` });
    }
  }
  if (intent === 'isolated' && (parts.allowFrom?.length ?? 0) > 0) {
    found.push({ part: 'allowFrom', message: 'names callers of an isolated workload, to which nothing connects' });
  }
  return found;
}

/** The declaration, without the parts that contradict it. */
export function declarationOf(workload: Workload, intent: Intent, parts: DeclarationParts, origin: Origin): Declaration {
  const published = PUBLISHED.includes(intent);
  return {
    workload,
    intent,
    allowFrom: intent === 'isolated' ? [] : (parts.allowFrom ?? []).map(declaredPeer),
    connectTo: (parts.connectTo ?? []).map(declaredPeer),
    declaresEgress: parts.connectTo !== undefined,
    waysIn: published ? parts.waysIn ?? [] : [],
    ...(published && parts.gateways !== undefined ? { gateways: parts.gateways } : {}),
    hosts: published ? parts.hosts ?? [] : [],
    origin,
  };
}

/** Equal text for declarations that say the same. */
export function declarationText({ intent, allowFrom, connectTo, waysIn, gateways, hosts }: Declaration): string {
  const peers = (list: Declaration['allowFrom']): string[] => list.map((peer) => peer.text).sort();
  return JSON.stringify([intent, peers(allowFrom), peers(connectTo), [...waysIn].sort(), [...gateways ?? []].sort(), hosts.map((h) => `${h.host}${h.path} ${h.pathType ?? ''}`).sort()]);
}
