import { buildCluster } from '../../src/cluster/build';
import { Cluster, PodClass, Workload } from '../../src/cluster/model';
import { readYaml } from '../../src/manifest/read';
import { AddressSet } from '../../src/network/address-set';
import { Labels, LabelSelector, SelectorExpression } from '../../src/network/label-selector';
import { hypotheticalPodObject } from '../../src/reachability/hypothetical-pod';
import { PodGroup, PodGroups } from '../../src/reachability/pod-groups';
import { analyze, pod } from './analyzed';

function groupsOf(cluster: Cluster): PodGroups {
  const blocks = ['10.244.1.0/24', '10.244.2.0/24', '10.244.0.0/16'].map((cidr) => AddressSet.parseCidr(cidr));
  return new PodGroups(cluster, { labelKeys: new Set(['app', 'tier', 'stage']), portNames: new Set(['http', 'a', '0b', 'b']), blocks });
}

function clusterOf(...documents: string[]): Cluster {
  return analyze(documents).cluster;
}

/** Names of workloads in the same group, group by group. */
function grouped(...documents: string[]): string[] {
  return groupsOf(clusterOf(...documents)).all.map(names);
}

function names({ workloads }: PodGroup): string {
  return workloads.map(({ name }) => name).join();
}

/** One replica of a workload that has no template here. */
function replica(name: string, owner: string, options: Parameters<typeof pod>[1]): string {
  return pod(name, options).replace('metadata: {', `metadata: { ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: ${owner}, uid: "1", controller: true }],`);
}

const http = (port: number, protocol = 'TCP', name = 'http'): string => `{ name: ${name}, containerPort: ${port}, protocol: ${protocol} }`;

describe('pods are of one group', () => {
  test('where they differ in labels that no selector looks at, and in the order of labels', () => {
    expect(grouped(pod('a', { labels: '{ app: web, tier: front, version: "1" }' }), pod('b', { labels: '{ tier: front, app: web }' }))).toStrictEqual(['a,b']);
    const [group] = groupsOf(clusterOf(pod('a', { labels: '{ app: web, version: "1" }' }))).all;
    expect({ ...group?.labels }).toStrictEqual({ app: 'web' });
  });

  test('where they differ in ports that no policy calls by name, and in the order of ports', () => {
    const labels = '{ app: web }';
    expect(grouped(pod('a', { labels, ports: `[${http(80)}, ${http(53, 'UDP', 'b')}]` }), pod('b', { labels, ports: `[${http(53, 'UDP', 'b')}, ${http(80)}, { containerPort: 9 }, ${http(1, 'TCP', 'debug')}]` }))).toStrictEqual(['a,b']);
  });

  test('where their addresses are in the same blocks', () => {
    const labels = '{ app: web }';
    expect(grouped(pod('a', { labels, status: '10.244.1.7' }), pod('b', { labels, status: '10.244.1.8' }))).toStrictEqual(['a,b']);
  });
});

describe('pods are of different groups', () => {
  const labels = '{ app: web }';

  test.each([
    ['namespaces', pod('a', { labels }), pod('b', { labels, namespace: 'ops' })],
    ['values of a label', pod('a', { labels }), pod('b', { labels: '{ app: db }' })],
    ['labels', pod('a', { labels: '{ app: x }' }), pod('b', { labels: '{ tier: x }' })],
    ['host network', pod('a', { labels }), pod('b', { labels, spec: ', hostNetwork: true' })],
    ['what stands behind a port name', pod('a', { labels, ports: `[${http(80)}]` }), pod('b', { labels, ports: `[${http(81)}]` })],
    ['the protocol behind a port name', pod('a', { labels, ports: `[${http(80)}]` }), pod('b', { labels, ports: `[${http(80, 'UDP')}]` })],
    ['port names', pod('a', { labels, ports: `[${http(80)}]` }), pod('b', { labels, ports: `[${http(80, 'TCP', 'a')}]` })],
    ['ports that look the same in a row', pod('a', { labels, ports: `[${http(80, 'TCP', 'a')}, ${http(9, 'TCP', 'b')}]` }), pod('b', { labels, ports: `[${http(8, 'TCP', 'a')}, ${http(9, 'TCP', '0b')}]` })],
    ['blocks of their addresses', pod('a', { labels, status: '10.244.1.7' }), pod('b', { labels, status: '10.244.2.7' })],
    ['whether another block holds their address', pod('a', { labels, status: '10.244.1.7' }), pod('b', { labels, status: '10.244.3.7' })],
    ['whether any block holds their address', pod('a', { labels, status: '10.244.3.7' }), pod('b', { labels, status: '192.0.2.7' })],
    ['whether their address is known', pod('a', { labels }), pod('b', { labels, status: '192.0.2.7' })],
  ])('where they differ in %s', (_, a, b) => {
    const all = groupsOf(clusterOf(a, b)).all;
    expect([all.map(names).sort(), all.map(({ number }) => number)]).toStrictEqual([['a', 'b'], [0, 1]]);
  });
});

test('pods of which nobody knows what they call their ports are of a group of their own', () => {
  const { objects, problems } = readYaml(pod('web', { labels: '{ app: web }' }), 'shop.yaml');
  const thought = hypotheticalPodObject({ namespace: 'shop', labels: { app: 'web' } });
  const { all } = groupsOf(buildCluster({ objects: [...objects, thought], problems }));
  expect(all.map((group) => [names(group), group.ports])).toStrictEqual([['app=web', 'unknown'], ['web', []]]);
});

