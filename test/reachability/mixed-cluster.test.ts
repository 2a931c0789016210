import { mixedClusterOf } from '../../bench/mixed-cluster';
import { comparePairs } from './compare-pairs';

// The benchmark does the same for 300.
const SIZE = 120;

test(`the naive evaluator counts as many pairs among ${SIZE} workloads of the cluster that the benchmark measures`, () => {
  for (const { question, counted, naive } of comparePairs(mixedClusterOf(SIZE))) {
    expect({ question, pairs: counted }).toStrictEqual({ question, pairs: naive });
    expect(counted).toBeGreaterThan(0);
    expect(counted).toBeLessThan(SIZE * (SIZE - 1));
  }
}, 120_000);
