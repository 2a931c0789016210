import { buildCluster } from '../../src/cluster/build';
import { readValues } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { half } from './naive';
import { naiveClusterOf } from './naive-manifests';
import { NaiveCluster, Pod, Question } from './naive-model';

const PROFILE = { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs: ['10.244.0.0/16'], nodeCidrs: ['192.0.2.0/24'] } };

/** One port for each feature of the policies of the benchmark. */
const QUESTIONS: readonly Question[] = [
  { protocol: 'TCP', port: 443 },
  { protocol: 'TCP', port: 8000 },
  { protocol: 'TCP', port: 8013 },
  { protocol: 'TCP', port: 9090 },
  { protocol: 'UDP', port: 53 },
  { protocol: 'UDP', port: 5500 },
  { protocol: 'SCTP', port: 7 },
];

/** How many pairs of workloads may connect on one port: as the product counts them, and one by one. */
export interface ComparedPairs {
  readonly question: Question;
  readonly counted: number;
  readonly naive: number;
}

/** Holds the count of pairs in a cluster of the benchmark against the naive evaluator. */
export function comparePairs(manifests: readonly object[]): readonly ComparedPairs[] {
  const parsed = readValues(manifests.map((value) => ({ value, origin: {} })));
  if (parsed.problems.length > 0) throw new Error(`The manifests of the benchmark have problems: ${parsed.problems.map(({ message }) => message).join('; ')}`);
  const counts = analyzeReachability(buildCluster(parsed), PROFILE).pairCounts();
  const cluster = naiveClusterOf(manifests);
  return QUESTIONS.map((question) => {
    const { protocol, port } = question;
    const run = counts.find(({ protocol: its, from, to }) => its === protocol && from <= port && port <= to);
    return { question, counted: run?.pairs ?? 0, naive: naivePairs(cluster, question) };
  });
}

function naivePairs(cluster: NaiveCluster, question: Question): number {
  const parts = byNamespace(cluster);
  const lets = (own: Pod, direction: 'ingress' | 'egress', other: Pod): boolean =>
    half(parts.get(own.namespace) as NaiveCluster, own, direction, other, question) === 'yes';
  let pairs = 0;
  for (const source of cluster.pods) {
    for (const destination of cluster.pods) {
      if (source !== destination && lets(destination, 'ingress', source) && lets(source, 'egress', destination)) pairs++;
    }
  }
  return pairs;
}

/** NetworkPolicies of other namespaces have no say, so that they need not be looked at. */
function byNamespace(cluster: NaiveCluster): ReadonlyMap<string, NaiveCluster> {
  const policiesIn = (name: string) => cluster.policies.filter(({ namespace }) => namespace === name);
  return new Map(Object.keys(cluster.namespaces).map((name) => [name, { ...cluster, policies: policiesIn(name) }]));
}
