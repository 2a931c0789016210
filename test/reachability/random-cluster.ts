import fc from 'fast-check';
import { Container, Labels, NaiveCluster, Peer, Pod, Policy, Port, Rule, Selector } from './naive-model';
import { ciliumPolicyManifest, randomCiliumPolicies } from './random-cilium-policy';
import { randomAddressPolicy, randomTierPolicies, tierPolicyManifest } from './random-tier-policy';

const NAMESPACES = ['shop', 'ops', 'data'];
const LABEL_VALUES: Readonly<Record<string, readonly string[]>> = { app: ['web', 'orders', 'db'], tier: ['front', 'back'] };
const NAMESPACE_LABEL_VALUES: Readonly<Record<string, readonly string[]>> = {
  'team': ['sales', 'platform'],
  'kubernetes.io/metadata.name': NAMESPACES,
};
const NODE_LABEL_VALUES = { role: ['worker', 'control'] };
const PORT_NUMBERS = [53, 80, 8080, 8443];
const PORT_NAMES = ['http', 'dns'];

/** Addresses that pods and nodes may have: few, so that all can be tried. */
export const POD_CIDR = '10.244.0.0/30';
export const NODE_CIDR = '10.0.0.0/30';
const POD_ADDRESSES = ['10.244.0.0', '10.244.0.1', '10.244.0.2', '10.244.0.3'];
const NODE_ADDRESSES = ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3'];
/** On either side of each boundary that a block of a random policy can have. */
export const OUTSIDE_ADDRESSES = [
  '0.0.0.0', '9.255.255.255', '10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.4', '10.243.255.255', '10.244.0.1', '10.244.0.2', '10.255.255.255',
  '11.0.0.0', '203.0.112.255', '203.0.113.0', '203.0.113.127', '203.0.113.128', '203.0.114.0', '255.255.255.255',
  '::', '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db8::', '2001:db8:0:1::', '2001:db8:ffff::1', '2001:db9::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
];
const BLOCKS: readonly NonNullable<Peer['ipBlock']>[] = [
  { cidr: '0.0.0.0/0' },
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '203.0.113.128/25'] },
  { cidr: '0.0.0.0/1' },
  { cidr: '128.0.0.0/1' },
  { cidr: '10.0.0.0/8', except: ['10.244.0.0/31'] },
  { cidr: '10.0.0.0/31' },
  { cidr: '10.0.0.2/31' },
  { cidr: '10.244.0.0/16', except: ['10.244.0.1/32'] },
  { cidr: '10.244.0.2/32' },
  { cidr: '203.0.113.0/24' },
  { cidr: '::/0' },
  { cidr: '2001:db8::/32', except: ['2001:db8:0:1::/64'] },
];

