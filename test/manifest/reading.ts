import { formatOrigin } from '../../src/manifest/origin';
import { ParsedManifests, readYaml } from '../../src/manifest/read';

/** The problems of a YAML text, one line each: where, which rule, which field and why. */
export function problemsOf(yaml: string): string[] {
  return linesOf(readYaml(yaml, 'shop.yaml'));
}

export function linesOf({ problems }: ParsedManifests): string[] {
  return problems.map((p) => `${formatOrigin(p.origin)} ${p.kind} ${p.rule} ${p.path === '' ? '' : `${p.path}: `}${p.message}`);
}

/** The typed content of the only object of a text that must be without problems. */
export function specOf<T>(yaml: string): T {
  const { objects, problems } = readYaml(yaml, 'shop.yaml');
  expect(problems.map((p) => `${p.path}: ${p.message}`)).toStrictEqual([]);
  expect(objects).toHaveLength(1);
  return objects[0]?.spec as T;
}

/** A value without what is undefined, and with ordinary objects. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
