import { Case, inCidr } from './naive-address';
import { CiliumPolicyDoc, CiliumRuleDoc, CiliumSpecDoc, Labels, NaiveCluster, Other, Pod, Selector } from './naive-model';

/** Policies of Cilium straight from its documentation, on objects as they are written. */
export interface CiliumVerdict {
  readonly denied: boolean;
  readonly allowed: boolean;
  readonly isolated: boolean;
}

const NAMESPACE = 'io.kubernetes.pod.namespace';
/** Those of the addresses of the tests that somebody on the internet can have. */
const PUBLIC = ['9.255.255.255', '11.0.0.0', '203.0.112.255', '203.0.114.0', '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::'];

/** What is open about an end, as long as a policy asks for it: each may be so or not. */
export function ciliumQuestions({ ciliumPolicies, nodes }: NaiveCluster, other: Other): readonly string[] {
  if (ciliumPolicies === undefined) return [];
  const text = JSON.stringify(ciliumPolicies);
  const asks = (...words: readonly string[]): boolean => words.some((word) => text.includes(word));
  if (isPodInPodNetwork(other)) return asks('"unmanaged"') ? ['unmanaged'] : [];
  const server = asks('"kube-apiserver"', '"cluster"') ? ['kube-apiserver'] : [];
  if (!isNode(nodes, other)) return [...server, ...(asks('"unmanaged"') ? ['unmanaged'] : [])];
  return [...server, ...(asks('"host"', '"remote-node"') ? ['host'] : []), ...(asks('CIDR') ? ['cidr-means-nodes'] : [])];
}

export function ciliumVerdict(the: Case): CiliumVerdict {
  const specs = (the.cluster.ciliumPolicies ?? []).flatMap((policy) =>
    policy.specs.filter((spec) => isSubject(the, policy, spec)).map((spec) => ({ policy, spec })));
  const matches = (section: 'ingress' | 'ingressDeny' | 'egress' | 'egressDeny'): boolean =>
    specs.some(({ policy, spec }) => (spec[section] ?? []).some((rule) => ruleMatches(the, policy, rule)));
  const { direction } = the;
  return {
    denied: matches(`${direction}Deny`),
    allowed: matches(direction),
    // A rule that has a section for the direction isolates, unless it says otherwise.
    isolated: specs.some(({ spec }) => spec.enableDefaultDeny?.[direction]
      ?? [...spec[direction] ?? [], ...spec[`${direction}Deny`] ?? []].length > 0),
  };
}

function isSubject({ cluster, own }: Case, { namespace }: CiliumPolicyDoc, { endpointSelector }: CiliumSpecDoc): boolean {
  if (namespace !== undefined && own.namespace !== namespace) return false;
  return selects(endpointSelector, identity(cluster.namespaces[own.namespace] as Labels, own));
}

/** The labels of an endpoint, without their source. */
function identity(namespaceLabels: Labels, { namespace, labels }: Pod): Labels {
  const ofNamespace = Object.entries({ ...namespaceLabels, 'kubernetes.io/metadata.name': namespace }).map(([key, value]) => [`io.cilium.k8s.namespace.labels.${key}`, value]);
  return { ...labels, [NAMESPACE]: namespace, ...Object.fromEntries(ofNamespace) as Labels };
}

function ruleMatches(the: Case, policy: CiliumPolicyDoc, rule: CiliumRuleDoc): boolean {
  const way = the.direction === 'ingress' ? 'from' : 'to';
  const lists = (['Endpoints', 'Entities', 'CIDR', 'CIDRSet'] as const).filter((kind) => rule[`${way}${kind}`] !== undefined);
  // Ports without peers are open to everyone; a rule with neither allows nothing.
  if (lists.length === 0) return rule.toPorts !== undefined && portsMatch(the, rule);
  const peersMatch = (rule[`${way}Endpoints`] ?? []).some((selector) => isEndpoint(the, policy, selector))
    || (rule[`${way}Entities`] ?? []).some((entity) => isEntity(the, entity))
    || (rule[`${way}CIDR`] ?? []).some((cidr) => isInCidr(the, cidr, []))
    || (rule[`${way}CIDRSet`] ?? []).some(({ cidr, except }) => isInCidr(the, cidr, except ?? []));
  return peersMatch && portsMatch(the, rule);
}

