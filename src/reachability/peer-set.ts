import { CiliumEntity } from '../manifest/kinds/cilium/cilium-policy';
import { AddressSet } from '../network/address-set';
import { LabelSelector } from '../network/label-selector';
import { CiliumPeers, matchesCilium } from './cilium-peers';
import { EndPoint, PodAddresses, PodEnd } from './end-point';
import { Match } from './match';
import { Direction } from './model';
import { Nodes, SelectedNodes } from './nodes';

/**
 * What one item of `from` or `to` stands for, apart from the policy it was written in: two items that mean the same
 * are one PeerSet.
 */
export type PeerSet = PodPeers | AddressPeers | NodePeers | NamePeers | RelativePeers | CiliumPeers;

/** Pods by their labels and those of their namespace. */
export interface PodPeers {
  readonly kind: 'pods';
  /** Dense number of the set, in the order of its making. */
  readonly number: number;
  /** A namespace by name, or any that the selector matches. */
  readonly namespaces: string | LabelSelector;
  readonly pods: LabelSelector;
}

/** Addresses, of every `ipBlock` of one rule together, or of its `networks`. */
export interface AddressPeers {
  readonly kind: 'addresses';
  readonly number: number;
  readonly addresses: AddressSet;
  /** Whether pods with these addresses are meant too: certain of `networks`, up to the network plugin for `ipBlock`. */
  readonly pods: 'certain' | 'plugin';
}

/** Nodes by their labels. */
export interface NodePeers extends SelectedNodes {
  readonly kind: 'nodes';
  readonly number: number;
  readonly nodes: LabelSelector;
}

/** Whatever domain names resolve to. */
export interface NamePeers {
  readonly kind: 'names';
  readonly number: number;
  readonly names: readonly string[];
  /** Whether one of them may be the name of a pod. */
  readonly pods: boolean;
}

/** Pods by what they have in common with the pod that has the rule, in a form that only early versions of an API have. */
export interface RelativePeers {
  readonly kind: 'relative';
  readonly number: number;
  readonly field: string;
}

/** Makes peer sets, one for each meaning. */
export class PeerSets {
  private readonly byMeaning = new Map<string, PeerSet>();
  /** By namespaces, then by pods. There are more of these than of all others, and one text for both takes time to make. */
  private readonly ofPods = { named: new Map<string, Map<string, PodPeers>>(), selected: new Map<string, Map<string, PodPeers>>() };
  private count = 0;

  /** @param clusterDomain where the names of pods and Services are */
  public constructor(private readonly knownNodes: Nodes = Nodes.UNKNOWN, private readonly clusterDomain: string = 'cluster.local') {}

  public pods(namespaces: string | LabelSelector, pods: LabelSelector): PeerSet {
    const scopes = typeof namespaces === 'string' ? this.ofPods.named : this.ofPods.selected;
    const scope = typeof namespaces === 'string' ? namespaces : namespaces.canonical;
    let inScope = scopes.get(scope);
    if (inScope === undefined) scopes.set(scope, (inScope = new Map()));
    let set = inScope.get(pods.canonical);
    if (set === undefined) inScope.set(pods.canonical, (set = { kind: 'pods', number: this.count++, namespaces, pods }));
    return set;
  }

  public addresses(addresses: AddressSet, pods: AddressPeers['pods'] = 'plugin'): PeerSet {
    return this.intern(`addresses ${pods} ${addresses.key}`, (number) => ({ kind: 'addresses', number, addresses, pods }));
  }

  public nodes(nodes: LabelSelector): PeerSet {
    return this.intern(`nodes ${nodes.canonical}`, (number) => ({ kind: 'nodes', number, nodes, ...this.knownNodes.select(nodes) }));
  }

  public names(names: readonly string[]): PeerSet {
    return this.intern(`names ${names.join(' ')}`, (number) => ({ kind: 'names', number, names, pods: names.some((name) => mayBeWithin(name, this.clusterDomain)) }));
  }

