import { LabelSelector } from '../../network/label-selector';
import { Field } from '../field';
import { ObjectMetadata } from '../kubernetes-object';
import { quote } from '../quote';
import { ClusterPolicyAction, ClusterPolicyPort, ClusterPolicyRule, ClusterPolicySpec, NamespacedPods } from './cluster-policy';
import { exactlyOne } from './exactly-one';
import { PeerDialect, readNamespacedPods, readPeers } from './read-cluster-policy-peer';
import { readPortItem, readProtocolItem } from './read-cluster-policy-port';
import { readSelector } from './read-selector';

const LAST_PRIORITY = 1000;
const MAX_RULE_NAME = 100;
/** The only BaselineAdminNetworkPolicy that the API server takes. */
const BASELINE_NAME = 'default';

/** What the kinds of the API group have each of their own. */
interface Dialect extends PeerDialect {
  readonly actions: Readonly<Record<string, ClusterPolicyAction>>;
  /** Most rules of a direction, peers of a rule and ports of a rule. */
  readonly maxItems: number;
  readonly portsKey: 'ports' | 'protocols';
  readonly readPort: (item: Field) => ClusterPolicyPort | undefined;
}

const PODS = ['namespaces', 'pods'] as const;

const ADMIN: Dialect = {
  actions: { Allow: 'allow', Deny: 'deny', Pass: 'pass' },
  maxItems: 100,
  portsKey: 'ports',
  readPort: readPortItem,
  from: PODS,
  to: [...PODS, 'nodes', 'networks', 'domainNames'],
  namespaceSelectorRequired: true,
  relativePeers: true,
};

const BASELINE: Dialect = {
  ...ADMIN,
  actions: { Allow: 'allow', Deny: 'deny' },
  to: [...PODS, 'nodes', 'networks'],
};

const CLUSTER: Dialect = {
  ...ADMIN,
  actions: { Accept: 'allow', Deny: 'deny', Pass: 'pass' },
  maxItems: 25,
  portsKey: 'protocols',
  readPort: readProtocolItem,
  namespaceSelectorRequired: false,
  relativePeers: false,
};

/** Reads an AdminNetworkPolicy of policy.networking.k8s.io/v1alpha1, as its CustomResourceDefinition of release 0.1.7 allows it. */
export function readAdminNetworkPolicy(object: Field): ClusterPolicySpec {
  const spec = readSpec(object);
  return { tier: 'Admin', priority: readPriority(spec), ...readRules(spec, ADMIN) };
}

/** Reads a BaselineAdminNetworkPolicy of policy.networking.k8s.io/v1alpha1 (CustomResourceDefinition of release 0.1.7). */
export function readBaselineAdminNetworkPolicy(object: Field, { name }: ObjectMetadata): ClusterPolicySpec {
  if (name !== '' && name !== BASELINE_NAME) {
    object.report('metadata.name', `${quote(name)} must be "${BASELINE_NAME}", because a cluster has only one BaselineAdminNetworkPolicy`);
  }
  return { tier: 'Baseline', ...readRules(readSpec(object), BASELINE) };
}

/** Reads a ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2 (CustomResourceDefinition of release 0.2.0). */
export function readClusterNetworkPolicy(object: Field): ClusterPolicySpec {
  const spec = readSpec(object);
  if (!spec.has('tier')) spec.reportMissing('tier', '"Admin" or "Baseline"');
  return { tier: spec.choice('tier', ['Admin', 'Baseline'] as const, 'Admin'), priority: readPriority(spec), ...readRules(spec, CLUSTER) };
}

function readSpec(object: Field): Field {
  if (!object.has('spec')) object.reportMissing('spec', 'the subject of the policy and its rules');
  return object.objectOrEmpty('spec');
}

function readPriority(spec: Field): number {
  if (!spec.has('priority')) spec.reportMissing('priority', `a number from 0, which is asked first, to ${LAST_PRIORITY}`);
  return spec.integer('priority', 0, LAST_PRIORITY) ?? LAST_PRIORITY;
}

function readRules(spec: Field, dialect: Dialect): Pick<ClusterPolicySpec, 'subject' | 'ingress' | 'egress'> {
  const items = (key: 'ingress' | 'egress'): readonly Field[] => atMost(spec, key, dialect.maxItems, spec.objects(key));
  return {
    subject: readSubject(spec, dialect),
    ingress: items('ingress').map((rule) => readRule(rule, 'from', dialect)),
    egress: items('egress').map((rule) => readRule(rule, 'to', dialect)),
  };
}

function readSubject(spec: Field, dialect: Dialect): NamespacedPods {
  if (!spec.has('subject')) spec.reportMissing('subject', 'the pods that the policy is about, as "namespaces" or "pods"');
  const subject = spec.object('subject');
  switch (subject && exactlyOne(subject, PODS)) {
    case 'namespaces': return { namespaces: readSelector(subject as Field, 'namespaces') ?? LabelSelector.EVERYTHING, pods: LabelSelector.EVERYTHING };
    case 'pods': return readNamespacedPods(subject as Field, dialect);
    default: return { namespaces: LabelSelector.EVERYTHING, pods: LabelSelector.EVERYTHING };
  }
}

function readRule(rule: Field, peersKey: 'from' | 'to', dialect: Dialect): ClusterPolicyRule {
  const peers = rule.objects(peersKey);
  if (peers.length === 0) rule.reportMissing(peersKey, 'a list of at least one peer');
  const name = rule.text('name');
  if (name !== undefined && name.length > MAX_RULE_NAME) rule.report('name', `${quote(name)} must have at most ${MAX_RULE_NAME} characters`);
  const ports = readPorts(rule, dialect);
  if (peersKey === 'to' && ports?.some(({ kind }) => kind === 'name')) checkNamedPorts(rule, peers);
  return {
    name,
    action: readAction(rule, dialect),
    peers: atMost(rule, peersKey, dialect.maxItems, peers).flatMap((peer) => readPeers(peer, dialect[peersKey], dialect)),
    ports,
    path: rule.path,
  };
}

function readAction(rule: Field, { actions }: Dialect): ClusterPolicyAction {
  const names = Object.keys(actions);
  if (!rule.has('action') || rule.value.action === '') rule.reportMissing('action', names.map((name) => `"${name}"`).join(' or '));
  return actions[rule.choice('action', names, 'Deny')] ?? 'deny';
}

function readPorts(rule: Field, { portsKey, maxItems, readPort }: Dialect): readonly ClusterPolicyPort[] | undefined {
  if (!rule.has(portsKey)) return undefined;
  const items = rule.objects(portsKey);
  if (rule.list(portsKey)?.length === 0) rule.report(portsKey, 'is empty; must have at least one item, or be left out for every port');
  return atMost(rule, portsKey, maxItems, items).flatMap((item) => readPort(item) ?? []);
}

// Only the experimental CustomResourceDefinitions forbid it; where it is allowed, no address has a port of that name.
function checkNamedPorts(rule: Field, peers: readonly Field[]): void {
  const without = ['networks', 'nodes', 'domainNames'].find((key) => peers.some((peer) => peer.has(key)));
  if (without !== undefined) rule.tolerate('to', `has ${quote(without)}, which have no named ports; must not be given with a port name`);
}

function atMost(owner: Field, key: string, most: number, items: readonly Field[]): readonly Field[] {
  if (items.length > most) owner.report(key, `has ${items.length} items; must have at most ${most}`);
  return items;
}
