import { Field, mapKey, textExpected } from './field';
import { StringMap } from './kubernetes-object';
import { labelValue, NameSyntax, qualifiedName } from './names';
import { PrototypeFree } from './prototype-free';
import { quote } from './quote';

/** No labels, no annotations. */
export const NO_STRINGS: StringMap = Object.freeze(new PrototypeFree<string>());
const MAX_ANNOTATIONS = 256 * 1024;
const MOST_REMEMBERED = 1000;

/** Labels, or a selector that is a map: keys and values are checked. */
export function readLabels(owner: Field, key: string, rule?: string): StringMap {
  return readMap(owner, key, checkLabel, rule);
}

/** The same for whoever only looks at own keys and keeps none of it: the labels as they are written, unless some have no text. */
export function readLabelsInPlace(owner: Field, key: string): Readonly<Record<string, string>> {
  const written = owner.record(key);
  if (written === undefined) return NO_STRINGS;
  const names = Object.keys(written);
  for (const name of names) if (typeof written[name] !== 'string') return readLabels(owner, key);
  for (const name of names) checkLabel(owner, key, name, written[name] as string);
  return written as Readonly<Record<string, string>>;
}

/** Annotations: any values, keys as those of labels but in any case. */
export function readAnnotations(owner: Field, key: string): StringMap {
  const annotations = readMap(owner, key, checkAnnotation);
  let size = 0;
  for (const name in annotations) size += name.length + (annotations[name] as string).length;
  if (size > MAX_ANNOTATIONS) owner.report(key, `has ${size} characters; all annotations together must have at most ${MAX_ANNOTATIONS}`);
  return annotations;
}

/** Reports what is wrong with one pair of the map at `key`. */
type PairCheck = (owner: Field, key: string, name: string, value: string, rule?: string) => void;

function readMap(owner: Field, key: string, check: PairCheck, rule?: string): StringMap {
  const written = owner.record(key);
  if (written === undefined) return NO_STRINGS;
  const map = new PrototypeFree<string>();
  for (const name of Object.keys(written)) {
    // The API server reads null as the empty text here.
    const value = written[name] ?? '';
    if (typeof value === 'string') {
      check(owner, key, name, value, rule);
      map[name] = value;
    } else {
      report(owner, key, name, textExpected(value));
    }
  }
  return map;
}

function checkLabel(owner: Field, key: string, name: string, value: string, rule?: string): void {
  const wrongKey = labelKey(name);
  const wrongValue = labelValue(value);
  if (wrongKey !== undefined) report(owner, key, name, `the key ${quote(name)} ${wrongKey}`, rule);
  if (wrongValue !== undefined) report(owner, key, name, `the value ${quote(value)} ${wrongValue}`, rule);
}

function checkAnnotation(owner: Field, key: string, name: string): void {
  const wrong = annotationKey(name);
  if (wrong !== undefined) report(owner, key, name, `the key ${quote(name)} ${wrong}`);
}

function report(owner: Field, key: string, name: string, message: string, rule?: string): void {
  owner.child(key, {}).report(mapKey(name), message, rule);
}

const labelKey = rememberRight(qualifiedName);
const annotationKey = rememberRight((key) => qualifiedName(key.toLowerCase()));

/** The same syntax, which knows again the keys that it found right: a cluster has few, and has them everywhere. */
function rememberRight(syntax: NameSyntax): NameSyntax {
  const right = new Set<string>();
  return (key) => {
    if (right.has(key)) return undefined;
    const expected = syntax(key);
    if (expected === undefined && right.size < MOST_REMEMBERED) right.add(key);
    return expected;
  };
}
