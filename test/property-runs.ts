/** The part of its cases that a property test draws: less where every test runs very often, more for a long search. */
const SHARE = Number(process.env.PROPERTY_SHARE ?? '1');
if (!(SHARE > 0)) throw new Error(`PROPERTY_SHARE "${process.env.PROPERTY_SHARE}" must be a number above 0`);

/** How many cases to draw where `cases` are drawn in an everyday run; `PROPERTY_SHARE=0.1` draws a tenth, `20` twenty times as many. */
export function propertyRuns(cases: number): { readonly numRuns: number } {
  return { numRuns: Math.max(5, Math.round(cases * SHARE)) };
}
