import { performance } from 'perf_hooks';

/** What one measurement found. */
export interface Measured {
  /** Of the fastest round, in milliseconds: what the work costs when nothing else disturbs it. */
  readonly milliseconds: number;
  /** The largest heap after a round, in MB, before anything of the round is collected. */
  readonly heap: number;
}

/**
 * Runs each action in turn, some rounds long, so that whatever else the machine does disturbs all of them alike.
 *
 * @returns what was measured, by the names of the actions
 */
export function measure(actions: Readonly<Record<string, () => unknown>>, rounds: number): Readonly<Record<string, Measured>> {
  const found = Object.fromEntries(Object.keys(actions).map((name) => [name, { milliseconds: Infinity, heap: 0 }]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, action] of Object.entries(actions)) {
      const start = performance.now();
      const result = action();
      const milliseconds = performance.now() - start;
      const heap = result === undefined ? 0 : process.memoryUsage().heapUsed / 2 ** 20;
      const before = found[name] as Measured;
      found[name] = { milliseconds: Math.min(before.milliseconds, milliseconds), heap: Math.max(before.heap, heap) };
    }
  }
  return found;
}

/** Slope of log(time) over log(size): 1 is linear. */
export function growth(sizes: readonly number[], times: readonly number[]): number {
  const last = sizes.length - 1;
  return Math.log((times[last] as number) / (times[0] as number)) / Math.log((sizes[last] as number) / (sizes[0] as number));
}
