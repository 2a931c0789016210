import fc from 'fast-check';
import { Selector, TierPeer, TierPolicy, TierPort, TierRule } from './naive-model';

const PORT_NUMBERS = [53, 80, 8080, 8443];
/** Together, some of them cover all that a pod can have for an address. */
const POD_NETWORKS = ['10.244.0.0/31', '10.244.0.2/31', '10.244.0.0/16'];
const NETWORKS = [...POD_NETWORKS, '0.0.0.0/0', '0.0.0.0/1', '10.0.0.0/31', '10.0.0.2/31', '10.244.0.2/32', '203.0.113.0/24', '::/0', '2001:db8::/32'];
const DOMAIN_NAMES = ['api.example.com', '*.shop.svc.cluster.local'];
/** Few, so that several policies often share one. */
const PRIORITIES = [0, 1, 1, 1000];

/** Selectors of each kind of thing. */
export interface Selectors {
  readonly podSelector: fc.Arbitrary<Selector>;
  readonly namespaceSelector: fc.Arbitrary<Selector>;
  readonly nodeSelector: fc.Arbitrary<Selector>;
  readonly portNames: readonly string[];
}

/** Policies of the Admin and the Baseline tier, of every kind; at most one BaselineAdminNetworkPolicy. */
export function randomTierPolicies(selectors: Selectors): fc.Arbitrary<readonly TierPolicy[]> {
  const kind = fc.constantFrom('AdminNetworkPolicy' as const, 'BaselineAdminNetworkPolicy' as const, 'ClusterNetworkPolicy' as const, 'ClusterNetworkPolicy' as const);
  const policies = fc.array(kind.chain((of) => policyOf(of, selectors)), { maxLength: 4 });
  return policies.map((all) => all
    .filter((policy, i) => policy.kind !== 'BaselineAdminNetworkPolicy' || all.findIndex(({ kind: other }) => other === policy.kind) === i)
    .map((policy, i) => ({ ...policy, name: policy.kind === 'BaselineAdminNetworkPolicy' ? 'default' : `tier-policy-${i}` })));
}

function policyOf(kind: TierPolicy['kind'], selectors: Selectors): fc.Arbitrary<Omit<TierPolicy, 'name'>> {
  const { subject, pods, addresses } = peersOf(selectors);
  const egressPeer = fc.oneof(pods, addresses);
  const action = fc.constantFrom(...(kind === 'BaselineAdminNetworkPolicy' ? ['Accept', 'Deny'] as const : ['Accept', 'Deny', 'Pass'] as const));
  const domainNames = fc.uniqueArray(fc.constantFrom(...DOMAIN_NAMES), { minLength: 1 }).map((names) => ({ domainNames: names }));
  const names: fc.Arbitrary<TierRule> = fc.record({ action: fc.constant('Accept' as const), peers: fc.tuple(domainNames), ports: fc.array(numbered, { minLength: 1, maxLength: 2 }) }, { requiredKeys: ['action', 'peers'] });
  const egress = fc.oneof({ weight: 3, arbitrary: rule(action, egressPeer, numbered) }, { weight: 3, arbitrary: rule(action, pods, port(selectors)) },
    ...(kind === 'BaselineAdminNetworkPolicy' ? [] : [{ weight: 1, arbitrary: names }]));
  return fc.record({
    kind: fc.constant(kind),
    tier: fc.constantFrom(...(kind === 'ClusterNetworkPolicy' ? ['Admin', 'Baseline'] as const : kind === 'AdminNetworkPolicy' ? ['Admin'] as const : ['Baseline'] as const)),
    // A BaselineAdminNetworkPolicy has none; it comes last.
    priority: kind === 'BaselineAdminNetworkPolicy' ? fc.constant(1001) : fc.constantFrom(...PRIORITIES),
    subject,
    ingress: fc.array(rule(action, pods, port(selectors)), { maxLength: 3 }),
    egress: fc.array(egress, { maxLength: 3 }),
  });
}

