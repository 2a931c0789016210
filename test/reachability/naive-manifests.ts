import { Container, Labels, NaiveCluster, Pod, Policy, Protocol, TierPeer, TierPolicy, TierPort, TierRule } from './naive-model';

/** The API objects from which a naive cluster is made, as far as the benchmark writes them. */
interface Written {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly spec: WrittenSpec;
}

interface WrittenSpec extends Omit<Policy, 'name' | 'namespace' | 'ingress' | 'egress'> {
  readonly template: {
    readonly metadata: { readonly labels: Labels };
    readonly spec: { readonly hostNetwork?: boolean; readonly containers: readonly Container[] };
  };
  readonly priority?: number;
  readonly tier?: TierPolicy['tier'];
  readonly subject: TierPolicy['subject'];
  readonly ingress?: readonly object[];
  readonly egress?: readonly object[];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

interface WrittenRule {
  readonly action: 'Accept' | 'Allow' | 'Deny' | 'Pass';
  readonly from?: readonly TierPeer[];
  readonly to?: readonly TierPeer[];
  readonly ports?: readonly { readonly namedPort?: string; readonly portRange?: Range & { readonly protocol: Protocol } }[];
  readonly protocols?: readonly { readonly [protocol: string]: { readonly destinationPort: { readonly number?: number; readonly range?: Range } } }[];
}

const TIER_KINDS: readonly string[] = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];

/** What the naive evaluator takes for the manifests of the benchmark: one pod for each workload, because its replicas are alike. */
export function naiveClusterOf(manifests: readonly object[]): NaiveCluster {
  const written = manifests as readonly Written[];
  const of = (...kinds: readonly string[]) => written.filter(({ kind }) => kinds.includes(kind));
  const namespaces = of('Namespace').map(({ metadata: { name, labels } }) => [name, { ...labels, 'kubernetes.io/metadata.name': name }] as const);
  return {
    namespaces: Object.fromEntries(namespaces),
    pods: of('Deployment', 'StatefulSet').map(podOf),
    policies: of('NetworkPolicy').map(({ metadata, spec }) => ({ ...spec, name: metadata.name, namespace: metadata.namespace as string }) as Policy),
    tierPolicies: of(...TIER_KINDS).map(tierPolicyOf),
    nodes: {},
    nodeAddresses: ['192.0.2.10'],
    podAddresses: ['10.244.1.1'],
  };
}

function podOf({ metadata, spec: { template } }: Written): Pod {
  return {
    namespace: metadata.namespace as string,
    owner: metadata.name,
    labels: template.metadata.labels,
    hostNetwork: template.spec.hostNetwork ?? false,
    containers: template.spec.containers,
  };
}

function tierPolicyOf({ kind, metadata, spec }: Written): TierPolicy {
  return {
    name: metadata.name,
    kind: kind as TierPolicy['kind'],
    tier: spec.tier ?? (kind === 'BaselineAdminNetworkPolicy' ? 'Baseline' : 'Admin'),
    priority: spec.priority ?? 0,
    subject: spec.subject,
    ingress: (spec.ingress ?? []).map((rule) => tierRuleOf(rule as WrittenRule)),
    egress: (spec.egress ?? []).map((rule) => tierRuleOf(rule as WrittenRule)),
  };
}

function tierRuleOf({ action, from, to, ports, protocols }: WrittenRule): TierRule {
  const written: readonly TierPort[] | undefined = ports?.map(({ namedPort, portRange: range }) =>
    (range === undefined ? { name: namedPort as string } : { protocol: range.protocol, from: range.start, to: range.end }))
    ?? protocols?.flatMap((item) => Object.entries(item).map(([protocol, { destinationPort: { number, range } }]) =>
      ({ protocol: protocol.toUpperCase() as Protocol, from: number ?? range?.start ?? 0, to: number ?? range?.end ?? 0 })));
  return { action: action === 'Allow' ? 'Accept' : action, peers: from ?? to ?? [], ...(written && { ports: written }) };
}

