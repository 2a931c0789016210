/** Longest pattern, and longest name of an object of Kubernetes, that are compared. */
const LONGEST = 256;
/** Groups and repetitions that a pattern may have: a mismatch tries each with each. */
const CHOICES = 3;
/** Repetitions without an end among them: each tries every length of the name. */
const ENDLESS = 2;
/** A group inside of which others are repeated takes exponential time. */
const REPEATED_GROUP = /\)[*+{]/;
/** What is written alike and means something else, or nothing that names need: `[[:alpha:]]`, `\A`. */
const OF_GO = /\[:|\\[^.\-/dw]/;

/**
 * Whether a regular expression of Go matches a class name, anywhere in it. Undefined for one that is none here, or that could take long: what Go matches in linear
 * time may take exponential time here.
 */
export function matchesPattern(pattern: string, name: string): boolean | undefined {
  if (pattern.length > LONGEST || name.length > LONGEST || OF_GO.test(pattern) || REPEATED_GROUP.test(pattern)) return undefined;
  const endless = count(pattern, /[*+{]/g);
  if (endless > ENDLESS || endless + count(pattern, /[(?]/g) > CHOICES) return undefined;
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function count(pattern: string, symbols: RegExp): number {
  return [...pattern.matchAll(symbols)].length;
}
