import { performance } from 'perf_hooks';
import { setFlagsFromString } from 'v8';
import { runInNewContext } from 'vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What one measurement found. */
export interface Measured {
  /** Of the fastest round, in milliseconds: what the work costs when nothing else disturbs it. */
  readonly milliseconds: number;
  /** What the heap holds as long as the result is there, in MB: the manifests that it was made from, as text and as objects, included. */
  readonly heap: number;
}

/**
 * Runs each action in turn, some rounds long, so that whatever else the machine does disturbs all of them alike, and once more for the
 * heap.
 *
 * @returns what was measured, by the names of the actions
 */
export function measure(actions: Readonly<Record<string, () => unknown>>, rounds: number): Readonly<Record<string, Measured>> {
  const times = Object.entries(actions).map(([name, action]) => ({ name, action, milliseconds: Infinity }));
  for (let round = 0; round < rounds; round++) {
    for (const time of times) {
      const start = performance.now();
      time.action();
      time.milliseconds = Math.min(time.milliseconds, performance.now() - start);
    }
  }
  return Object.fromEntries(times.map(({ name, action, milliseconds }) => [name, { milliseconds, heap: heapWith(action) }]));
}

/** Collecting takes compiled code away too, and what runs next would pay for it: no time is taken here. */
function heapWith(action: () => unknown): number {
  const held = [action()];
  collectGarbage();
  const { heapUsed } = process.memoryUsage();
  held.pop();
  return heapUsed / 2 ** 20;
}

/** Slope of log(time) over log(size): 1 is linear. */
export function growth(sizes: readonly number[], times: readonly number[]): number {
  const last = sizes.length - 1;
  return Math.log((times[last] as number) / (times[0] as number)) / Math.log((sizes[last] as number) / (sizes[0] as number));
}
