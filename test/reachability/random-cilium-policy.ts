import fc from 'fast-check';
import { CiliumPolicyDoc, CiliumPortDoc, CiliumRuleDoc, CiliumSpecDoc, Labels, Selector } from './naive-model';

const NAMESPACES = ['shop', 'ops', 'data'];
const NAMESPACE = 'io.kubernetes.pod.namespace';
/** Of these nobody can say which is which, so that a cluster has one of them or the pair. */
const NODE_ENTITIES = [['host'], ['remote-node'], ['host', 'remote-node']] as const;
const CERTAIN_ENTITIES = ['all', 'cluster', 'world', 'world-ipv4', 'world-ipv6', 'ingress', 'health', 'init', 'none'];
const OPEN_ENTITIES = ['kube-apiserver', 'unmanaged'];
const OUTSIDE = ['203.0.113.0/24', '2001:db8::/32', '128.0.0.0/1'];
const CIDRS = [...OUTSIDE, '0.0.0.0/0', '10.0.0.0/31', '10.0.0.1', '10.244.0.0/16', '::/0'];

const SECTIONS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const;
/** With parts left out. */
const SETS = [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '203.0.113.0/25'] }, { cidr: '10.0.0.0/8' }];
const OUTSIDE_SETS = [{ cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] }];

type Way = 'from' | 'to';

/** Policies of Cilium that ask for nothing that cannot be evaluated, at least one. */
export function randomCiliumPolicies(podSelector: fc.Arbitrary<Selector>, portNames: readonly string[]): fc.Arbitrary<readonly CiliumPolicyDoc[]> {
  return fc.constantFrom(...NODE_ENTITIES).chain((nodes) => {
    const policy = fc.option(fc.constantFrom(...NAMESPACES), { nil: undefined, freq: 3 })
      .chain((namespace) => fc.array(spec({ namespace, nodes, podSelector, portNames }), { minLength: 1, maxLength: 2 })
        .map((specs) => ({ ...(namespace !== undefined && { namespace }), specs })));
    return fc.array(policy, { minLength: 1, maxLength: 4 }).map((all) => all.map((each, i) => ({ ...each, name: `cilium-${i}` })));
  });
}

interface Ingredients {
  readonly namespace: string | undefined;
  readonly nodes: readonly string[];
  readonly podSelector: fc.Arbitrary<Selector>;
  readonly portNames: readonly string[];
}

function spec(of: Ingredients): fc.Arbitrary<CiliumSpecDoc> {
  const rules = (way: Way, denies: boolean): fc.Arbitrary<readonly CiliumRuleDoc[]> => fc.array(rule(of, way, denies), { maxLength: 2 });
  const { podSelector, namespace } = of;
  const subject = namespace === undefined ? fc.oneof(podSelector, withNamespaceLabel(podSelector), withNamespace(podSelector)) : podSelector;
  return fc.record({
    endpointSelector: subject.chain(withSources),
    ingress: rules('from', false),
    ingressDeny: rules('from', true),
    egress: rules('to', false),
    egressDeny: rules('to', true),
    enableDefaultDeny: fc.record({ ingress: fc.boolean(), egress: fc.boolean() }, { requiredKeys: [] }),
  }, { requiredKeys: ['endpointSelector'] })
    // A set without any rule is one that some agents refuse.
    .map((written) => (SECTIONS.some((key) => (written[key] ?? []).length > 0) ? written : { ...written, egress: [{}] }));
}

function rule(of: Ingredients, way: Way, denies: boolean): fc.Arbitrary<CiliumRuleDoc> {
  const endpoints = fc.array(endpointSelector(of), { minLength: 1, maxLength: 2 }).map((list) => ({ [`${way}Endpoints`]: list }));
  // What is open is only ever allowed: the same open question in a rule that denies would be asked twice.
  const certain = fc.subarray(CERTAIN_ENTITIES, { minLength: 1, maxLength: 2 })
    .map((list) => (of.nodes.length === 2 ? [...list, ...of.nodes] : list));
  const open = fc.subarray([...CERTAIN_ENTITIES.slice(1), ...OPEN_ENTITIES], { minLength: 1, maxLength: 2 })
    .map((list) => [...list, ...of.nodes]);
  // A private address may be part of the cluster: that is open too, unless the world is denied with it.
  const denied = certain.map((list) => (list.includes('cluster') ? [...list, 'world'] : list));
  const entities = (denies ? denied : fc.oneof(certain, open)).map((list) => ({ [`${way}Entities`]: list }));
  const cidrs = denies ? OUTSIDE : CIDRS;
  const cidr = fc.subarray(cidrs, { minLength: 1, maxLength: 2 }).map((list) => ({ [`${way}CIDR`]: list }));
  const cidrSet = fc.constantFrom(...(denies ? OUTSIDE_SETS : SETS)).map((item) => ({ [`${way}CIDRSet`]: [item] }));
  const peers = fc.oneof({ weight: 4, arbitrary: endpoints }, { weight: 4, arbitrary: entities }, { weight: 2, arbitrary: cidr },
    { weight: 1, arbitrary: cidrSet }, { weight: 2, arbitrary: fc.constant({}) });
  const ports = fc.array(port(of, way), { minLength: 1, maxLength: 2 }).map((list) => ({ toPorts: [{ ports: list }] }));
  return fc.tuple(peers, fc.oneof(fc.constant({}), ports)).map(([a, b]) => ({ ...a, ...b }));
}

