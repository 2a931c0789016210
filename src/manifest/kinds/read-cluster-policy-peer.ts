import { AddressError, AddressSet } from '../../network/address-set';
import { LabelSelector } from '../../network/label-selector';
import { Field } from '../field';
import { quote } from '../quote';
import { ClusterPolicyPeer, NamespacedPods } from './cluster-policy';
import { exactlyOne } from './exactly-one';
import { readSelector } from './read-selector';

export type PeerKey = 'namespaces' | 'pods' | 'nodes' | 'networks' | 'domainNames';

/** How the kinds differ in what stands for pods. */
export interface PeerDialect {
  readonly from: readonly PeerKey[];
  readonly to: readonly PeerKey[];
  readonly namespaceSelectorRequired: boolean;
  /** Whether early versions of the kind had peers relative to the subject. */
  readonly relativePeers: boolean;
}

const NP_CIDR = 'NP-CIDR';
const MAX_NETWORKS = 25;
/** Pattern of the CustomResourceDefinition, its range `A-z` included. */
const DOMAIN_NAME = /^(\*\.)?([a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.)+[a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.?$/;
/** Forms of `namespaces` up to release 0.1.4, with which a server of a later release would take the field for `{}`. */
const EARLY_NAMESPACES = ['sameLabels', 'notSameLabels', 'namespaceSelector'];

/** Reads one item of `from` or `to`: a peer, or several any of which may match; none if it is nothing that the list can have. */
export function readPeers(item: Field, keys: readonly PeerKey[], dialect: PeerDialect): readonly ClusterPolicyPeer[] {
  const early = dialect.relativePeers ? readEarlyPeer(item) : undefined;
  if (early !== undefined) return early;
  const peer = readPeer(item, keys, dialect);
  return peer === undefined ? [] : [peer];
}

function readPeer(peer: Field, keys: readonly PeerKey[], dialect: PeerDialect): ClusterPolicyPeer | undefined {
  const { path } = peer;
  switch (exactlyOne(peer, keys)) {
    case 'namespaces': return { kind: 'pods', namespaces: readSelector(peer, 'namespaces') ?? LabelSelector.EVERYTHING, pods: LabelSelector.EVERYTHING, path };
    case 'pods': return { kind: 'pods', ...readNamespacedPods(peer, dialect), path };
    case 'nodes': return { kind: 'nodes', nodes: readSelector(peer, 'nodes') ?? LabelSelector.EVERYTHING, path };
    case 'networks': return { kind: 'networks', addresses: readNetworks(peer), path };
    case 'domainNames': return { kind: 'domain-names', names: readDomainNames(peer), path };
    case undefined: return undefined;
  }
}

/** The `pods` of a subject or peer. An absent selector can only mean what an empty one says. */
export function readNamespacedPods(owner: Field, { namespaceSelectorRequired }: PeerDialect): NamespacedPods {
  const pods = owner.objectOrEmpty('pods');
  if (namespaceSelectorRequired && !pods.has('namespaceSelector')) pods.tolerate('namespaceSelector', 'is required: {} for every namespace');
  if (!pods.has('podSelector')) pods.tolerate('podSelector', 'is required: {} for every pod of the namespaces');
  return {
    namespaces: readSelector(pods, 'namespaceSelector') ?? LabelSelector.EVERYTHING,
    pods: readSelector(pods, 'podSelector') ?? LabelSelector.EVERYTHING,
  };
}

/**
 * A peer in a form of early releases. A server of a later release drops the field and takes `namespaces` for `{}`: what the
 * early form matches then matches too, of everything else nobody knows.
 */
function readEarlyPeer(peer: Field): readonly ClusterPolicyPeer[] | undefined {
  const { path, value } = peer;
  const field = EARLY_NAMESPACES.find((key) => isObject(value.namespaces) && key in value.namespaces);
  if (field === undefined) return isObject(value.pods) && isObject(value.pods.namespaces) ? [{ kind: 'relative', field: 'pods.namespaces', path }] : undefined;
  const relative: ClusterPolicyPeer = { kind: 'relative', field: `namespaces.${field}`, path };
  const namespaces = field === 'namespaceSelector' ? readSelector(peer.objectOrEmpty('namespaces'), field) : undefined;
  if (namespaces === undefined) return [relative];
  const selected: ClusterPolicyPeer = { kind: 'pods', namespaces, pods: LabelSelector.EVERYTHING, path };
  return namespaces.isEmpty ? [selected] : [selected, relative];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function readNetworks(peer: Field): AddressSet {
  return AddressSet.union(readItems(peer, 'networks').flatMap((text, i) => {
    try {
      return [AddressSet.parseCidr(text)];
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      peer.report(`networks[${i}]`, error.message, NP_CIDR);
      return [];
    }
  }));
}

function readDomainNames(peer: Field): readonly string[] {
  const names = readItems(peer, 'domainNames');
  names.forEach((name, i) => {
    if (!DOMAIN_NAME.test(name)) peer.report(`domainNames[${i}]`, `${quote(name)} must be a domain name of two labels or more, such as "api.example.com" or "*.example.com"`);
  });
  return names;
}

/** A set of texts: at least one, and none twice. */
function readItems(peer: Field, key: 'networks' | 'domainNames'): readonly string[] {
  const items = peer.texts(key);
  if (peer.list(key)?.length === 0) peer.report(key, 'is empty; must have at least one item');
  if (items.length > MAX_NETWORKS) peer.report(key, `has ${items.length} items; must have at most ${MAX_NETWORKS}`);
  const seen = new Set<string>();
  items.forEach((item, i) => {
    if (seen.has(item)) peer.report(`${key}[${i}]`, `${quote(item)} must not be given twice`);
    seen.add(item);
  });
  return items;
}
