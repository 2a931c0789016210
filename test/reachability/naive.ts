import { Case, inCidr } from './naive-address';
import { ciliumQuestions, ciliumVerdict } from './naive-cilium';
import { Direction, Labels, NaiveCluster, Other, Peer, Pod, Policy, Port, Question, Protocol, Selector, TierPeer, TierPolicy, TierPort } from './naive-model';

/**
 * Network policies straight from the API documentation: one pod, one other end, one port at a time, on objects as
 * they are written. Slow, and sharing no code with the product, so that the two can be held against each other.
 */

/** `yes` however the open questions are settled, `maybe` for some settlement. */
export type Answer = 'yes' | 'no' | 'maybe';

/** A pod about which nothing is known, so that only selectors that select everything select it. */
export const UNKNOWN = 'unknown';

export function connects(cluster: NaiveCluster, source: Pod, destination: Pod, question: Question): Answer {
  return and(half(cluster, source, 'egress', destination, question), half(cluster, destination, 'ingress', source, question));
}

/** @param other a pod, an address, or `UNKNOWN` */
export function half(cluster: NaiveCluster, own: Pod, direction: Direction, other: Pod | string, question: Question): Answer {
  if (own.hostNetwork) return 'yes';
  const outcomes = othersOf(cluster, other).flatMap((candidate) => outcomesOf({ cluster, own, direction, other: candidate, question }));
  if (outcomes.every((passes) => passes)) return 'yes';
  return outcomes.some((passes) => passes) ? 'maybe' : 'no';
}

const others = new WeakMap<NaiveCluster, Map<Pod | string, readonly Other[]>>();

/** Every way in which the other end may be; worked out once. */
function othersOf(cluster: NaiveCluster, other: Pod | string): readonly Other[] {
  const known = others.get(cluster) ?? new Map<Pod | string, readonly Other[]>();
  others.set(cluster, known);
  const found = known.get(other) ?? waysToBe(cluster, other);
  known.set(other, found);
  return found;
}

function waysToBe(cluster: NaiveCluster, other: Pod | string): readonly Other[] {
  return addressesOf(cluster, other).flatMap((candidate) =>
    subsets(namesFor(cluster, candidate)).flatMap((names) =>
      subsets(candidate.unknown ? portNamesIn(cluster) : []).flatMap((portNames) =>
        subsets(ciliumQuestions(cluster, candidate)).map((ciliumAnswers) => ({ ...candidate, names, portNames, ciliumAnswers })))));
}

function addressesOf(cluster: NaiveCluster, other: Pod | string): readonly Other[] {
  const settled = { ipBlock: true, names: [], portNames: [] };
  const somewhere = cluster.podAddresses.flatMap((address) => [{ ...settled, address }, { ...settled, address, ipBlock: false }]);
  if (other === UNKNOWN) return somewhere.map((candidate) => ({ ...candidate, unknown: true }));
  if (typeof other === 'string') return [{ ...settled, address: other }];
  if (other.podIP !== undefined) return [{ ...settled, pod: other, address: other.podIP }];
  if (other.hostNetwork) return cluster.nodeAddresses.map((address) => ({ ...settled, pod: other, address }));
  // Some network plugins never apply ipBlock to pods whose addresses the manifests do not give.
  return somewhere.map((candidate) => ({ ...candidate, pod: other }));
}

/** Domain names of policies that may resolve to the address: for a pod only those of the cluster. */
function namesFor({ tierPolicies }: NaiveCluster, { pod, unknown }: Other): readonly string[] {
  const names = new Set(tierPolicies.flatMap(({ egress }) => egress.flatMap(({ peers }) => peers.flatMap(({ domainNames = [] }) => domainNames))));
  const inPodNetwork = unknown === true || (pod !== undefined && !pod.hostNetwork);
  return [...names].filter((name) => !inPodNetwork || name.endsWith('.cluster.local'));
}

function portNamesIn({ tierPolicies, policies }: NaiveCluster): readonly string[] {
  const named = tierPolicies.flatMap(({ egress }) => egress.flatMap(({ ports = [] }) => ports.flatMap((port) => ('name' in port ? [port.name] : []))));
  const inNetworkPolicies = policies.flatMap(({ egress = [] }) => egress.flatMap(({ ports = [] }) => ports.map(({ port }) => port)));
  return [...new Set([...named, ...inNetworkPolicies.filter((port): port is string => typeof port === 'string')])];
}

function subsets<T>([first, ...rest]: readonly T[]): readonly (readonly T[])[] {
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((subset) => [subset, [first, ...subset]]);
}

// The tiers. Where policies of one priority match, any of them may be applied, so that there are several outcomes.

function outcomesOf(the: Case): readonly boolean[] {
  if (the.cluster.ciliumPolicies !== undefined) return [withCilium(the)];
  return tierOutcomes(the, 'Admin', () => networkPolicyOutcomes(the, () => tierOutcomes(the, 'Baseline', () => [true])));
}

/** What policies of Cilium deny stays denied; beyond that, they and NetworkPolicies add up. Other kinds are not there. */
function withCilium(the: Case): boolean {
  const { denied, allowed, isolated } = ciliumVerdict(the);
  const [byNetworkPolicies] = networkPolicyOutcomes(the, () => []);
  return !denied && (allowed || (byNetworkPolicies ?? !isolated));
}

