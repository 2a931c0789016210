import { Cluster } from '../../src/cluster/model';
import { LabelSelector } from '../../src/network/label-selector';
import { CiliumLayers } from '../../src/reachability/cilium-layers';
import { Direction } from '../../src/reachability/model';
import { Nodes } from '../../src/reachability/nodes';
import { PeerSets } from '../../src/reachability/peer-set';
import { PodGroup, PodGroups } from '../../src/reachability/pod-groups';
import { relevantToPolicies } from '../../src/reachability/relevant';
import { CompiledPolicy, PodRules, unrestricted } from '../../src/reachability/rule-model';
import { analyze, namespace, pod } from './analyzed';

const cilium = (name: string, spec: string): string => `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\n`
  + `spec: {endpointSelector: {matchLabels: {app: db}}, ${spec}}`;
const clusterwide = (name: string, labels: string): string =>
  `apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {name: ${name}}\nspec: {endpointSelector: {matchLabels: {${labels}}}, ingress: [{}]}`;
const ALLOWING = 'ingress: [{fromEntities: [host]}]';
const ADDING = `enableDefaultDeny: {ingress: false}, ${ALLOWING}`;
const DENYING = 'enableDefaultDeny: {ingress: false}, ingressDeny: [{fromEntities: [world]}]';

function layersOf(...documents: string[]): { cluster: Cluster; groups: PodGroups; peerSets: PeerSets; layers: CiliumLayers } {
  const { cluster } = analyze([pod('db'), pod('web'), pod('agent', { namespace: 'ops' }), ...documents]);
  const groups = new PodGroups(cluster, relevantToPolicies(cluster, Nodes.UNKNOWN));
  const peerSets = new PeerSets();
  return { cluster, groups, peerSets, layers: new CiliumLayers(cluster, groups, peerSets) };
}

function added(documents: readonly string[], name = 'db', rules: PodRules = unrestricted('ingress')): PodRules {
  const { groups, layers } = layersOf(...documents);
  return layers.addTo(rules, groupOf(groups, name));
}

function groupOf(groups: PodGroups, name: string): PodGroup {
  return groups.all.find(({ workloads }) => workloads.some((workload) => workload.name === name)) as PodGroup;
}

/** What tiers do with the rest, and the names of their policies. */
const tiersOf = ({ tiers }: PodRules): unknown[] => tiers.map(({ undecided, policies }) => [undecided, ...policies.map(({ policy, rules }) => `${policy.metadata.name} ${rules.map(({ action }) => action).join()}`)]);

/** Rules that a NetworkPolicy makes. */
function isolated(): PodRules {
  const network = { policy: { metadata: { name: 'network' } }, direction: 'ingress', rules: [] } as unknown as CompiledPolicy;
  return { direction: 'ingress', tiers: [{ policies: [network], undecided: 'deny' }], isolated: true };
}

afterEach(() => jest.restoreAllMocks());

describe('policies of Cilium', () => {
  test('change nothing for pods that they do not select, nor for a direction of which they say nothing', () => {
    const rules = unrestricted('ingress');
    expect(added([cilium('db', ALLOWING)], 'web', rules)).toBe(rules);
    const out = unrestricted('egress');
    expect(added([cilium('db', ALLOWING)], 'db', out)).toBe(out);
  });

  test('isolate the pods that they select, and let in what one of them allows', () => {
    const rules = added([cilium('db', ALLOWING), cilium('more', ALLOWING)]);
    expect([rules.direction, rules.isolated]).toStrictEqual(['ingress', true]);
    expect(tiersOf(rules)).toStrictEqual([['deny', 'db allow', 'more allow']]);
  });

  test('deny before anything is allowed', () => {
    expect(tiersOf(added([cilium('db', `${ALLOWING}, ingressDeny: [{fromEntities: [world]}]`)]))).toStrictEqual([['next', 'db deny'], ['deny', 'db allow']]);
  });

  test('leave pods open that only deny or only add', () => {
    const denies = added([cilium('deny', DENYING)]);
    expect([tiersOf(denies), denies.isolated]).toStrictEqual([[['next', 'deny deny']], false]);
    const adds = added([cilium('add', ADDING)]);
    expect([tiersOf(adds), adds.isolated]).toStrictEqual([[], false]);
  });

  test('isolate where one of several does', () => {
    expect(tiersOf(added([cilium('add', ADDING), cilium('db', ALLOWING)]))).toStrictEqual([['deny', 'add allow', 'db allow']]);
  });

  test('add to what NetworkPolicies let in, which isolate as well', () => {
    const rules = added([cilium('add', ADDING)], 'db', isolated());
    expect([tiersOf(rules), rules.isolated]).toStrictEqual([[['deny', 'network ', 'add allow']], true]);
    expect(tiersOf(added([cilium('db', ALLOWING)], 'db', isolated()))).toStrictEqual([['deny', 'network ', 'db allow']]);
  });

  test('of the whole cluster select pods of the namespaces that match', () => {
    const documents = [namespace('shop', '{team: sales}'), namespace('ops'), clusterwide('sales', 'io.cilium.k8s.namespace.labels.team: sales')];
    expect(['db', 'web', 'agent'].map((name) => added(documents, name).isolated)).toStrictEqual([true, true, false]);
    expect(['db', 'web', 'agent'].map((name) => added([clusterwide('db', 'app: db')], name).isolated)).toStrictEqual([true, false, false]);
  });

  test('govern each direction by its own rules', () => {
    const directions: readonly Direction[] = ['ingress', 'egress'];
    const documents = [cilium('db', `${ALLOWING}, egressDeny: [{toEntities: [world]}], enableDefaultDeny: {egress: false}`)];
    expect(directions.map((direction) => tiersOf(added(documents, 'db', unrestricted(direction))))).toStrictEqual([[['deny', 'db allow']], [['next', 'db deny']]]);
  });
});

describe('work that nobody needs is not done:', () => {
  test('policies that select no pod are not compiled', () => {
    const { peerSets } = layersOf(cilium('gone', ALLOWING).replace('app: db', 'app: gone'));
    expect(peerSets.relative('first')).toMatchObject({ number: 0 });
  });

  test('other namespaces are not asked where a policy has its own', () => {
    const { cluster, groups } = layersOf(cilium('db', ALLOWING));
    const asked = jest.spyOn(LabelSelector.prototype, 'mayMatch');
    expect(new CiliumLayers(cluster, groups, new PeerSets()).addTo(unrestricted('ingress'), groupOf(groups, 'db')).isolated).toBe(true);
    expect(asked).not.toHaveBeenCalled();
  });
});