function isEndpoint({ cluster, other: { pod, unknown } }: Case, { namespace }: CiliumPolicyDoc, selector: Selector): boolean {
  const asksForNamespace = keysOf(selector).includes(NAMESPACE);
  if (unknown) return asksForNothing(selector) && (asksForNamespace || namespace === undefined);
  if (pod === undefined || pod.hostNetwork) return false;
  if (!asksForNamespace && namespace !== undefined && pod.namespace !== namespace) return false;
  return selects(selector, identity(cluster.namespaces[pod.namespace] as Labels, pod));
}

function asksForNothing({ matchLabels = {}, matchExpressions = [] }: Selector): boolean {
  const isNamespace = (key: string): boolean => withoutSource(key) === NAMESPACE;
  return Object.keys(matchLabels).length === 0 && matchExpressions.every(({ key, operator }) => isNamespace(key) && operator === 'Exists');
}

function isEntity({ cluster, direction, other }: Case, entity: string): boolean {
  const is = (question: string): boolean => (other.ciliumAnswers ?? []).includes(question);
  if (entity === 'all') return true;
  if (isPodInPodNetwork(other)) return entity === 'cluster' || (entity === 'unmanaged' && other.pod !== undefined && is('unmanaged'));
  const address = other.address as string;
  const isPublic = PUBLIC.includes(address);
  if (isNode(cluster.nodes, other)) {
    return entity === 'cluster' || (entity === 'host' && is('host')) || (entity === 'remote-node' && !is('host')) || (entity === 'kube-apiserver' && is('kube-apiserver'));
  }
  switch (entity) {
    case 'world': return true;
    case 'world-ipv4': return !address.includes(':');
    case 'world-ipv6': return address.includes(':');
    case 'kube-apiserver': return (!isPublic || direction === 'egress') && is(entity);
    case 'unmanaged': return !isPublic && is(entity);
    // The API server, or a pod that Cilium does not manage, somewhere in the private network.
    case 'cluster': return !isPublic && (is('kube-apiserver') || is('unmanaged'));
    default: return false;
  }
}

function isPodInPodNetwork({ pod, unknown }: Other): boolean {
  return unknown === true || (pod !== undefined && !pod.hostNetwork);
}

function isNode(nodes: NaiveCluster['nodes'], { pod, address }: Other): boolean {
  return pod?.hostNetwork === true || (address as string) in nodes;
}

/** CIDRs mean neither pods nor nodes, unless the agent is told to match nodes by them. */
function isInCidr({ cluster, other }: Case, cidr: string, except: readonly string[]): boolean {
  const address = other.address as string;
  if (isPodInPodNetwork(other)) return false;
  if (isNode(cluster.nodes, other) && !(other.ciliumAnswers ?? []).includes('cidr-means-nodes')) return false;
  return inCidr(cidr, address) && !except.some((hole) => inCidr(hole, address));
}

function portsMatch({ direction, own, question: { protocol, port } }: Case, { toPorts }: CiliumRuleDoc): boolean {
  if (toPorts === undefined) return true;
  return toPorts.flatMap(({ ports }) => ports).some((wanted) => {
    if (wanted.protocol !== undefined && wanted.protocol !== 'ANY' && wanted.protocol !== protocol) return false;
    if (wanted.port === '0') return true;
    if (/^\d+$/.test(wanted.port)) return port >= Number(wanted.port) && port <= (wanted.endPort ?? Number(wanted.port));
    return direction === 'ingress' && own.containers.some(({ init, restartPolicy, ports }) => (!init || restartPolicy === 'Always')
      && ports.some((declared) => declared.name === wanted.port && (declared.protocol ?? 'TCP') === protocol && declared.containerPort === port));
  });
}

function keysOf({ matchLabels = {}, matchExpressions = [] }: Selector): readonly string[] {
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)].map(withoutSource);
}

function withoutSource(key: string): string {
  return key.replace(/^(k8s|any):/, '');
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  const equal = Object.entries(matchLabels).every(([key, value]) => labels[withoutSource(key)] === value);
  return equal && matchExpressions.every(({ key, operator, values = [] }) => {
    const value = labels[withoutSource(key)];
    if (operator === 'In') return value !== undefined && values.includes(value);
    if (operator === 'NotIn') return value === undefined || !values.includes(value);
    return operator === 'Exists' ? value !== undefined : value === undefined;
  });
}