function tierOutcomes(the: Case, tier: TierPolicy['tier'], next: () => readonly boolean[]): readonly boolean[] {
  const deciding = the.cluster.tierPolicies
    .filter((policy) => policy.tier === tier && isSubject(the, policy))
    .flatMap((policy) => {
      const rule = policy[the.direction].find(({ peers, ports }) => peers.some((peer) => isTierPeer(the, peer)) && tierPortsMatch(the, ports));
      return rule === undefined ? [] : [{ priority: policy.priority, action: rule.action }];
    });
  if (deciding.length === 0) return next();
  const first = Math.min(...deciding.map(({ priority }) => priority));
  return deciding.filter(({ priority }) => priority === first).flatMap(({ action }) => (action === 'Pass' ? next() : [action === 'Accept']));
}

function isSubject({ cluster, own }: Case, { subject }: TierPolicy): boolean {
  return isNamespacedPod(cluster, subject, own);
}

function isNamespacedPod(cluster: NaiveCluster, { namespaces, pods }: Pick<TierPeer, 'namespaces' | 'pods'>, pod: Pod): boolean {
  if (pod.hostNetwork) return false;
  const labels = namespaceLabels(cluster, pod.namespace);
  if (namespaces !== undefined) return selects(namespaces, labels);
  return pods !== undefined && selects(pods.namespaceSelector, labels) && selects(pods.podSelector, pod.labels);
}

function isTierPeer({ cluster, other }: Case, peer: TierPeer): boolean {
  const { address } = other;
  if (peer.networks !== undefined) return address !== undefined && peer.networks.some((network) => inCidr(network, address));
  if (peer.domainNames !== undefined) return peer.domainNames.some((name) => other.names.includes(name));
  if (peer.nodes !== undefined) return isNode(cluster, other) && selects(peer.nodes, cluster.nodes[address as string] as Labels);
  if (other.unknown && peer.pods !== undefined) return isEmpty(peer.pods.namespaceSelector) && isEmpty(peer.pods.podSelector);
  if (other.unknown) return isEmpty(peer.namespaces);
  return other.pod !== undefined && isNamespacedPod(cluster, peer, other.pod);
}

function isNode(cluster: NaiveCluster, { pod, unknown, address }: Other): boolean {
  return !unknown && (pod === undefined || pod.hostNetwork) && address !== undefined && address in cluster.nodes;
}

function tierPortsMatch(the: Case, ports: readonly TierPort[] | undefined): boolean {
  const { protocol, port } = the.question;
  return ports === undefined || ports.some((wanted) => ('name' in wanted
    ? isCalled(the, wanted.name)
    : wanted.protocol === protocol && port >= wanted.from && port <= wanted.to));
}

function networkPolicyOutcomes(the: Case, next: () => readonly boolean[]): readonly boolean[] {
  const { cluster, own, direction } = the;
  const isolating = cluster.policies.filter((policy) =>
    policy.namespace === own.namespace && selects(policy.podSelector, own.labels) && hasType(policy, direction));
  if (isolating.length === 0) return next();
  return [isolating.some((policy) => (policy[direction] ?? []).some((rule) =>
    peersMatch(cluster, policy, direction === 'ingress' ? rule.from : rule.to, the.other) && portsMatch(the, rule.ports)))];
}

function hasType({ policyTypes, egress }: Policy, direction: Direction): boolean {
  if (policyTypes !== undefined && policyTypes.length > 0) return policyTypes.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  return direction === 'ingress' || (egress !== undefined && egress.length > 0);
}

function peersMatch(cluster: NaiveCluster, policy: Policy, peers: readonly Peer[] | undefined, other: Other): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some((peer) => {
    if (peer.ipBlock !== undefined) return other.ipBlock && other.address !== undefined && inBlock(peer.ipBlock, other.address);
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

function portsMatch(the: Case, ports: readonly Port[] | undefined): boolean {
  const { protocol, port } = the.question;
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((wanted) => {
    if ((wanted.protocol ?? 'TCP') !== protocol) return false;
    if (wanted.port === undefined) return true;
    if (typeof wanted.port === 'string') return isCalled(the, wanted.port);
    return wanted.endPort === undefined ? port === wanted.port : port >= wanted.port && port <= wanted.endPort;
  });
}

/** Whether the destination gives this name to the port in question. */
function isCalled({ own, direction, other, question }: Case, name: string): boolean {
  const destination = direction === 'ingress' ? own : other.pod;
  if (destination !== undefined) return listensBy(destination, name, question.protocol, question.port);
  return other.portNames.includes(name);
}

function listensBy({ containers }: Pod, name: string, protocol: Protocol, port: number): boolean {
  return containers.some(({ init, restartPolicy, ports }) => (!init || restartPolicy === 'Always') &&
    ports.some((declared) => declared.name === name && (declared.protocol ?? 'TCP') === protocol && declared.containerPort === port));
}

function inBlock({ cidr, except = [] }: { readonly cidr: string; readonly except?: readonly string[] }, address: string): boolean {
  return inCidr(cidr, address) && !except.some((hole) => inCidr(hole, address));
}

function and(a: Answer, b: Answer): Answer {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'maybe';
}
