import fc from 'fast-check';
import { PairCount } from '../../src/reachability/model';
import { propertyRuns } from '../property-runs';
import { clusterOfManifests, counterOf, inputsOf } from './counted';
import { connects } from './naive';
import { NaiveCluster, Question } from './naive-model';
import { clusterWithoutAddresses, manifestsOf, randomCluster } from './random-cluster';

const QUESTIONS: readonly Question[] = (['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) =>
  [1, 53, 79, 80, 81, 8079, 8080, 8081, 8443, 8444, 65535].map((port) => ({ protocol, port })));
function countPairs(cluster: NaiveCluster, exceptionsPerGroup: number): readonly PairCount[] {
  return counterOf(inputsOf(clusterOfManifests(manifestsOf(cluster))), exceptionsPerGroup).counts();
}

function pairsOn(counts: readonly PairCount[], { protocol, port }: Question): number {
  return counts.find((run) => run.protocol === protocol && run.from <= port && port <= run.to)?.pairs ?? 0;
}

function naivePairs(cluster: NaiveCluster, question: Question): number {
  const workloads = [...new Set(cluster.pods.map(({ namespace, owner }) => `${namespace}/${owner}`))];
  const podsOf = (workload: string) => cluster.pods.filter(({ namespace, owner }) => `${namespace}/${owner}` === workload);
  const connected = (source: string, destination: string): boolean =>
    podsOf(source).some((a) => podsOf(destination).some((b) => connects(cluster, a, b, question) === 'yes'));
  return workloads.flatMap((source) => workloads.filter((destination) => destination !== source && connected(source, destination))).length;
}

describe('pairs of workloads are counted as the naive evaluator counts them', () => {
  test.each([
    ['where all are counted by classes', randomCluster, 0],
    ['where all of them are exceptions', randomCluster, Infinity],
    ['with classes and exceptions', randomCluster, 1],
    ['where the addresses of pods are not known', clusterWithoutAddresses, 1],
  ])('%s', (_, clusters, exceptionsPerGroup) => {
    fc.assert(fc.property(clusters, (cluster) => {
      const counts = countPairs(cluster, exceptionsPerGroup);
      for (const question of QUESTIONS) {
        expect({ ...question, pairs: pairsOn(counts, question) }).toStrictEqual({ ...question, pairs: naivePairs(cluster, question) });
      }
    }), propertyRuns(150));
  });
});

test('runs of ports are ascending, do not overlap and differ from their neighbours', () => {
  fc.assert(fc.property(randomCluster, (cluster) => {
    const counts = countPairs(cluster, 1);
    for (const [i, run] of counts.entries()) {
      expect(run.from).toBeLessThanOrEqual(run.to);
      expect(run.pairs).toBeGreaterThan(0);
      const before = counts[i - 1];
      if (before?.protocol !== run.protocol) continue;
      expect(before.to).toBeLessThan(run.from);
      if (before.to + 1 === run.from) expect(before.pairs).not.toBe(run.pairs);
    }
  }), propertyRuns(100));
});
