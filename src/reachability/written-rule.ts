import { PodClass, Workload } from '../cluster/model';
import { NAMESPACE_NAME_LABEL } from '../cluster/namespaces';
import { JsonObject, KubernetesObject, StringMap } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { PROTOCOLS } from '../network/protocol';
import { Direction } from './model';

/** Pods of a namespace by labels that they all have, or addresses: what a rule can name. */
export type WrittenPeer =
  | { readonly kind: 'pods'; readonly namespace: string; readonly labels: StringMap }
  | { readonly kind: 'addresses'; readonly addresses: AddressSet };

/** Labels that controllers put on pods and that change with every roll-out, or from pod to pod. */
const PASSING_LABELS: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'pod-template-generation',
  'controller-revision-hash',
  'rollouts-pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
]);

/** The pods of a workload by the labels that all of them keep; there may be none, and then it is every pod of the namespace. */
export function lastingLabels({ pods }: Workload): StringMap {
  const [{ labels }, ...rest] = pods as readonly PodClass[] as readonly [PodClass, ...PodClass[]];
  const lasting = Object.keys(labels).sort().filter((key) => !PASSING_LABELS.has(key) && rest.every((other) => other.labels[key] === labels[key]));
  return Object.fromEntries(lasting.map((key) => [key, labels[key] as string]));
}

/** A rule of a NetworkPolicy that allows the peer on these ports. */
export function networkPolicyRule(direction: Direction, peer: WrittenPeer, ports: PortSet): JsonObject {
  const peers = peer.kind === 'addresses'
    ? ipBlocks(peer.addresses).map((ipBlock) => ({ ipBlock }))
    : [{ namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: peer.namespace } }, podSelector: selector(peer.labels) }];
  return { [peersKey(direction)]: peers, ...(ports.isAll ? {} : { ports: portItems(ports) }) };
}

/**
 * A rule of a policy of policy.networking.k8s.io that allows the peer on these ports, in the language of its kind; undefined where the
 * kind has no word for the peer: none can name the addresses that a connection comes from.
 */
export function clusterPolicyRule({ kind }: KubernetesObject, direction: Direction, peer: WrittenPeer, ports: PortSet): JsonObject | undefined {
  if (peer.kind === 'addresses' && direction === 'ingress') return undefined;
  const isCluster = kind === 'ClusterNetworkPolicy';
  const written = peer.kind === 'addresses'
    ? { networks: peer.addresses.toCidrs() }
    : { pods: { namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: peer.namespace } }, podSelector: selector(peer.labels) } };
  return {
    action: isCluster ? 'Accept' : 'Allow',
    [peersKey(direction)]: [written],
    ...(ports.isAll ? {} : isCluster ? { protocols: protocolItems(ports) } : { ports: portItemsOfAdmin(ports) }),
  };
}

/** A NetworkPolicy that isolates these pods in one direction, and allows what its rules say. */
export function networkPolicy(name: string, namespace: string, labels: StringMap, direction: Direction, rules: readonly JsonObject[]): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: { podSelector: selector(labels), policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'], ...(rules.length === 0 ? {} : { [direction]: rules }) },
  };
}

/** The key of a rule's peers. */
export function peersKey(direction: Direction): 'from' | 'to' {
  return direction === 'ingress' ? 'from' : 'to';
}

function selector(labels: StringMap): JsonObject {
  return Object.keys(labels).length === 0 ? {} : { matchLabels: { ...labels } };
}

/** Blocks that make up the addresses: a list, or everything but a list where that is shorter. */
function ipBlocks(addresses: AddressSet): readonly JsonObject[] {
  return [AddressSet.ALL_V4, AddressSet.ALL_V6].flatMap((family) => {
    const listed = addresses.intersect(family).toCidrs();
    const holes = family.minus(addresses).toCidrs();
    if (listed.length <= holes.length + 1) return listed.map((cidr) => ({ cidr }));
    return [{ cidr: family.toString(), except: holes }];
  });
}

type Range = { readonly protocol: 'TCP' | 'UDP' | 'SCTP'; readonly from: number; readonly to: number };

function ranges(ports: PortSet): readonly Range[] {
  return PROTOCOLS.flatMap((protocol) => ports.ranges(protocol).map(([from, to]) => ({ protocol, from, to })));
}

function portItems(ports: PortSet): readonly JsonObject[] {
  return ranges(ports).map(({ protocol, from, to }) => {
    if (from === 1 && to === 65535) return { protocol };
    return from === to ? { protocol, port: from } : { protocol, port: from, endPort: to };
  });
}

function portItemsOfAdmin(ports: PortSet): readonly JsonObject[] {
  return ranges(ports).map(({ protocol, from, to }) =>
    (from === to ? { portNumber: { protocol, port: from } } : { portRange: { protocol, start: from, end: to } }));
}

function protocolItems(ports: PortSet): readonly JsonObject[] {
  return ranges(ports).map(({ protocol, from, to }) =>
    ({ [protocol.toLowerCase()]: { destinationPort: from === to ? { number: from } : { range: { start: from, end: to } } } }));
}
