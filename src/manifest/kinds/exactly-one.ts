import { Field } from '../field';
import { listChoices } from '../quote';

/**
 * The only one of `keys` that the object has. None or several is a problem, as `minProperties: 1` and
 * `maxProperties: 1` of a CustomResourceDefinition make it; keys that nobody knows do not count, because the API server drops them first.
 */
export function exactlyOne<K extends string>(field: Field, keys: readonly K[]): K | undefined {
  const present = keys.filter((key) => field.has(key));
  if (present.length === 1) return present[0];
  if (present.length === 0) field.reportSelf(`is empty; must have ${listChoices(keys)}`);
  else field.reportSelf(`has ${present.map((key) => `"${key}"`).join(' and ')}; must have only one of them`);
  return undefined;
}