function endpointSelector({ namespace, podSelector }: Ingredients): fc.Arbitrary<Selector> {
  const choices = [podSelector, withNamespace(podSelector), fc.constant({ matchExpressions: [{ key: NAMESPACE, operator: 'Exists' }] })];
  return fc.oneof(...choices, ...(namespace === undefined ? [withNamespaceLabel(podSelector)] : [])).chain(withSources);
}

function withNamespace(podSelector: fc.Arbitrary<Selector>): fc.Arbitrary<Selector> {
  const names = fc.subarray(NAMESPACES, { minLength: 1, maxLength: 2 });
  return fc.oneof(
    fc.tuple(podSelector, fc.constantFrom(...NAMESPACES)).map(([selector, name]) => also(selector, { [NAMESPACE]: name })),
    fc.tuple(podSelector, names).map(([selector, values]) => plus(selector, { key: NAMESPACE, operator: 'In', values })),
    // Without a label that it asks for, it would mean more than pods.
    fc.tuple(podSelector, names).map(([selector, values]) => plus(also(selector, { app: 'web' }), { key: NAMESPACE, operator: 'NotIn', values })),
  );
}

function withNamespaceLabel(podSelector: fc.Arbitrary<Selector>): fc.Arbitrary<Selector> {
  const key = 'io.cilium.k8s.namespace.labels.team';
  return fc.tuple(podSelector, fc.constantFrom('In', 'NotIn', 'Exists')).map(([selector, operator]) =>
    plus(selector, { key, operator, ...(operator === 'Exists' ? {} : { values: ['sales'] }) }));
}

function also(selector: Selector, labels: Labels): Selector {
  return { ...selector, matchLabels: { ...selector.matchLabels, ...labels } };
}

function plus(selector: Selector, expression: NonNullable<Selector['matchExpressions']>[number]): Selector {
  return { ...selector, matchExpressions: [...selector.matchExpressions ?? [], expression] };
}

/** The same selector, with the source of some of the labels. */
function withSources({ matchLabels = {}, matchExpressions = [] }: Selector): fc.Arbitrary<Selector> {
  return fc.constantFrom('', 'k8s:', 'any:').map((source) => ({
    matchLabels: Object.fromEntries(Object.entries(matchLabels).map(([key, value]) => [source + key, value])) as Labels,
    matchExpressions: matchExpressions.map((expression) => ({ ...expression, key: source + expression.key })),
  }));
}

function port({ portNames }: Ingredients, way: Way): fc.Arbitrary<CiliumPortDoc> {
  const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP', 'ANY');
  const numbered = fc.record({ port: fc.constantFrom('53', '80', '8080', '8443'), protocol }, { requiredKeys: ['port'] });
  const range = fc.record({ port: fc.constantFrom('1', '80'), endPort: fc.constantFrom(8080, 65535), protocol }, { requiredKeys: ['port', 'endPort'] });
  const every = fc.record({ port: fc.constant('0'), protocol }, { requiredKeys: ['port'] });
  const named = fc.record({ port: fc.constantFrom(...portNames), protocol }, { requiredKeys: ['port'] });
  return fc.oneof(numbered, range, every, ...(way === 'from' ? [named] : []));
}

/** The policy as the API server would hand it out. */
export function ciliumPolicyManifest({ name, namespace, specs }: CiliumPolicyDoc): object {
  return {
    apiVersion: 'cilium.io/v2',
    kind: namespace === undefined ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    ...(specs.length === 1 ? { spec: specs[0] } : { specs }),
  };
}
