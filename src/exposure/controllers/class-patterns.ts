/** Repetitions that a pattern may have to be tried: each multiplies the time that a mismatch takes. */
const REPETITIONS = 3;
const REPEATED_GROUP = /\)[*+?{]/;
const REPETITION = /(?<!\\)[*+{]/g;
/** What is written alike and means something else: `[[:alpha:]]`. */
const OF_GO = /\[:/;

/**
 * Whether a regular expression of Go matches a class name, anywhere in it. Undefined for one that is none here, or that could take long: what Go matches in linear
 * time may take exponential time here.
 */
export function matchesPattern(pattern: string, name: string): boolean | undefined {
  if (OF_GO.test(pattern) || REPEATED_GROUP.test(pattern) || [...pattern.matchAll(REPETITION)].length > REPETITIONS) return undefined;
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
