import { AddressSet } from '../network/address-set';
import { DnsProfile } from '../profile/profile';
import { labelSelector, LabelSelection } from './labels';
import { distinctPorts, PodPort } from './port';

/** Who is on the other side of allowed traffic. */
export type PolicyPeer =
  | { readonly kind: 'pods'; readonly namespace: string; readonly labels: LabelSelection }
  | { readonly kind: 'namespace'; readonly name: string }
  /** Every pod of namespaces with these labels, whether or not it runs on the network of its node. */
  | { readonly kind: 'labelled-namespaces'; readonly labels: LabelSelection }
  | { readonly kind: 'cluster' }
  | { readonly kind: 'addresses'; readonly addresses: AddressSet };

/** Traffic that is let through: to ports of the server's pods. */
export interface AllowedTraffic {
  readonly peer: PolicyPeer;
  readonly ports: readonly PodPort[];
}

export interface NetworkPolicyIntent {
  /** Labels of the pods that it isolates; empty for every pod of the namespace. */
  readonly podLabels: LabelSelection;
  readonly ingress: readonly AllowedTraffic[];
  readonly egress: readonly AllowedTraffic[];
  /** Where names are resolved; undefined for pods that need no names. */
  readonly dns?: DnsProfile;
}

/** Set by the control plane on every namespace; no one can take it for another namespace. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** NodeLocal DNSCache listens here on every node, outside the pod network, so that no pod selector matches it. */
const NODE_LOCAL_DNS = '169.254.20.10/32';
const DNS_PORT = 53;

/**
 * `spec` of a NetworkPolicy that isolates in both directions and lets through exactly what is given, with one rule for
 * each peer.
 *
 * The order of the input does not matter, and rules that another one covers are left out: deleting any rule that
 * remains takes something away.
 */
export function networkPolicySpec(intent: NetworkPolicyIntent): object {
  const egress = rules(intent.egress, 'to');
  if (intent.dns !== undefined) egress.push(dnsRule(intent.dns));
  const ingress = rules(intent.ingress, 'from');
  return {
    podSelector: labelSelector(intent.podLabels),
    // never left to defaulting, which only adds Egress where there are egress rules
    policyTypes: ['Ingress', 'Egress'],
    ...(ingress.length === 0 ? {} : { ingress }),
    ...(egress.length === 0 ? {} : { egress }),
  };
}

function rules(traffic: readonly AllowedTraffic[], side: 'from' | 'to'): object[] {
  return minimal(merged(traffic)).map(({ peer, ports }) => ({ [side]: peers(peer), ports: ports.map(({ protocol, port }) => ({ protocol, port })) }));
}

/** One item for each peer, with all of its ports, sorted. Addresses with equal ports are one peer. */
function merged(traffic: readonly AllowedTraffic[]): AllowedTraffic[] {
  const byPeer = new Map<string, AllowedTraffic>();
  for (const item of traffic) {
    const key = peerKey(item.peer);
    const known = byPeer.get(key);
    byPeer.set(key, { peer: item.peer, ports: distinctPorts([...(known?.ports ?? []), ...item.ports]) });
  }
  const byAddresses = new Map<string, AllowedTraffic>();
  for (const [key, item] of byPeer) {
    const group = item.peer.kind === 'addresses' ? `addresses ${JSON.stringify(item.ports)}` : key;
    const known = byAddresses.get(group);
    byAddresses.set(group, known === undefined ? item : { peer: unite(known.peer, item.peer), ports: item.ports });
  }
  return [...byAddresses.values()].sort((a, b) => compareText(peerKey(a.peer), peerKey(b.peer)));
}

function unite(a: PolicyPeer, b: PolicyPeer): PolicyPeer {
  return a.kind === 'addresses' && b.kind === 'addresses' ? { kind: 'addresses', addresses: a.addresses.union(b.addresses) } : a;
}

/** Without the items that another one covers. */
function minimal(traffic: readonly AllowedTraffic[]): AllowedTraffic[] {
  return traffic.filter((item) => !traffic.some((other) => other !== item && covers(other, item)));
}