/** A policy for every pod that goes by addresses and nodes alone. */
export function randomAddressPolicy({ nodeSelector }: Selectors): fc.Arbitrary<TierPolicy> {
  const peer = fc.oneof(
    { weight: 3, arbitrary: fc.record({ networks: fc.tuple(fc.constantFrom(...POD_NETWORKS, '10.0.0.0/31')) }) },
    { weight: 1, arbitrary: fc.record({ nodes: nodeSelector }) },
  );
  return fc.array(rule(fc.constantFrom('Accept', 'Deny', 'Pass'), peer, numbered), { minLength: 1, maxLength: 5 }).map((egress) => (
    { name: 'by-address', kind: 'ClusterNetworkPolicy', tier: 'Admin', priority: 0, subject: { namespaces: {} }, ingress: [], egress }));
}

interface Peers {
  readonly subject: fc.Arbitrary<TierPeer>;
  readonly pods: fc.Arbitrary<TierPeer>;
  readonly addresses: fc.Arbitrary<TierPeer>;
}

function peersOf({ podSelector, namespaceSelector, nodeSelector }: Selectors): Peers {
  const pods = fc.oneof(
    fc.record({ namespaces: namespaceSelector }),
    fc.record({ pods: fc.record({ namespaceSelector, podSelector }) }),
  );
  const addresses = fc.oneof(
    fc.record({ networks: fc.uniqueArray(fc.constantFrom(...NETWORKS), { minLength: 1, maxLength: 3 }) }),
    fc.record({ networks: fc.tuple(fc.constantFrom(...POD_NETWORKS)) }),
    fc.record({ nodes: nodeSelector }),
  );
  return { subject: pods, pods, addresses };
}

function rule(action: fc.Arbitrary<TierRule['action']>, peer: fc.Arbitrary<TierPeer>, ports: fc.Arbitrary<TierPort>): fc.Arbitrary<TierRule> {
  return fc.record({
    action,
    peers: fc.array(peer, { minLength: 1, maxLength: 2 }),
    ports: fc.array(ports, { minLength: 1, maxLength: 2 }),
  }, { requiredKeys: ['action', 'peers'] });
}

const protocol = fc.constantFrom('TCP' as const, 'UDP' as const, 'SCTP' as const);
const numbered: fc.Arbitrary<TierPort> = fc.oneof(
  fc.record({ protocol, from: fc.constantFrom(...PORT_NUMBERS) }).map(({ protocol: of, from }) => ({ protocol: of, from, to: from })),
  fc.record({ protocol, from: fc.constantFrom(1, 80), to: fc.constantFrom(8080, 65535) }),
);

function port({ portNames }: Selectors): fc.Arbitrary<TierPort> {
  return fc.oneof({ weight: 2, arbitrary: numbered }, { weight: 1, arbitrary: fc.record({ name: fc.constantFrom(...portNames) }) });
}

/** The policy as the API server would hand it out. */
export function tierPolicyManifest({ name, kind, tier, priority, subject, ingress, egress }: TierPolicy): object {
  const isCluster = kind === 'ClusterNetworkPolicy';
  const rules = (peersKey: 'from' | 'to', written: readonly TierRule[]): object[] => written.map(({ action, peers, ports }) => ({
    action: action === 'Accept' && !isCluster ? 'Allow' : action,
    [peersKey]: peers,
    ...(ports && (isCluster ? { protocols: ports.map(protocolItem) } : { ports: ports.map(portItem) })),
  }));
  return {
    apiVersion: `policy.networking.k8s.io/${isCluster ? 'v1alpha2' : 'v1alpha1'}`,
    kind,
    metadata: { name },
    spec: {
      ...(isCluster && { tier }),
      ...(kind !== 'BaselineAdminNetworkPolicy' && { priority }),
      subject,
      ingress: rules('from', ingress),
      egress: rules('to', egress),
    },
  };
}

function protocolItem(written: TierPort): object {
  if ('name' in written) return { destinationNamedPort: written.name };
  const { from, to } = written;
  return { [written.protocol.toLowerCase()]: { destinationPort: from === to ? { number: from } : { range: { start: from, end: to } } } };
}

function portItem(written: TierPort): object {
  if ('name' in written) return { namedPort: written.name };
  const { protocol: of, from, to } = written;
  return from === to ? { portNumber: { protocol: of, port: from } } : { portRange: { protocol: of, start: from, end: to } };
}
