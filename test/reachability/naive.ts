import { BlockList, isIPv4 } from 'node:net';

/**
 * Network policies straight from the API documentation: one pod, one other end, one port at a time, on objects as
 * they are written. Slow, and sharing no code with the product, so that the two can be held against each other.
 */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export interface Labels { readonly [key: string]: string }
export interface Expression { readonly key: string; readonly operator: string; readonly values?: readonly string[] }
export interface Selector { readonly matchLabels?: Labels; readonly matchExpressions?: readonly Expression[] }
export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}
export interface Port { readonly protocol?: Protocol; readonly port?: number | string; readonly endPort?: number }
export interface Rule { readonly from?: readonly Peer[]; readonly to?: readonly Peer[]; readonly ports?: readonly Port[] }
export interface Policy {
  readonly name: string;
  readonly namespace: string;
  readonly podSelector: Selector;
  readonly policyTypes?: readonly ('Ingress' | 'Egress')[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}
export interface Container {
  readonly init?: boolean;
  readonly restartPolicy?: string;
  readonly ports: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: Protocol }[];
}
export interface Pod {
  readonly namespace: string;
  /** Pods of one owner are one workload. */
  readonly owner: string;
  readonly labels: Labels;
  readonly hostNetwork: boolean;
  readonly podIP?: string;
  readonly containers: readonly Container[];
}
export interface NaiveCluster {
  readonly namespaces: { readonly [name: string]: Labels };
  readonly pods: readonly Pod[];
  readonly policies: readonly Policy[];
  /** Every address that a node, or a pod whose address is not written, may have. */
  readonly nodeAddresses: readonly string[];
  readonly podAddresses: readonly string[];
}

export type Direction = 'ingress' | 'egress';
export interface Question { readonly protocol: Protocol; readonly port: number }
/** `yes` however the open questions are settled, `maybe` for some settlement. */
export type Answer = 'yes' | 'no' | 'maybe';

/** The other end: a pod with the address that it has in this try, or an address alone, or a pod of which nothing is known. */
interface Other { readonly pod?: Pod; readonly address?: string; readonly unknown?: boolean }

export function connects(cluster: NaiveCluster, source: Pod, destination: Pod, question: Question): Answer {
  return and(half(cluster, source, 'egress', destination, question), half(cluster, destination, 'ingress', source, question));
}

export function half(cluster: NaiveCluster, own: Pod, direction: Direction, other: Pod | string, question: Question): Answer {
  const tries = othersOf(cluster, other).map((candidate) => passes(cluster, own, direction, candidate, question));
  if (tries.every((answer) => answer)) return 'yes';
  return tries.some((answer) => answer) ? 'maybe' : 'no';
}

/** Whether a pod passes of which nothing is known, so that only selectors that select everything select it. */
export function unknownPasses(cluster: NaiveCluster, own: Pod, direction: Direction, question: Question): boolean {
  return passes(cluster, own, direction, { unknown: true }, question);
}

function othersOf(cluster: NaiveCluster, other: Pod | string): readonly Other[] {
  if (typeof other === 'string') return [{ address: other }];
  if (other.podIP !== undefined) return [{ pod: other, address: other.podIP }];
  if (other.hostNetwork) return cluster.nodeAddresses.map((address) => ({ pod: other, address }));
  // Some network plugins never apply ipBlock to pods: then it is as if the pod had no address.
  return [{ pod: other }, ...cluster.podAddresses.map((address) => ({ pod: other, address }))];
}

function passes(cluster: NaiveCluster, own: Pod, direction: Direction, other: Other, question: Question): boolean {
  if (own.hostNetwork) return true;
  const isolating = cluster.policies.filter((policy) =>
    policy.namespace === own.namespace && selects(policy.podSelector, own.labels) && hasType(policy, direction));
  if (isolating.length === 0) return true;
  return isolating.some((policy) => (policy[direction] ?? []).some((rule) =>
    peersMatch(cluster, policy, direction === 'ingress' ? rule.from : rule.to, other) &&
    portsMatch(rule.ports, direction === 'ingress' ? own : other.pod, question)));
}

function hasType({ policyTypes, egress }: Policy, direction: Direction): boolean {
  if (policyTypes !== undefined && policyTypes.length > 0) return policyTypes.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  return direction === 'ingress' || (egress !== undefined && egress.length > 0);
}

function peersMatch(cluster: NaiveCluster, policy: Policy, peers: readonly Peer[] | undefined, other: Other): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some((peer) => {
    if (peer.ipBlock !== undefined) return other.address !== undefined && inBlock(peer.ipBlock, other.address);
    if (other.unknown) return isEmpty(peer.namespaceSelector) && (peer.podSelector === undefined || isEmpty(peer.podSelector));
    if (other.pod === undefined || other.pod.hostNetwork) return false;
    const namespaceMatches = peer.namespaceSelector === undefined
      ? other.pod.namespace === policy.namespace
      : selects(peer.namespaceSelector, namespaceLabels(cluster, other.pod.namespace));
    return namespaceMatches && (peer.podSelector === undefined || selects(peer.podSelector, other.pod.labels));
  });
}

function namespaceLabels(cluster: NaiveCluster, name: string): Labels {
  return { ...cluster.namespaces[name], 'kubernetes.io/metadata.name': name };
}

function isEmpty(selector: Selector | undefined): boolean {
  return selector !== undefined && Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(({ key, operator, values = [] }) => {
    const value = labels[key];
    if (operator === 'In') return value !== undefined && values.includes(value);
    if (operator === 'NotIn') return value === undefined || !values.includes(value);
    return operator === 'Exists' ? value !== undefined : value === undefined;
  });
}

function portsMatch(ports: readonly Port[] | undefined, destination: Pod | undefined, { protocol, port }: Question): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((wanted) => {
    if ((wanted.protocol ?? 'TCP') !== protocol) return false;
    if (wanted.port === undefined) return true;
    if (typeof wanted.port === 'string') return destination !== undefined && listensBy(destination, wanted.port, protocol, port);
    return wanted.endPort === undefined ? port === wanted.port : port >= wanted.port && port <= wanted.endPort;
  });
}

function listensBy({ containers }: Pod, name: string, protocol: Protocol, port: number): boolean {
  return containers.some(({ init, restartPolicy, ports }) => (!init || restartPolicy === 'Always') &&
    ports.some((declared) => declared.name === name && (declared.protocol ?? 'TCP') === protocol && declared.containerPort === port));
}

function inBlock({ cidr, except = [] }: { readonly cidr: string; readonly except?: readonly string[] }, address: string): boolean {
  return inCidr(cidr, address) && !except.some((hole) => inCidr(hole, address));
}

const blocks = new Map<string, BlockList>();

function inCidr(cidr: string, address: string): boolean {
  const [network, length] = cidr.split('/') as [string, string];
  if (isIPv4(network) !== isIPv4(address)) return false;
  const family = isIPv4(network) ? 'ipv4' : 'ipv6';
  let block = blocks.get(cidr);
  if (block === undefined) {
    block = new BlockList();
    block.addSubnet(network, Number(length), family);
    blocks.set(cidr, block);
  }
  return block.check(address, family);
}

function and(a: Answer, b: Answer): Answer {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'maybe';
}
