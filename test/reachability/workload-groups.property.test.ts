import fc from 'fast-check';
import { buildCluster } from '../../src/cluster/build';
import { readValues } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { Connection, FuturePodAccess, Reachability, UnknownPodAccess } from '../../src/reachability/model';
import { WorkloadGroups } from '../../src/reachability/workload-groups';
import { NaiveCluster } from './naive-model';
import { clusterWithoutAddresses, manifestsOf, NODE_CIDR, POD_CIDR, randomCluster } from './random-cluster';

const PROFILE = { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs: [POD_CIDR], nodeCidrs: [NODE_CIDR] } };
const RUNS = { numRuns: 200 };

function analyze(cluster: NaiveCluster): Reachability {
  return analyzeReachability(buildCluster(readValues(manifestsOf(cluster).map((value) => ({ value, origin: {} })))), PROFILE);
}

/** Random clusters in which several workloads have equal pods. */
const withTwins = (clusters: fc.Arbitrary<NaiveCluster>): fc.Arbitrary<NaiveCluster> => fc.tuple(clusters, fc.integer({ min: 1, max: 3 }))
  .map(([cluster, copies]) => ({
    ...cluster,
    pods: cluster.pods.flatMap((pod) => Array.from({ length: copies + 1 }, (_, i) => ({ ...pod, owner: `${pod.owner}-${i}` }))),
  }));

/** The rows of workloads that the rows of groups stand for. */
function* expanded(groups: WorkloadGroups): Iterable<Connection> {
  const members = new Map(groups.all.map(({ name, workloads }) => [name, workloads.map(({ id }) => id)]));
  for (const { source, destination, ports } of groups.connections()) {
    for (const from of members.get(source) ?? [source]) {
      for (const to of members.get(destination) ?? [destination]) if (from !== to) yield { source: from, destination: to, ports };
    }
  }
}

function texts(rows: Iterable<Connection>): string[] {
  return Array.from(rows, ({ source, destination, ports }) => `${source} -> ${destination} ${ports.toString()}`).sort();
}

function ofPods(rows: Iterable<UnknownPodAccess | FuturePodAccess>, id: string): string[] {
  return Array.from(rows).filter(({ workload }) => workload.id === id).map(({ workload: _, ...rest }) => JSON.stringify(rest)).sort();
}

const CLUSTERS = [['random clusters', randomCluster], ['clusters whose pods have unknown addresses', clusterWithoutAddresses]] as const;

describe('WorkloadGroups', () => {
  test.each(CLUSTERS)('stand for exactly the connections of the workloads of %s', (_, clusters) => {
    let grouped = 0;
    fc.assert(fc.property(withTwins(clusters), (cluster) => {
      const reachability = analyze(cluster);
      const groups = new WorkloadGroups(reachability, PROFILE);
      grouped += groups.all.filter(({ workloads }) => workloads.length > 1).length;
      expect(texts(expanded(groups))).toStrictEqual(texts(reachability.connections()));
    }), RUNS);
    expect(grouped).toBeGreaterThan(RUNS.numRuns);
  });

  test.each(CLUSTERS)('have workloads that are open to the same unknown and future pods in %s', (_, clusters) => {
    fc.assert(fc.property(withTwins(clusters), (cluster) => {
      const reachability = analyze(cluster);
      for (const { workloads: [first, ...others] } of new WorkloadGroups(reachability, PROFILE).all) {
        for (const rows of [[...reachability.unknownPods()], [...reachability.futurePods()]]) {
          for (const other of others) expect(ofPods(rows, other.id)).toStrictEqual(ofPods(rows, first!.id));
        }
      }
    }), { numRuns: 100 });
  });

  test('are named by their first workload and how many more there are', () => {
    const pod = { namespace: 'shop', labels: {}, hostNetwork: false, containers: [{ ports: [] }] };
    const cluster = { namespaces: { shop: {} }, policies: [], tierPolicies: [], nodes: {}, nodeAddresses: [], podAddresses: [] };
    const groups = new WorkloadGroups(analyze({ ...cluster, pods: ['web', 'orders', 'db'].map((owner) => ({ ...pod, owner })) }), PROFILE);
    expect(groups.all.map(({ name }) => name)).toStrictEqual(['shop/db[StatefulSet] and 2 more']);
  });
});
