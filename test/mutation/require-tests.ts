import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the tests of one folder part of the file that calls this. Each file of tests loads the product anew, which would take
 * longer than the tests themselves where all of them run for every mutant.
 *
 * @param without names of files that take too long for that
 */
export function requireTests(folder: string, without: readonly string[]): void {
  const path = join(__dirname, '..', folder);
  const files = readdirSync(path).filter((file) => file.endsWith('.test.ts') && !without.some((name) => file.startsWith(name)));
  // Properties take longest, and most mutants do not get as far as that.
  const order = (file: string): string => `${file.includes('.property.') ? 1 : 0} ${file}`;
  for (const file of files.sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    require(join(path, file));
  }
}
