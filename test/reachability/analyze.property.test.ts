import fc from 'fast-check';
import { buildCluster } from '../../src/cluster/build';
import { Workload } from '../../src/cluster/model';
import { readValues } from '../../src/manifest/read';
import { AddressSet } from '../../src/network/address-set';
import { PortSet } from '../../src/network/port-set';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { Connection, Decision, Direction, Reachability } from '../../src/reachability/model';
import { propertyRuns } from '../property-runs';
import { Answer, connects, half, UNKNOWN } from './naive';
import { NaiveCluster, Pod, Question } from './naive-model';
import { clusterWithCilium, clusterWithoutAddresses, manifestsOf, NODE_CIDR, OUTSIDE_ADDRESSES, POD_CIDR, randomCluster } from './random-cluster';

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];
/** On either side of each boundary that a port of a random policy can have. */
const QUESTIONS: readonly Question[] = (['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) =>
  [1, 53, 79, 80, 81, 8079, 8080, 8081, 8443, 8444, 65535].map((port) => ({ protocol, port })));

const PROFILE = { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs: [POD_CIDR], nodeCidrs: [NODE_CIDR] } };
const RUNS = propertyRuns(350);

function analyze(manifests: readonly object[]): Reachability {
  const parsed = readValues(manifests.map((value) => ({ value, origin: {} })));
  expect(parsed.problems).toStrictEqual([]);
  return analyzeReachability(buildCluster(parsed), PROFILE);
}

function podsOf(cluster: NaiveCluster, { namespace, name }: Workload): readonly Pod[] {
  return cluster.pods.filter((pod) => pod.namespace === namespace.name && pod.owner === name);
}

/** The questions that a set of ports answers with yes. */
function covered(ports: PortSet): string[] {
  return questionsWhere(({ protocol, port }) => ports.has(protocol, port));
}

function questionsWhere(holds: (question: Question) => boolean): string[] {
  return QUESTIONS.filter(holds).map(({ protocol, port }) => `${protocol} ${port}`);
}

function covers({ allowed, some, unknown }: Decision): object {
  return { allowed: covered(allowed), some: covered(some), unknown: covered(unknown) };
}

/** What the naive answers, for every pod or address that is meant, make of each question. */
function expected(ask: (question: Question) => readonly Answer[]): object {
  const answers = new Map(QUESTIONS.map((question) => [question, ask(question)]));
  const where = (holds: (each: readonly Answer[]) => boolean): string[] =>
    questionsWhere((question) => holds(answers.get(question) as readonly Answer[]));
  return {
    allowed: where((each) => each.every((answer) => answer === 'yes')),
    some: where((each) => each.includes('yes')),
    unknown: where((each) => each.some((answer) => answer !== 'no') && !each.every((answer) => answer === 'yes')),
  };
}

function rowsByEnds(rows: Iterable<Connection>): ReadonlyMap<string, PortSet> {
  return new Map(Array.from(rows, ({ source, destination, ports }) => [`${source} ${destination}`, ports]));
}

const CLUSTERS = [['random clusters', randomCluster], ['clusters whose pods have unknown addresses', clusterWithoutAddresses], ['clusters with policies of Cilium', clusterWithCilium]] as const;

const someCluster = fc.oneof(randomCluster, clusterWithCilium);