function labels(values: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Labels> {
  const choices = Object.entries(values).map(([key, ofKey]) => [key, fc.constantFrom(...ofKey)] as const);
  return fc.record(Object.fromEntries(choices), { requiredKeys: [] }) as fc.Arbitrary<Labels>;
}

function selector(values: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Selector> {
  const expression = fc.constantFrom(...Object.keys(values)).chain((key) => fc.oneof(
    fc.record({ key: fc.constant(key), operator: fc.constantFrom('In', 'NotIn'), values: fc.uniqueArray(fc.constantFrom(...values[key] as string[], 'other'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ key: fc.constant(key), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  ));
  return fc.oneof(
    fc.constant({}),
    fc.record({ matchLabels: labels(values) }),
    fc.record({ matchExpressions: fc.array(expression, { maxLength: 2 }) }),
    fc.record({ matchLabels: labels(values), matchExpressions: fc.array(expression, { maxLength: 1 }) }),
  );
}

const protocol = fc.constantFrom('TCP' as const, 'UDP' as const, 'SCTP' as const);
const podSelector = selector(LABEL_VALUES);
const namespaceSelector = selector(NAMESPACE_LABEL_VALUES);

const peer: fc.Arbitrary<Peer> = fc.oneof(
  fc.record({ podSelector }),
  fc.record({ namespaceSelector }),
  fc.record({ podSelector, namespaceSelector }),
  fc.record({ ipBlock: fc.constantFrom(...BLOCKS) }),
);

const port: fc.Arbitrary<Port> = fc.oneof(
  fc.record({ protocol }),
  fc.record({ port: fc.constantFrom(...PORT_NUMBERS) }),
  fc.record({ protocol, port: fc.constantFrom(...PORT_NUMBERS) }),
  fc.record({ protocol, port: fc.constantFrom(80, 8080), endPort: fc.constantFrom(8080, 8443, 65535) }),
  fc.record({ protocol, port: fc.constantFrom(...PORT_NAMES) }),
);

/** A rule of a NetworkPolicy. */
export function rule(peers: 'from' | 'to'): fc.Arbitrary<Rule> {
  return fc.record({ [peers]: fc.array(peer, { maxLength: 3 }), ports: fc.array(port, { maxLength: 3 }) }, { requiredKeys: [] });
}

const policy: fc.Arbitrary<Omit<Policy, 'name'>> = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  podSelector,
  policyTypes: fc.subarray(['Ingress' as const, 'Egress' as const]),
  ingress: fc.array(rule('from'), { maxLength: 2 }),
  egress: fc.array(rule('to'), { maxLength: 2 }),
}, { requiredKeys: ['namespace', 'podSelector'] });

const containers: fc.Arbitrary<readonly Container[]> = fc.uniqueArray(fc.record({
  name: fc.constantFrom(...PORT_NAMES),
  containerPort: fc.constantFrom(...PORT_NUMBERS),
  protocol,
}), { maxLength: 2, selector: ({ name }) => name }).chain((ports) => fc.constantFrom<readonly Container[]>(
  [{ ports }],
  [{ ports: ports.slice(1) }, { init: true, restartPolicy: 'Always', ports: ports.slice(0, 1) }],
  [{ ports: ports.slice(1) }, { init: true, ports: ports.slice(0, 1) }],
));

const pod: fc.Arbitrary<Pod> = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  owner: fc.constantFrom('web', 'orders', 'db'),
  labels: labels(LABEL_VALUES),
  hostNetwork: fc.constantFrom(false, false, false, true),
  containers,
  podIP: fc.integer({ min: 0, max: 3 }),
}, { requiredKeys: ['namespace', 'owner', 'labels', 'hostNetwork', 'containers'] })
  .map(({ podIP, ...rest }) => {
    const addresses = rest.hostNetwork ? NODE_ADDRESSES : POD_ADDRESSES;
    return podIP === undefined ? rest : { ...rest, podIP: addresses[podIP] as string };
  });

const selectors = { podSelector, namespaceSelector, nodeSelector: selector(NODE_LABEL_VALUES), portNames: PORT_NAMES };
const someTierPolicies = randomTierPolicies(selectors);

/** Small clusters in which everything that policies can say happens often. Every address that a node can have is that of a Node. */
export const randomCluster: fc.Arbitrary<NaiveCluster> = fc.record({
  namespaces: fc.record(Object.fromEntries(NAMESPACES.map((name) => [name, labels({ team: ['sales', 'platform'] })]))) as fc.Arbitrary<NaiveCluster['namespaces']>,
  pods: fc.array(pod, { minLength: 2, maxLength: 6 }),
  policies: fc.array(policy, { maxLength: 5 }).map((policies) => policies.map((p, i) => ({ ...p, name: `policy-${i}` }))),
  tierPolicies: fc.oneof(fc.constant([]), someTierPolicies),
  nodes: fc.record(Object.fromEntries(NODE_ADDRESSES.map((address) => [address, labels(NODE_LABEL_VALUES)]))) as fc.Arbitrary<NaiveCluster['nodes']>,
  nodeAddresses: fc.constant(NODE_ADDRESSES),
  podAddresses: fc.constant(POD_ADDRESSES),
});

/** The same, with pods of which nobody knows the addresses and a policy that goes by addresses; in some of them nothing else lets pods out. */
export const clusterWithoutAddresses: fc.Arbitrary<NaiveCluster> = fc.tuple(randomCluster, randomAddressPolicy(selectors), fc.boolean())
  .map(([cluster, byAddress, isolated]) => ({
    ...cluster,
    pods: cluster.pods.map(({ podIP: _, ...rest }) => rest),
    policies: isolated ? NAMESPACES.map((name) => ({ name: 'isolate', namespace: name, podSelector: {}, policyTypes: ['Egress' as const] })) : [],
    tierPolicies: [byAddress],
  }));

/** Clusters with policies of Cilium, which take the place of those of tiers. */
export const clusterWithCilium: fc.Arbitrary<NaiveCluster> = fc.tuple(randomCluster, randomCiliumPolicies(podSelector, PORT_NAMES))
  .map(([cluster, ciliumPolicies]) => ({ ...cluster, policies: cluster.policies.slice(0, 2), tierPolicies: [], ciliumPolicies }));

/** The cluster as the API server would hand it out. */
export function manifestsOf({ namespaces, pods, policies, tierPolicies, ciliumPolicies = [], nodes }: NaiveCluster): readonly object[] {
  return [
    ...Object.entries(namespaces).map(([name, namespaceLabels]) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: namespaceLabels } })),
    ...pods.map(podManifest),
    ...policies.map(({ name, namespace, ...spec }) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec })),
    ...tierPolicies.map(tierPolicyManifest),
    ...ciliumPolicies.map(ciliumPolicyManifest),
    ...Object.entries(nodes).map(([address, nodeLabels], i) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: `node-${i}`, labels: nodeLabels },
      status: { addresses: [{ type: 'InternalIP', address }] },
    })),
  ];
}

function podManifest({ namespace, owner, labels: podLabels, hostNetwork, podIP, containers: all }: Pod, i: number): object {
  const written = (init: boolean): object[] => all.flatMap((container, j) => (Boolean(container.init) !== init ? [] : [{
    name: `c${j}`,
    image: 'registry.example.com/shop:1',
    ...(container.restartPolicy && { restartPolicy: container.restartPolicy }),
    ports: container.ports,
  }]));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${i}`, namespace, labels: podLabels, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: owner, uid: `uid-${owner}`, controller: true }] },
    spec: { hostNetwork, containers: written(false), initContainers: written(true) },
    ...(podIP && { status: { podIP, podIPs: [{ ip: podIP }] } }),
  };
}