describe('addresses of a group', () => {
  const of = (...ips: string[]): (string | undefined)[] => {
    const replicas = ips.map((status, i) => replica(`web-${i}`, 'web', { labels: '{ app: web }', status }));
    return groupsOf(clusterOf(...replicas)).all.map(({ addresses }) => addresses?.toString()).sort();
  };

  test('are those of its pods, in parts that blocks tell apart', () => {
    expect(of('10.244.1.7', '10.244.1.8', '10.244.2.7')).toStrictEqual(['10.244.1.7-10.244.1.8', '10.244.2.7/32']);
    expect(of('192.0.2.7')).toStrictEqual(['192.0.2.7/32']);
  });

  test('are unknown where the manifests give none', () => {
    expect(of('')).toStrictEqual([undefined]);
    expect(groupsOf(clusterOf(pod('web'))).all.map(({ blocks }) => blocks)).toStrictEqual(['']);
  });
});

describe('groups of a workload', () => {
  let groups: PodGroups;
  let db: Workload;
  let web: Workload;

  beforeEach(() => {
    const cluster = clusterOf(replica('web-1', 'web', { labels: '{ app: web, tier: blue }' }), replica('web-2', 'web', { labels: '{ app: web, tier: green }' }),
      replica('web-3', 'web', { labels: '{ app: web, tier: green }', ports: '[{ containerPort: 9 }]' }), pod('db'));
    groups = groupsOf(cluster);
    [db, web] = ['db', 'web'].map((name) => cluster.workloads.find((workload) => workload.name === name)) as [Workload, Workload];
  });

  const tiers = (pods?: readonly PodClass[]): (string | undefined)[] => groups.groupsOf(web, pods).map(({ labels }) => labels.tier).sort();

  test('are one for each look of its pods that policies tell apart, and each has the workload once', () => {
    expect([web.pods.length, tiers()]).toStrictEqual([3, ['blue', 'green']]);
    expect(groups.groupsOf(web).map(names)).toStrictEqual(['web', 'web']);
    expect(groups.groupsOf(db).map(names)).toStrictEqual(['db']);
  });

  test('are those of the pods that are meant', () => {
    expect(tiers(web.pods.filter(({ labels }) => labels.tier === 'blue'))).toStrictEqual(['blue']);
    expect(tiers(web.pods.filter(({ labels }) => labels.tier === 'green'))).toStrictEqual(['green']);
    expect(tiers([])).toStrictEqual([]);
    expect(groups.groupsOf(db, db.pods)).toStrictEqual(groups.groupsOf(db));
    expect(groups.groupsOf(db, [])).toStrictEqual([]);
  });
});

describe('groups that a selector selects', () => {
  let groups: PodGroups;

  beforeEach(() => {
    groups = groupsOf(clusterOf(pod('web', { labels: '{ app: web, tier: front }' }), pod('api', { labels: '{ app: api, tier: front }' }), pod('api-test', { labels: '{ app: api, tier: front, stage: test }' }),
      pod('db', { labels: '{ app: db }' }), pod('agent', { labels: '{ app: web }', spec: ', hostNetwork: true' }), pod('probe', { namespace: 'ops', labels: '{ app: web }' })));
  });

  const selector = (labels: Labels, ...expressions: SelectorExpression[]) => (): LabelSelector => LabelSelector.of(labels, expressions);
  const everything = (): LabelSelector => LabelSelector.EVERYTHING;
  const selected = (by: () => LabelSelector, namespace = 'shop'): string[] => groups.select(namespace, by()).map(names).sort();

  test.each<[string, () => LabelSelector, string[]]>([
    ['everything but pods on the network of their node', everything, ['api', 'api-test', 'db', 'web']],
    ['by a label', selector({ app: 'web' }), ['web']],
    ['by several values', selector({}, { key: 'app', operator: 'In', values: ['ledger', 'db', 'web'] }), ['db', 'web']],
    ['by labels all of which they have', selector({ app: 'api', tier: 'front', stage: 'test' }), ['api-test']],
    ['by two labels of which one has fewer pods', selector({ app: 'db', tier: 'front' }), []],
    ['by a label and the absence of another', selector({ app: 'api' }, { key: 'stage', operator: 'DoesNotExist' }), ['api']],
    ['by the presence of a label', selector({}, { key: 'stage', operator: 'Exists' }), ['api-test']],
    ['by a value that a label must not have', selector({}, { key: 'app', operator: 'NotIn', values: ['api'] }), ['db', 'web']],
    ['by a value that no pod has', selector({ app: 'ledger' }), []],
    ['by a label that no pod has', selector({ zone: 'a' }), []],
    ['by several values of a label that no pod has', selector({}, { key: 'zone', operator: 'In', values: ['a', 'b'] }), []],
  ])('%s', (_, by, expected) => {
    expect(selected(by)).toStrictEqual(expected);
  });

  test('are those of the namespace', () => {
    expect(selected(selector({ app: 'web' }), 'ops')).toStrictEqual(['probe']);
    expect(selected(everything, 'billing')).toStrictEqual([]);
  });

  test('are one list for everyone who asks for the same value', () => {
    expect(groups.select('shop', selector({ app: 'web' })())).toBe(groups.select('shop', selector({ app: 'web' })()));
  });

  describe('are not asked for labels', () => {
    afterEach(() => jest.restoreAllMocks());

    test.each([
      ['that they were found by', selector({ app: 'web' }), 0],
      ['any of which they were found by', selector({}, { key: 'app', operator: 'In', values: ['db', 'web'] }), 0],
      ['where the selector has none', everything, 0],
      ['if they lack the one with the fewest pods', selector({ stage: 'test', tier: 'front' }), 1],
    ])('%s', (_, by, expected) => {
      const asked = by();
      const matches = jest.spyOn(asked, 'matches');
      groups.select('shop', asked);
      expect(matches).toHaveBeenCalledTimes(expected);
    });
  });
});