describe('analyzeReachability', () => {
  test.each(CLUSTERS)('agrees with the naive evaluator on both halves of every connection between workloads of %s', (_, clusters) => {
    fc.assert(fc.property(clusters, (cluster) => {
      const reachability = analyze(manifestsOf(cluster));
      const { workloads } = reachability.cluster;
      for (const source of workloads) {
        for (const destination of workloads) {
          const pairs = podsOf(cluster, source).flatMap((a) => podsOf(cluster, destination).map((b) => [a, b] as const));
          const truth = expected((question) => pairs.map(([a, b]) => connects(cluster, a, b, question)));
          expect(covers(reachability.into(destination, { kind: 'workload', workload: source }))).toStrictEqual(truth);
          expect(covers(reachability.outOf(source, { kind: 'workload', workload: destination }))).toStrictEqual(truth);
        }
      }
    }), RUNS);
  });

  test.each(CLUSTERS)('lists exactly the connections that the naive evaluator finds for some pod of each of two workloads of %s', (_, clusters) => {
    fc.assert(fc.property(clusters, (cluster) => {
      const reachability = analyze(manifestsOf(cluster));
      const { workloads } = reachability.cluster;
      const listed = rowsByEnds(reachability.connections());
      for (const source of workloads) {
        for (const destination of workloads.filter((workload) => workload !== source)) {
          const truth = questionsWhere((question) =>
            podsOf(cluster, source).some((a) => podsOf(cluster, destination).some((b) => connects(cluster, a, b, question) === 'yes')));
          expect(covered(listed.get(`${source.id} ${destination.id}`) ?? PortSet.NONE)).toStrictEqual(truth);
        }
      }
    }), RUNS);
  });

  test('agrees with the naive evaluator on addresses outside, of both families', () => {
    fc.assert(fc.property(someCluster, fc.subarray(OUTSIDE_ADDRESSES, { minLength: 1 }), (cluster, addresses) => {
      const reachability = analyze(manifestsOf(cluster));
      const peer = { kind: 'addresses' as const, addresses: AddressSet.union(addresses.map((address) => AddressSet.parseAddress(address))) };
      for (const workload of reachability.cluster.workloads) {
        for (const direction of DIRECTIONS) {
          const pods = podsOf(cluster, workload);
          const known = new Map(addresses.flatMap((address) => QUESTIONS.map((question) =>
            [key(address, question), pods.map((pod) => half(cluster, pod, direction, address, question))] as const)));
          const answersOf = (address: string, question: Question): readonly Answer[] => known.get(key(address, question)) ?? [];
          const truth = expected((question) => addresses.flatMap((address) => answersOf(address, question)));
          expect(covers(reachability.half(workload, direction, peer))).toStrictEqual(truth);
          const rows = reachability.addresses(workload, direction, AddressSet.ALL);
          for (const address of addresses) {
            const open = PortSet.union(rows.filter((row) => row.addresses.has(address)).map(({ ports }) => ports));
            const openHere = questionsWhere((question) => answersOf(address, question).includes('yes'));
            expect({ address, open: covered(open) }).toStrictEqual({ address, open: openHere });
          }
        }
      }
    }), RUNS);
  });

  test('lets a pod about which nothing is known through exactly where the naive evaluator does', () => {
    fc.assert(fc.property(someCluster, (cluster) => {
      const reachability = analyze(manifestsOf(cluster));
      const rows = new Map(Array.from(reachability.unknownPods(), ({ workload, direction, ports }) => [`${workload.id} ${direction}`, ports]));
      for (const workload of reachability.cluster.workloads) {
        for (const direction of DIRECTIONS) {
          const through = questionsWhere((question) => unknownAnswers(cluster, workload, direction, question).includes('yes'));
          const found = covered(rows.get(`${workload.id} ${direction}`) ?? PortSet.NONE);
          if (isExactForUnknown(cluster, direction)) expect(found).toStrictEqual(through);
          else expect(through).toStrictEqual(expect.arrayContaining(found));
        }
      }
    }), RUNS);
  });

  test('names rules, or their absence, for all that passes and for all that does not', () => {
    fc.assert(fc.property(someCluster, (cluster) => {
      const reachability = analyze(manifestsOf(cluster));
      for (const workload of reachability.cluster.workloads) {
        for (const direction of DIRECTIONS) {
          const reasons = reachability.why(workload, direction, { kind: 'unknown' });
          const sum = (effect: string): PortSet => PortSet.union(reasons.filter((reason) => reason.effect === effect).map(({ ports }) => ports));
          expect(sum('allow').union(sum('deny')).isAll).toBe(true);
          expect(sum('allow').contains(reachability.half(workload, direction, { kind: 'unknown' }).some)).toBe(true);
          const blocked = questionsWhere((question) => unknownAnswers(cluster, workload, direction, question).some((answer) => answer !== 'yes'));
          if (isExactForUnknown(cluster, direction)) expect(covered(sum('deny'))).toStrictEqual(blocked);
          else expect(covered(sum('deny'))).toStrictEqual(expect.arrayContaining(blocked));
        }
      }
    }), RUNS);
  });

  test('does not depend on the order of documents', () => {
    const shuffled = someCluster.map(manifestsOf).chain((manifests) =>
      fc.tuple(fc.constant(manifests), fc.shuffledSubarray([...manifests], { minLength: manifests.length })));
    fc.assert(fc.property(shuffled, ([manifests, otherOrder]) => {
      expect(listing(analyze(otherOrder))).toStrictEqual(listing(analyze(manifests)));
    }), RUNS);
  });
});

function key(address: string, { protocol, port }: Question): string {
  return `${address} ${protocol} ${port}`;
}

function unknownAnswers(cluster: NaiveCluster, workload: Workload, direction: Direction, question: Question): readonly Answer[] {
  return podsOf(cluster, workload).map((pod) => half(cluster, pod, direction, UNKNOWN, question));
}

/** Two rules on one port name go together: both match the port or none does. For a pod whose port names nobody knows, the product takes each by itself. */
function isExactForUnknown({ tierPolicies }: NaiveCluster, direction: Direction): boolean {
  return direction === 'ingress' || !tierPolicies.some(({ egress }) => egress.some(({ ports = [] }) => ports.some((port) => 'name' in port)));
}

function listing(reachability: Reachability): readonly object[] {
  const unknownPods = Array.from(reachability.unknownPods(), ({ workload, ...row }) => ({ ...row, workload: workload.id }));
  return [...reachability.connections(), ...unknownPods].map((row) => ({ ...row, ports: row.ports.toString() }));
}
