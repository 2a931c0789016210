import fc from 'fast-check';
import { buildCluster } from '../../src/cluster/build';
import { readValues } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { Connection, PairException, Reachability, WorkloadGroup } from '../../src/reachability/model';
import { propertyRuns } from '../property-runs';
import { NaiveCluster } from './naive-model';
import { clusterWithoutAddresses, manifestsOf, NODE_CIDR, POD_CIDR, randomCluster } from './random-cluster';

const PROFILE = { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs: [POD_CIDR], nodeCidrs: [NODE_CIDR] } };
const RUNS = propertyRuns(200);

function analyze(cluster: NaiveCluster): Reachability {
  return analyzeReachability(buildCluster(readValues(manifestsOf(cluster).map((value) => ({ value, origin: {} })))), PROFILE);
}

/** Random clusters in which several workloads have equal pods. */
const withTwins = (clusters: fc.Arbitrary<NaiveCluster>): fc.Arbitrary<NaiveCluster> => fc.tuple(clusters, fc.integer({ min: 1, max: 3 }))
  .map(([cluster, copies]) => ({
    ...cluster,
    pods: cluster.pods.flatMap((pod) => Array.from({ length: copies + 1 }, (_, i) => ({ ...pod, owner: `${pod.owner}-${i}` }))),
  }));

const ONE_GROUP = (): string => '';

/** The rows of workloads that the rows of groups stand for. */
function expanded({ groups, connections, exceptions }: Expandable): Connection[] {
  const members = new Map(groups.map(({ name, workloads }) => [name, workloads.map(({ id }) => id)]));
  const rows = new Map<string, Connection>();
  for (const { source, destination, ports } of connections) {
    for (const from of members.get(source) ?? [source]) {
      for (const to of members.get(destination) ?? [destination]) if (from !== to) rows.set(`${from} ${to}`, { source: from, destination: to, ports });
    }
  }
  for (const { source, destination, ports, usual } of exceptions) {
    expect(rows.get(`${source} ${destination}`)?.ports.toString() ?? 'no port').toBe(usual.toString());
    rows.set(`${source} ${destination}`, { source, destination, ports });
  }
  return [...rows.values()].filter(({ ports }) => !ports.isEmpty);
}

interface Expandable {
  readonly groups: readonly WorkloadGroup[];
  readonly connections: readonly Connection[];
  readonly exceptions: readonly PairException[];
}

function grouped(reachability: Reachability): Expandable {
  const result = reachability.grouped(ONE_GROUP);
  return { groups: result.groups, connections: [...result.connections()], exceptions: [...result.exceptions()] };
}

function texts(rows: Iterable<Connection>): string[] {
  return Array.from(rows, ({ source, destination, ports }) => `${source} -> ${destination} ${ports.toString()}`).sort();
}

const CLUSTERS = [['random clusters', randomCluster], ['clusters whose pods have unknown addresses', clusterWithoutAddresses]] as const;

describe('grouped workloads', () => {
  test.each(CLUSTERS)('stand for exactly the connections of the workloads of %s', (_, clusters) => {
    let several = 0;
    fc.assert(fc.property(withTwins(clusters), (cluster) => {
      const reachability = analyze(cluster);
      const result = grouped(reachability);
      several += result.groups.filter(({ workloads }) => workloads.length > 1).length;
      expect(texts(expanded(result))).toStrictEqual(texts(reachability.connections()));
    }), RUNS);
    expect(several).toBeGreaterThan(RUNS.numRuns);
  });

  test('are open to the same unknown pods and isolated alike', () => {
    fc.assert(fc.property(withTwins(randomCluster), (cluster) => {
      const reachability = analyze(cluster);
      const open = Array.from(reachability.unknownPods(), ({ workload, direction, ports }) => `${workload.id} ${direction} ${ports.toString()}`);
      for (const { workloads } of reachability.grouped(ONE_GROUP).groups) {
        const looks = workloads.map((workload) => [
          open.filter((row) => row.startsWith(`${workload.id} `)).map((row) => row.slice(workload.id.length)),
          ...(['ingress', 'egress'] as const).map((direction) => reachability.isolated(workload, direction)),
        ]);
        for (const look of looks) expect(look).toStrictEqual(looks[0]);
      }
    }), RUNS);
  });

  test('are kept apart where somebody wants that', () => {
    const { groups } = analyze(THREE_ALIKE).grouped(({ name }) => (name === 'web' ? 'on the edge' : ''));
    expect(groups.map(({ name }) => name)).toStrictEqual(['shop/db[StatefulSet] and 1 more', 'shop/web[StatefulSet]']);
  });

  test('are named by their first workload and how many more there are', () => {
    expect(grouped(analyze(THREE_ALIKE)).groups.map(({ name }) => name)).toStrictEqual(['shop/db[StatefulSet] and 2 more']);
  });

  test('are few where very many workloads name their callers, whose pairs are exceptions', () => {
    const names = Array.from({ length: 120 }, (_, i) => `service-${i}`);
    const cluster: NaiveCluster = {
      ...THREE_ALIKE,
      pods: names.map((app) => ({ ...POD, owner: app, labels: { app } })),
      policies: names.map((app, i) => ({
        name: app,
        namespace: 'shop',
        podSelector: { matchLabels: { app } },
        ingress: [{ from: [{ podSelector: { matchLabels: { app: `service-${(i + 1) % 120}` } } }] }],
      })),
    };
    const reachability = analyze(cluster);
    const result = grouped(reachability);
    expect(result.groups.length).toBeLessThan(60);
    expect(texts(expanded(result))).toStrictEqual(texts(reachability.connections()));
  });
});

const POD = { namespace: 'shop', labels: {}, hostNetwork: false, containers: [{ ports: [] }] };
const THREE_ALIKE: NaiveCluster = {
  namespaces: { shop: {} },
  policies: [],
  tierPolicies: [],
  nodes: {},
  nodeAddresses: [],
  podAddresses: [],
  pods: ['web', 'orders', 'db'].map((owner) => ({ ...POD, owner })),
};
