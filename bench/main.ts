import { buildCluster } from '../src/cluster/build';
import { readValues } from '../src/manifest/read';
import { DEFAULT_PROFILE } from '../src/profile/profile';
import { analyzeReachability } from '../src/reachability/analyze';
import { Reachability } from '../src/reachability/model';
import { check } from '../src/report/check';
import { comparePairs } from '../test/reachability/compare-pairs';
import { clusterOf } from './cluster';
import { growth, measure, Measured } from './measure';
import { mixedClusterOf } from './mixed-cluster';

/** Numbers of workloads in the clusters that are measured. */
const SIZES = [1_000, 2_500, 5_000, 10_000, 20_000];
const ROUNDS = 5;
/** So many are compared with the naive evaluator, pair by pair. */
const COMPARED = 300;

const read = (objects: readonly unknown[]) => readValues(objects.map((value) => ({ value, origin: { file: 'bench' } })));
const analyze = (objects: readonly unknown[]) => analyzeReachability(buildCluster(read(objects)), DEFAULT_PROFILE);

/** From the objects as `JSON.parse` returns them to the number of allowed pairs for each port. */
function reachabilityOf(objects: readonly unknown[]): Reachability {
  const reachability = analyze(objects);
  reachability.pairCounts();
  return reachability;
}

/** The same after one policy has one rule more. */
function afterOneChange(reachability: Reachability): unknown {
  const before = reachability.cluster.networkPolicies[0];
  if (before === undefined) throw new Error('The cluster has no policy');
  const spec = before.raw.spec as { readonly ingress?: readonly object[] };
  const rule = { from: [{ podSelector: { matchLabels: { tier: 'web' } } }], ports: [{ port: 443 }] };
  const after = read([{ ...before.raw, spec: { ...spec, ingress: [...spec.ingress ?? [], rule] } }]).objects[0];
  return reachability.replacing({ before, after: after as typeof before }).pairCounts();
}

function count(items: Iterable<unknown>): number {
  let n = 0;
  for (const _ of items) n++;
  return n;
}

/** Stages of the work, by name, each from the parsed objects; they are measured against `JSON.parse`. */
type Stages = (objects: readonly unknown[]) => Readonly<Record<string, () => unknown>>;

const STAGES: Stages = (objects) => ({
  'read and link': () => buildCluster(read(objects)),
  'analyze policies': () => analyze(objects),
  'count pairs': () => reachabilityOf(objects),
});

/** Measured apart, because what was counted before stays in memory, where it would burden the collection of garbage of the other stages. */
const CHANGE: Stages = (objects) => {
  const reachability = reachabilityOf(objects);
  return { 'one policy changed': () => afterOneChange(reachability) };
};

/** On plain clusters, in which each workload has a Service and admits one other. */
const PLAIN_STAGES: Stages = (objects) => ({
  'list connections': () => count(analyze(objects).connections()),
  'check': () => check(read(objects), DEFAULT_PROFILE, { today: '2026-01-01' }),
});

function bench(title: string, clusters: (size: number) => object[], sizes: readonly number[], stages: Stages, apart?: Stages): void {
  console.log(`\n${title}`);
  console.log(`${'stage'.padEnd(20)} ${'workloads'.padStart(9)} ${'× JSON.parse'.padStart(12)} ${'ms'.padStart(8)} ${'heap MB'.padStart(8)}`);
  const times = new Map<string, number[]>();
  for (const size of sizes) {
    const text = JSON.stringify(clusters(size));
    const objects = JSON.parse(text) as unknown[];
    const { parse, ...together } = measure({ parse: () => JSON.parse(text) as unknown, ...stages(objects) }, ROUNDS);
    const measured = { ...together, ...(apart === undefined ? {} : measure(apart(objects), ROUNDS)) };
    for (const [stage, { milliseconds, heap }] of Object.entries(measured)) {
      times.set(stage, [...times.get(stage) ?? [], milliseconds]);
      const ratio = milliseconds / (parse as Measured).milliseconds;
      console.log(`${stage.padEnd(20)} ${String(size).padStart(9)} ${ratio.toFixed(2).padStart(12)} ${milliseconds.toFixed(0).padStart(8)} ${heap.toFixed(0).padStart(8)}`);
    }
  }
  console.log(`growth from ${sizes[0]} to ${sizes[sizes.length - 1]} workloads, as an exponent (1 is linear):`);
  for (const [stage, milliseconds] of times) console.log(`${stage.padEnd(20)} ${growth(sizes, milliseconds).toFixed(2).padStart(9)}`);
}

bench('every feature of every kind of policy mixed', mixedClusterOf, SIZES, STAGES, CHANGE);
bench('a Service and a policy for each workload', clusterOf, SIZES.slice(0, -1), PLAIN_STAGES);

console.log(`\npairs of workloads that may connect, among ${COMPARED} of the mixed cluster: counted, and one by one by the naive evaluator`);
for (const { question: { protocol, port }, counted, naive } of comparePairs(mixedClusterOf(COMPARED))) {
  console.log(`${`${protocol} ${port}`.padEnd(10)} ${String(counted).padStart(8)} ${String(naive).padStart(8)} ${counted === naive ? 'equal' : 'DIFFERENT'}`);
  if (counted !== naive) process.exitCode = 1;
}
