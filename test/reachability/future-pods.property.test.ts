import fc from 'fast-check';
import { buildCluster } from '../../src/cluster/build';
import { readValues } from '../../src/manifest/read';
import { PortSet } from '../../src/network/port-set';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { FuturePodAccess, PodCondition, Reachability } from '../../src/reachability/model';
import { propertyRuns } from '../property-runs';
import { half, UNKNOWN } from './naive';
import { Labels, NaiveCluster, Pod, Policy, Question, TierPolicy } from './naive-model';
import { manifestsOf, POD_CIDR, randomCluster } from './random-cluster';

const QUESTIONS: readonly Question[] = (['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) =>
  [1, 53, 80, 81, 8079, 8080, 8081, 8443, 65535].map((port) => ({ protocol, port })));
const DIRECTIONS = ['ingress', 'egress'] as const;
const RUNS = propertyRuns(60);

/** A pod that the manifests do not contain, and the labels of its namespace if they do not contain that either. */
interface FuturePod {
  readonly namespace: string;
  readonly team?: Labels;
  readonly labels: Labels;
}

const withValues = (key: string, values: readonly string[]): readonly Labels[] => [{}, ...values.map((value) => ({ [key]: value }))];

/** Namespaces that policies of a random cluster can tell apart, some of which it does not have. */
const NAMESPACES: readonly Omit<FuturePod, 'labels'>[] = [
  ...['shop', 'ops', 'data'].map((namespace) => ({ namespace })),
  ...['new', 'other'].flatMap((namespace) => withValues('team', ['sales', 'platform', 'other']).map((team) => ({ namespace, team }))),
];

/** Pods with all that policies of a random cluster can tell apart. */
const PODS: readonly FuturePod[] = NAMESPACES.flatMap((namespace) =>
  withValues('app', ['web', 'orders', 'db', 'other']).flatMap((app) =>
    withValues('tier', ['front', 'back', 'other']).map((tier) => ({ ...namespace, labels: { ...app, ...tier } }))));

/** A few of them at a time: all of them for every cluster would take minutes. */
const somePods: fc.Arbitrary<readonly FuturePod[]> = fc.shuffledSubarray([...PODS], { minLength: 25, maxLength: 25 });

function analyze(cluster: NaiveCluster): Reachability {
  const parsed = readValues(manifestsOf(cluster).map((value) => ({ value, origin: {} })));
  return analyzeReachability(buildCluster(parsed), { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs: [POD_CIDR] } });
}

function namespaceLabels({ namespaces }: NaiveCluster, { namespace, team }: FuturePod): Labels {
  return { ...namespaces[namespace], ...team, 'kubernetes.io/metadata.name': namespace };
}

function meets({ namespaces, pods }: PodCondition, ofNamespace: Labels, labels: Labels): boolean {
  return namespaces.matches(ofNamespace) && pods.matches(labels);
}

function isMet({ condition, except }: FuturePodAccess, ofNamespace: Labels, labels: Labels): boolean {
  return meets(condition, ofNamespace, labels) && !except.some((exception) => meets(exception, ofNamespace, labels));
}

/** What the rows say about one pod. */
function said(rows: readonly FuturePodAccess[], ofNamespace: Labels, labels: Labels): PortSet {
  return PortSet.union(rows.filter((row) => isMet(row, ofNamespace, labels)).map(({ ports }) => ports));
}

/** The cluster without anything that labels do not decide, so that every question has an answer. */
function decidedByLabels(cluster: NaiveCluster): NaiveCluster {
  const rule = <T extends NonNullable<Policy['ingress']>[number]>(parts: T): T => ({
    ...parts,
    ...(parts.from && { from: parts.from.filter(({ ipBlock }) => ipBlock === undefined) }),
    ...(parts.to && { to: parts.to.filter(({ ipBlock }) => ipBlock === undefined) }),
    ...(parts.ports && { ports: parts.ports.filter(({ port }) => typeof port !== 'string') }),
  });
  const tierRule = (parts: TierPolicy['ingress'][number]): TierPolicy['ingress'] => {
    const peers = parts.peers.filter(({ namespaces, pods }) => namespaces !== undefined || pods !== undefined);
    const ports = parts.ports?.filter((port) => 'protocol' in port);
    return peers.length === 0 || ports?.length === 0 ? [] : [{ ...parts, peers, ...(ports && { ports }) }];
  };
  return {
    ...cluster,
    policies: cluster.policies.map((policy) => ({
      ...policy,
      ...(policy.ingress && { ingress: policy.ingress.map(rule) }),
      ...(policy.egress && { egress: policy.egress.map(rule) }),
    })),
    tierPolicies: cluster.tierPolicies.map((policy) =>
      ({ ...policy, ingress: policy.ingress.flatMap(tierRule), egress: policy.egress.flatMap(tierRule) })),
  };
}