  public cilium(entities: readonly CiliumEntity[], addresses: AddressSet, direction: Direction): PeerSet {
    return this.intern(`cilium ${direction} ${entities.join()} ${addresses.key}`, (number) =>
      ({ kind: 'cilium', number, entities, addresses, direction, nodes: this.knownNodes.select(LabelSelector.EVERYTHING) }));
  }

  public relative(field: string): PeerSet {
    return this.intern(`relative ${field}`, (number) => ({ kind: 'relative', number, field }));
  }

  private intern(meaning: string, make: (number: number) => PeerSet): PeerSet {
    const known = this.byMeaning.get(meaning);
    if (known !== undefined) return known;
    const made = make(this.count++);
    this.byMeaning.set(meaning, made);
    return made;
  }
}

/** Whether a name, or one that its wildcard stands for, can be within a domain. */
function mayBeWithin(name: string, domain: string): boolean {
  const plain = name.toLowerCase().replace(/\.$/, '');
  const isWildcard = plain.startsWith('*.');
  const ending = isWildcard ? plain.slice(1) : `.${plain}`;
  return ending.endsWith(`.${domain}`) || (isWildcard && `.${domain}`.endsWith(ending));
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

/** Whether `end` is one of the peers. An entity of Cilium has an identity of its own: neither labels nor addresses mean it. */
export function matches(peer: PeerSet, end: EndPoint): Match {
  if (end.kind === 'entity') return peer.kind === 'cilium' ? matchesCilium(peer, end) : 'no';
  switch (peer.kind) {
    case 'pods': return matchesPods(peer, end);
    case 'addresses': return matchesAddresses(peer, end);
    case 'nodes': return matchesNodes(peer, end);
    case 'names': return (end.kind === 'pod' || end.kind === 'unknown') && !peer.pods ? 'no' : 'maybe';
    case 'relative': return end.kind === 'addresses' ? 'no' : 'maybe';
    case 'cilium': return matchesCilium(peer, end);
  }
}

/** Ends that other rules than those of Cilium can mean. */
type PlainEnd = Exclude<EndPoint, { kind: 'entity' }>;

function matchesPods(peer: PodPeers, end: PlainEnd): Match {
  switch (end.kind) {
    case 'pod': return matchesPod(peer, end);
    case 'unknown': return matchesUnknown(peer);
    case 'addresses': return 'no';
    case 'anything': return 'maybe';
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

function matchesAddresses(peer: AddressPeers, end: PlainEnd): Match {
  if (end.kind === 'pod' || end.kind === 'unknown') return matchesPodAddress(peer, end.addresses);
  return peer.addresses.contains(end.addresses) ? 'yes' : 'no';
}

/**
 * `ipBlock` is meant for addresses outside the cluster; whether it also matches pods is up to the network plugin
 * (Calico: yes, Cilium: never), so that only an address that the manifests give settles it. `networks` match the addresses
 * of pods like any others (ClusterNetworkPolicyEgressPeer of policy.networking.k8s.io).
 */
function matchesPodAddress({ addresses, pods }: AddressPeers, { known, set }: PodAddresses): Match {
  if (addresses.intersect(set).isEmpty) return 'no';
  return (known || pods === 'certain') && addresses.contains(set) ? 'yes' : 'maybe';
}

/** Nodes are known by their addresses; a pod on the network of its node has one of these, any other pod has none. */
function matchesNodes({ nodes, selected, others, unknown }: NodePeers, end: PlainEnd): Match {
  if (end.kind === 'pod' || end.kind === 'unknown') return 'no';
  if (end.kind === 'anything') return 'maybe';
  if (selected.contains(end.addresses)) return 'yes';
  if (others.contains(end.addresses)) return 'no';
  if (end.node) return nodes.isEmpty ? 'yes' : 'maybe';
  return unknown.intersect(end.addresses).isEmpty ? 'no' : 'maybe';
}
