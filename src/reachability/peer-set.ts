import { AddressSet } from '../network/address-set';
import { LabelSelector } from '../network/label-selector';
import { EndPoint, PodAddresses, PodEnd } from './end-point';

export type Match = 'yes' | 'no' | 'maybe';

/**
 * What one item of `from` or `to` stands for, apart from the policy it was written in: two items that mean the same
 * are one PeerSet.
 */
export type PeerSet = PodPeers | AddressPeers;

/** Pods by their labels and those of their namespace. */
export interface PodPeers {
  readonly kind: 'pods';
  /** Dense number of the set, in the order of its making. */
  readonly number: number;
  /** A namespace by name, or any that the selector matches. */
  readonly namespaces: string | LabelSelector;
  readonly pods: LabelSelector;
}

/** Addresses, of every `ipBlock` of one rule together. */
export interface AddressPeers {
  readonly kind: 'addresses';
  readonly number: number;
  readonly addresses: AddressSet;
}

/** Makes peer sets, one for each meaning. */
export class PeerSets {
  private readonly byMeaning = new Map<string, PeerSet>();

  public pods(namespaces: string | LabelSelector, pods: LabelSelector): PeerSet {
    const scope = typeof namespaces === 'string' ? `=${namespaces}` : `?${namespaces.canonical}`;
    return this.intern(`pods ${scope}\n${pods.canonical}`, (number) => ({ kind: 'pods', number, namespaces, pods }));
  }

  public addresses(addresses: AddressSet): PeerSet {
    return this.intern(`addresses ${addresses.toString()}`, (number) => ({ kind: 'addresses', number, addresses }));
  }

  private intern(meaning: string, make: (number: number) => PeerSet): PeerSet {
    const known = this.byMeaning.get(meaning);
    if (known !== undefined) return known;
    const made = make(this.byMeaning.size);
    this.byMeaning.set(meaning, made);
    return made;
  }
}

/** Whether a rule with these peers is about `end`. */
export function matchesAny(peers: readonly PeerSet[] | undefined, end: EndPoint): Match {
  if (peers === undefined) return 'yes';
  let answer: Match = 'no';
  for (const peer of peers) {
    const match = matches(peer, end);
    if (match === 'yes') return 'yes';
    if (match === 'maybe') answer = 'maybe';
  }
  return answer;
}

/** Whether `end` is one of the peers. */
export function matches(peer: PeerSet, end: EndPoint): Match {
  switch (end.kind) {
    case 'pod': return peer.kind === 'pods' ? matchesPod(peer, end) : matchesPodAddress(peer.addresses, end.addresses);
    case 'unknown': return peer.kind === 'pods' ? matchesUnknown(peer) : matchesPodAddress(peer.addresses, end.addresses);
    case 'addresses': return peer.kind === 'addresses' && peer.addresses.contains(end.addresses) ? 'yes' : 'no';
    case 'anything': return peer.kind === 'pods' ? 'maybe' : peer.addresses.contains(end.addresses) ? 'yes' : 'no';
  }
}

function matchesPod({ namespaces, pods }: PodPeers, end: PodEnd): Match {
  const inNamespace = matchesNamespace(namespaces, end);
  if (inNamespace === 'no') return 'no';
  const byLabels = pods.mayMatch(end.labels.labels, end.labels.complete);
  return byLabels === 'yes' ? inNamespace : byLabels;
}

function matchesNamespace(namespaces: string | LabelSelector, end: PodEnd): Match {
  if (typeof namespaces === 'string') return namespaces === end.namespace ? 'yes' : 'no';
  return namespaces.mayMatch(end.namespaceLabels.labels, end.namespaceLabels.complete);
}

/** Nothing is known of the pod, not even that it has labels: only what matches every pod of every namespace matches it. */
function matchesUnknown({ namespaces, pods }: PodPeers): Match {
  return typeof namespaces !== 'string' && namespaces.isEmpty && pods.isEmpty ? 'yes' : 'no';
}

/**
 * `ipBlock` is meant for addresses outside the cluster; whether it also matches pods is up to the network plugin
 * (Calico: yes, Cilium: never), so that only an address that the manifests give settles it.
 */
function matchesPodAddress(block: AddressSet, { known, set }: PodAddresses): Match {
  if (block.intersect(set).isEmpty) return 'no';
  return known && block.contains(set) ? 'yes' : 'maybe';
}
