import { buildCluster } from '../../src/cluster/build';
import { Cluster } from '../../src/cluster/model';
import { readValues, readYaml } from '../../src/manifest/read';
import { PortSet } from '../../src/network/port-set';
import { PortSetTable } from '../../src/network/port-set-table';
import { PROTOCOLS } from '../../src/network/protocol';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { passage } from '../../src/reachability/halves';
import { PairCount } from '../../src/reachability/model';
import { networkRanges } from '../../src/reachability/network-ranges';
import { Nodes } from '../../src/reachability/nodes';
import { PairCounter } from '../../src/reachability/pair-count';
import { PeerMembers } from '../../src/reachability/peer-members';
import { PeerSets } from '../../src/reachability/peer-set';
import { PodGroup, PodGroups } from '../../src/reachability/pod-groups';
import { PolicyTable } from '../../src/reachability/policies';
import { relevantToPolicies } from '../../src/reachability/relevant';
import { Counting } from '../../src/reachability/rule-kinds';
import { Subjects } from '../../src/reachability/subject';
import { NODE_CIDR, POD_CIDR } from './random-cluster';

const PROFILE = { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs: [POD_CIDR], nodeCidrs: [NODE_CIDR] } };

/** What pairs of workloads are counted from. */
export interface Inputs extends Counting {
  readonly cluster: Cluster;
  readonly peerSets: PeerSets;
  readonly table: PolicyTable;
}

export function inputsOf(cluster: Cluster): Inputs {
  const ranges = networkRanges(PROFILE);
  const nodes = new Nodes(cluster.nodes, ranges.declaredNodes);
  const groups = new PodGroups(cluster, relevantToPolicies(cluster, nodes));
  const peerSets = new PeerSets(nodes);
  const table = PolicyTable.of(cluster, groups, peerSets, true);
  const members = new PeerMembers(cluster.namespaces, groups);
  return { cluster, groups, peerSets, table, subjects: new Subjects(cluster, ranges), members, ports: new PortSetTable() };
}

/** The cluster of YAML documents that must be without problems. */
export function clusterOf(...documents: readonly string[]): Cluster {
  const cluster = buildCluster(readYaml(documents.join('\n---\n'), 'shop.yaml'));
  expect(cluster.problems).toStrictEqual([]);
  return cluster;
}

/** The cluster of manifests. */
export function clusterOfManifests(manifests: readonly object[]): Cluster {
  return buildCluster(readValues(manifests.map((value) => ({ value, origin: {} }))));
}

/** @param exceptionsPerGroup how many pairs may be looked at for each group; what the product uses if absent */
export function counterOf({ cluster, groups, table, subjects }: Inputs, exceptionsPerGroup?: number): PairCounter {
  return PairCounter.of(cluster, groups, table, subjects, exceptionsPerGroup);
}

/** The group of the first workload of that name. */
export function groupOf({ cluster, groups }: Inputs, name: string): PodGroup {
  const workload = cluster.workloads.find((candidate) => candidate.name === name);
  if (workload === undefined) throw new Error(`there is no workload ${name}`);
  return groups.groupsOf(workload)[0] as PodGroup;
}

/** The pairs by port, from every pair by itself. */
export function pairsOneByOne({ cluster: { workloads }, groups, table, subjects }: Inputs): readonly PairCount[] {
  const half = (own: PodGroup, direction: 'ingress' | 'egress', other: PodGroup): PortSet =>
    passage({ rules: table.rulesOf(own, direction), ports: own.ports }, subjects.group(other)).some;
  const pairs = workloads.flatMap((source) => workloads.filter((destination) => destination !== source).map((destination) =>
    PortSet.union(groups.groupsOf(source).flatMap((from) => groups.groupsOf(destination).map((to) => half(from, 'egress', to).intersect(half(to, 'ingress', from)))))));
  return PROTOCOLS.flatMap((protocol) => {
    const starts = [...new Set(pairs.flatMap((ports) => ports.ranges(protocol).flatMap(([from, to]) => [from, to + 1])))].sort((a, b) => a - b);
    return starts.reduce<PairCount[]>((runs, from, i) => {
      const to = (starts[i + 1] ?? from) - 1;
      const count = pairs.filter((ports) => ports.has(protocol, from)).length;
      const last = runs[runs.length - 1];
      if (count === 0) return runs;
      if (last?.pairs === count && last.to + 1 === from) return [...runs.slice(0, -1), { ...last, to }];
      return [...runs, { protocol, from, to, pairs: count }];
    }, []);
  });
}
