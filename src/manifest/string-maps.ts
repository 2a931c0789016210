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
  const labels = readMap(owner, key);
  checkLabels(owner, key, labels, rule);
  return labels;
}

/** The same for whoever only looks at own keys and keeps none of it: the labels as they are written, unless some have no text. */
export function readLabelsInPlace(owner: Field, key: string): Readonly<Record<string, string>> {
  const written = owner.record(key);
  if (written === undefined) return NO_STRINGS;
  for (const name of Object.keys(written)) if (typeof written[name] !== 'string') return readLabels(owner, key);
  const labels = written as Readonly<Record<string, string>>;
  checkLabels(owner, key, labels);
  return labels;
}

function checkLabels(owner: Field, key: string, labels: Readonly<Record<string, string>>, rule?: string): void {
  for (const name of Object.keys(labels)) {
    const value = labels[name] as string;
    const wrongKey = labelKey(name);
    const wrongValue = labelValue(value);
    if (wrongKey !== undefined) owner.child(key, {}).report(mapKey(name), `the key ${quote(name)} ${wrongKey}`, rule);
    if (wrongValue !== undefined) owner.child(key, {}).report(mapKey(name), `the value ${quote(value)} ${wrongValue}`, rule);
  }
}

/** Annotations: any values, keys as those of labels but in any case. */
export function readAnnotations(owner: Field, key: string): StringMap {
  const annotations = readMap(owner, key);
  let size = 0;
  for (const name in annotations) {
    size += name.length + (annotations[name] as string).length;
    const wrong = annotationKey(name);
    if (wrong !== undefined) owner.child(key, {}).report(mapKey(name), `the key ${quote(name)} ${wrong}`);
  }
  if (size > MAX_ANNOTATIONS) owner.report(key, `has ${size} characters; all annotations together must have at most ${MAX_ANNOTATIONS}`);
  return annotations;
}

function readMap(owner: Field, key: string): StringMap {
  const written = owner.record(key);
  if (written === undefined) return NO_STRINGS;
  const map = new PrototypeFree<string>();
  for (const name of Object.keys(written)) {
    // The API server reads null as the empty text here.
    const value = written[name] ?? '';
    if (typeof value === 'string') map[name] = value;
    else owner.child(key, {}).report(mapKey(name), textExpected(value));
  }
  return map;
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