/** Asks about the pods, for every workload, and compares the ports with those of the naive evaluator. */
function compare(
  cluster: NaiveCluster,
  pods: readonly FuturePod[],
  counted: readonly ('yes' | 'maybe')[],
  check: (found: readonly string[], listed: readonly string[]) => void,
): void {
  const reachability = analyze(cluster);
  const rows = [...reachability.futurePods()];
  const extended = new Map(NAMESPACES.map(({ namespace, team }) =>
    [`${namespace} ${team?.team}`, { ...cluster, namespaces: { ...cluster.namespaces, ...(team && { [namespace]: team }) } }]));
  for (const workload of reachability.cluster.workloads) {
    const own = cluster.pods.filter((pod) => pod.namespace === workload.namespace.name && pod.owner === workload.name);
    for (const direction of DIRECTIONS) {
      const listed = rows.filter((row) => row.workload === workload && row.direction === direction);
      const open = QUESTIONS.filter((question) => own.some((pod) => half(cluster, pod, direction, UNKNOWN, question) === 'yes'));
      for (const pod of pods) {
        const { namespace, team, labels } = pod;
        const future: Pod = { namespace, owner: 'future', labels, hostNetwork: false, containers: [] };
        const around = extended.get(`${namespace} ${team?.team}`) as NaiveCluster;
        const passes = (question: Question): boolean =>
          own.some((one) => counted.some((answer) => answer === half(around, one, direction, future, question)));
        const ports = said(listed, namespaceLabels(cluster, pod), labels);
        const name = ({ protocol, port }: Question): string => `${workload.id} ${direction} ${JSON.stringify(pod)} ${protocol} ${port}`;
        check(
          QUESTIONS.filter((question) => !open.includes(question) && passes(question)).map(name),
          QUESTIONS.filter(({ protocol, port }) => ports.has(protocol, port)).map(name),
        );
      }
    }
  }
}

describe('futurePods', () => {
  test('lists for every pod that there may be exactly the ports that the naive evaluator finds beyond those of any pod, where labels decide', () => {
    fc.assert(fc.property(randomCluster, somePods, (cluster, pods) => {
      compare(decidedByLabels(cluster), pods, ['yes'], (certain, listed) => expect(listed).toStrictEqual(certain));
    }), RUNS);
  });

  test('never lists a port that no such pod can have, whatever else policies look at', () => {
    fc.assert(fc.property(randomCluster, somePods, (cluster, pods) => {
      compare(cluster, pods, ['yes', 'maybe'], (possible, listed) => expect(possible).toStrictEqual(expect.arrayContaining([...listed])));
    }), RUNS);
  });

  test('has no row that another one covers, and none that nobody can meet', () => {
    fc.assert(fc.property(randomCluster, (cluster) => {
      const rows = [...analyze(decidedByLabels(cluster)).futurePods()];
      const concerned = new Map(rows.map((row) => [row, PODS.map((pod) => isMet(row, namespaceLabels(cluster, pod), pod.labels))]));
      for (const [row, meant] of concerned) {
        expect(meant).toContain(true);
        for (const [other, alsoMeant] of concerned) {
          if (other === row || other.workload !== row.workload || other.direction !== row.direction) continue;
          expect(meant.every((is, i) => !is || alsoMeant[i]) && other.ports.contains(row.ports)).toBe(false);
        }
      }
    }), RUNS);
  });
});
