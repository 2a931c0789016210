import { ChartValues } from '../../controllers/charts/chart';
import { quoted } from '../validation';

/** Later values over earlier ones, map by map; lists are replaced as a whole, as `helm` does. */
export function mergedValues(...all: readonly ChartValues[]): ChartValues {
  const result: Record<string, unknown> = {};
  for (const [key, value] of all.flatMap((values) => Object.entries(values))) {
    const before = result[key];
    result[key] = isMap(before) && isMap(value) ? mergedValues(before, value) : value;
  }
  return result;
}

/** Where an author says otherwise than what is relied on: path, with both values. */
export function contradictions(relied: ChartValues, author: ChartValues, path: string): string[] {
  return Object.entries(author).flatMap(([key, value]) => {
    if (!(key in relied)) return [];
    const expected = relied[key];
    if (isMap(expected) && isMap(value)) return contradictions(expected, value, `${path}.${key}`);
    return JSON.stringify(expected) === JSON.stringify(value) ? []
      : [`${path}.${key}: ${quoted(value)} is not what the gateway relies on, ${quoted(expected)}; leave it out, or install the controller yourself`];
  });
}

/** The value at a path whose keys are separated by dots. */
export function valueAt(values: ChartValues, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), values);
}

/** Whether the value has values of its own, by keys. */
export function isMap(value: unknown): value is ChartValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
