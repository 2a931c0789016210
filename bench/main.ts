import { performance } from 'perf_hooks';
import { buildCluster } from '../src/cluster/build';
import { readValues } from '../src/manifest/read';
import { DEFAULT_PROFILE } from '../src/profile/profile';
import { analyzeReachability } from '../src/reachability/analyze';
import { check } from '../src/report/check';
import { clusterOf } from './cluster';

/** Workloads of the clusters that are measured; each has a Service and a policy. */
const SIZES = [1_000, 2_500, 5_000, 10_000];
const ROUNDS = 3;

/** What is measured: from the objects as `JSON.parse` returns them. */
const STAGES: Readonly<Record<string, (objects: readonly unknown[]) => unknown>> = {
  'read and link': (objects) => buildCluster(read(objects)),
  'analyze policies': (objects) => analyzeReachability(buildCluster(read(objects)), DEFAULT_PROFILE),
  'list connections': (objects) => count(analyzeReachability(buildCluster(read(objects)), DEFAULT_PROFILE).connections()),
  'check': (objects) => check(read(objects), DEFAULT_PROFILE, { today: '2026-01-01' }),
};

const read = (objects: readonly unknown[]) => readValues(objects.map((value) => ({ value, origin: { file: 'bench' } })));

function count(items: Iterable<unknown>): number {
  let n = 0;
  for (const _ of items) n++;
  return n;
}

/** The fastest of a few rounds, in milliseconds: what the work costs when nothing else disturbs it. */
function fastest(action: () => unknown): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    action();
    return performance.now() - start;
  }));
}

/** Slope of log(time) over log(size): 1 is linear. */
function exponent(times: readonly number[]): number {
  return Math.log(times[times.length - 1]! / times[0]!) / Math.log(SIZES[SIZES.length - 1]! / SIZES[0]!);
}

const times = new Map<string, number[]>(Object.keys(STAGES).map((stage) => [stage, []]));
console.log(`${'stage'.padEnd(18)} ${'workloads'.padStart(9)} ${'× JSON.parse'.padStart(12)} ${'ms'.padStart(8)} ${'heap MB'.padStart(8)}`);
for (const size of SIZES) {
  const text = JSON.stringify(clusterOf(size));
  const parse = fastest(() => JSON.parse(text));
  const objects = JSON.parse(text) as unknown[];
  for (const [stage, run] of Object.entries(STAGES)) {
    const time = fastest(() => run(objects));
    times.get(stage)!.push(time);
    const heap = process.memoryUsage().heapUsed / 2 ** 20;
    console.log(`${stage.padEnd(18)} ${String(size).padStart(9)} ${(time / parse).toFixed(1).padStart(12)} ${time.toFixed(0).padStart(8)} ${heap.toFixed(0).padStart(8)}`);
  }
}
console.log(`\ngrowth from ${SIZES[0]} to ${SIZES[SIZES.length - 1]} workloads, as an exponent (1 is linear):`);
for (const [stage, measured] of times) console.log(`${stage.padEnd(18)} ${exponent(measured).toFixed(2)}`);
