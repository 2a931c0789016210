import { Refused } from './feature';

/** A feature that a product does not have; the reason is a sentence part. */
export function refused(reason: string, source: string): Refused {
  return { by: 'refused', reason, source };
}
