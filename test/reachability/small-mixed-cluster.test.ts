import { mixedClusterOf } from '../../bench/mixed-cluster';
import { comparePairs } from './compare-pairs';

const SIZE = 33;

test(`the naive evaluator counts as many pairs among ${SIZE} workloads of namespaces so small that policies of every tier occur`, () => {
  for (const { question, counted, naive } of comparePairs(mixedClusterOf(SIZE, 3))) {
    expect({ question, pairs: counted }).toStrictEqual({ question, pairs: naive });
    expect(counted).toBeGreaterThan(0);
    expect(counted).toBeLessThan(SIZE * (SIZE - 1));
  }
});
