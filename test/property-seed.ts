/**
 * Property tests draw new cases in every run, and print the seed of a case that fails. `PROPERTY_SEED=<seed>` draws the
 * same again. fast-check is loaded only then: most tests do without it.
 */
const seed = process.env.PROPERTY_SEED;
if (seed !== undefined && seed !== '') {
  if (!/^-?\d+$/.test(seed)) throw new Error(`PROPERTY_SEED "${seed}" must be a whole number, as a failed property prints it`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  (require('fast-check') as typeof import('fast-check')).configureGlobal({ seed: Number(seed) });
}