function covers(wide: AllowedTraffic, narrow: AllowedTraffic): boolean {
  const has = (p: PodPort): boolean => wide.ports.some((w) => w.port === p.port && w.protocol === p.protocol);
  return widerPeer(wide.peer, narrow.peer) && narrow.ports.every(has);
}

/** Whether `wide` names every pod or address that `narrow` names, and is not the same. */
function widerPeer(wide: PolicyPeer, narrow: PolicyPeer): boolean {
  switch (wide.kind) {
    case 'cluster': return narrow.kind === 'pods' || narrow.kind === 'namespace' || narrow.kind === 'labelled-namespaces';
    case 'namespace': return narrow.kind === 'pods' && narrow.namespace === wide.name;
    case 'addresses': return narrow.kind === 'addresses' && !wide.addresses.equals(narrow.addresses) && wide.addresses.contains(narrow.addresses);
    default: return false;
  }
}

function peerKey(peer: PolicyPeer): string {
  switch (peer.kind) {
    case 'pods': return `1 ${peer.namespace} ${JSON.stringify(sortedLabels(peer.labels))}`;
    case 'namespace': return `2 ${peer.name}`;
    case 'cluster': return '3';
    case 'addresses': return `4 ${peer.addresses.toString()}`;
    case 'labelled-namespaces': return `5 ${JSON.stringify(sortedLabels(peer.labels))}`;
  }
}

/** Items of `from` or `to`. Both selectors of a pod peer stand in one item: both must match. */
function peers(peer: PolicyPeer): object[] {
  switch (peer.kind) {
    case 'pods': return [{ namespaceSelector: namespaceNamed(peer.namespace), podSelector: labelSelector(peer.labels) }];
    case 'namespace': return [{ namespaceSelector: namespaceNamed(peer.name) }];
    // without the empty selector, OVN-Kubernetes leaves out pods on the host network (OpenShift documentation, Network policy)
    case 'labelled-namespaces': return [{ namespaceSelector: { matchLabels: peer.labels }, podSelector: {} }];
    case 'cluster': return [{ namespaceSelector: {} }];
    case 'addresses': return ipBlocks(peer.addresses).map((ipBlock) => ({ ipBlock }));
  }
}

function namespaceNamed(name: string): object {
  return { matchLabels: { [NAMESPACE_NAME]: name } };
}

/** An `ipBlock` of a policy. */
interface IpBlockManifest {
  readonly cidr: string;
  readonly except?: readonly string[];
}

const FAMILIES: readonly { readonly all: AddressSet; readonly cidr: string }[] = [
  { all: AddressSet.ALL_V4, cidr: '0.0.0.0/0' },
  { all: AddressSet.ALL_V6, cidr: '::/0' },
];

/** Blocks whose union is exactly `addresses`: for each family as a list of CIDRs, or as everything but a shorter list. */
export function ipBlocks(addresses: AddressSet): IpBlockManifest[] {
  return FAMILIES.flatMap(({ all, cidr }): IpBlockManifest[] => {
    const cidrs = addresses.intersect(all).toCidrs();
    if (cidrs.length <= 1) return cidrs.map((c) => ({ cidr: c }));
    const except = all.minus(addresses).toCidrs();
    return except.length < cidrs.length ? [{ cidr, except }] : cidrs.map((c) => ({ cidr: c }));
  });
}

/** Names are resolved over UDP, and over TCP where an answer is long. */
function dnsRule(dns: DnsProfile): object {
  const numbers = dns.port === DNS_PORT ? [DNS_PORT] : [DNS_PORT, dns.port];
  return {
    to: [
      { namespaceSelector: namespaceNamed(dns.namespace), podSelector: { matchLabels: dns.podLabels } },
      { ipBlock: { cidr: NODE_LOCAL_DNS } },
    ],
    ports: (['UDP', 'TCP'] as const).flatMap((protocol) => numbers.map((port) => ({ protocol, port }))),
  };
}

function sortedLabels(labels: LabelSelection): [string, string | readonly string[]][] {
  return Object.entries(labels).sort(([a], [b]) => compareText(a, b));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
