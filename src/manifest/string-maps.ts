import { Field, mapKey, textExpected } from './field';
import { StringMap } from './kubernetes-object';
import { labelValue, NameSyntax, qualifiedName } from './names';
import { PrototypeFree } from './prototype-free';
import { quote } from './quote';

/** No labels, no annotations. */
export const NO_STRINGS: StringMap = Object.freeze(new PrototypeFree<string>());
const MAX_ANNOTATIONS = 256 * 1024;

/** Labels, or a selector that is a map: keys and values are checked. */
export function readLabels(owner: Field, key: string, rule?: string): StringMap {
  return readMap(owner, key, (field, name, value) => {
    check(field, name, 'key', name, labelKey, rule);
    check(field, name, 'value', value, labelValue, rule);
  });
}

/** Annotations: any values, keys as those of labels but in any case. */
export function readAnnotations(owner: Field, key: string): StringMap {
  let size = 0;
  const annotations = readMap(owner, key, (field, name, value) => {
    size += name.length + value.length;
    check(field, name, 'key', name, annotationKey);
  });
  if (size > MAX_ANNOTATIONS) owner.report(key, `has ${size} characters; all annotations together must have at most ${MAX_ANNOTATIONS}`);
  return annotations;
}

function readMap(owner: Field, key: string, checkPair: (field: Field, name: string, value: string) => void): StringMap {
  const field = owner.object(key);
  if (field === undefined) return NO_STRINGS;
  const map = new PrototypeFree<string>();
  for (const name of Object.keys(field.value)) {
    // The API server reads null as the empty text here.
    const value = field.value[name] ?? '';
    if (typeof value === 'string') {
      checkPair(field, name, value);
      map[name] = value;
    } else {
      field.report(mapKey(name), textExpected(value));
    }
  }
  return map;
}

/** Keys that were found right: a cluster has few, and has them everywhere. */
const rightKeys = new Set<string>();
const MOST_RIGHT_KEYS = 1000;

function labelKey(key: string): string | undefined {
  if (rightKeys.has(key)) return undefined;
  const expected = qualifiedName(key);
  if (expected === undefined && rightKeys.size < MOST_RIGHT_KEYS) rightKeys.add(key);
  return expected;
}

function annotationKey(key: string): string | undefined {
  return qualifiedName(key.toLowerCase());
}

function check(field: Field, name: string, what: 'key' | 'value', text: string, syntax: NameSyntax, rule?: string): void {
  const expected = syntax(text);
  if (expected !== undefined) field.report(mapKey(name), `the ${what} ${quote(text)} ${expected}`, rule);
}
