import { defineMappingTag, defineScalarTag, defineSequenceTag, mergeTag, NOT_RESOLVED, Schema, seqTag, strTag } from 'js-yaml';
import { PrototypeFree } from './prototype-free';

type Scalar = null | boolean | number;

// What go-yaml v2, which kubectl reads YAML with (sigs.k8s.io/yaml), makes of unquoted words. Timestamps stay texts.
const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...spellings(true, 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'),
  ...spellings(false, 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'),
  ...spellings(null, '', '~', 'null', 'Null', 'NULL'),
  ...spellings(NaN, '.nan', '.NaN', '.NAN'),
  ...spellings(Infinity, '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'),
  ...spellings(-Infinity, '-.inf', '-.Inf', '-.INF'),
]);

// Prefixed integers, octal ones also with a bare zero; underscores are removed before.
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

const LETTER = /^[a-zA-Z]/;

const NO_PLAIN_KEY = 'a key must be a text, a number or a boolean';

const FIRST_CHARACTERS = ['', '~', '+', '-', '.', ...'0123456789', ...'yYnNtTfFoO'];

/**
 * The YAML that kubectl reads: scalars as YAML 1.1 in the dialect of go-yaml v2 (`yes` and `on` are booleans, `0644`
 * is octal), merge keys, and unknown tags ignored. Mappings become objects that inherit nothing.
 */
export const KUBECTL_SCHEMA = new Schema([
  strTag,
  defineScalarTag('tag:yaml.org,2002:null', {
    implicit: true,
    implicitFirstChars: FIRST_CHARACTERS,
    resolve: resolvePlain,
    identify: () => false,
  }),
  ...['bool', 'int', 'float'].map((name) => defineScalarTag(`tag:yaml.org,2002:${name}`, { resolve: resolvePlain, identify: () => false })),
  defineScalarTag('', { matchByTagPrefix: true, resolve: (source) => source, identify: () => false }),
  mergeTag,
  seqTag,
  defineSequenceTag<unknown[]>('', { matchByTagPrefix: true, create: () => [], addItem: (list, item) => { list.push(item); }, identify: () => false }),
  mappingTag('tag:yaml.org,2002:map', false),
  mappingTag('', true),
]);

/** What an unquoted scalar means; texts are not resolved here. */
function resolvePlain(source: string): Scalar | typeof NOT_RESOLVED {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  if (LETTER.test(source)) return NOT_RESOLVED;
  const plain = source.includes('_') ? source.replaceAll('_', '') : source;
  const integer = INTEGER.exec(plain);
  if (integer !== null) return integerOf(integer);
  return FLOAT.test(plain) ? Number(plain) : NOT_RESOLVED;
}

function integerOf([, sign, hexadecimal, binary, octal, decimal]: RegExpExecArray): number {
  const magnitude = hexadecimal !== undefined ? parseInt(hexadecimal, 16)
    : binary !== undefined ? parseInt(binary, 2)
      : octal !== undefined ? parseInt(octal, 8) : Number(decimal);
  return sign === '-' ? -magnitude : magnitude;
}

function mappingTag(tagName: string, matchByTagPrefix: boolean) {
  return defineMappingTag<Record<string, unknown>>(tagName, {
    matchByTagPrefix,
    create: () => new PrototypeFree<unknown>(),
    addPair: (object, key, value) => {
      if (!isPlainKey(key)) return NO_PLAIN_KEY;
      object[String(key)] = value;
      return '';
    },
    // The parser asks for a key before it adds the pair, which is where one that is no plain text is refused.
    has: (object, key) => isPlainKey(key) && String(key) in object,
    keys: (object) => Object.keys(object),
    get: (object, key) => (isPlainKey(key) ? object[String(key)] : undefined),
    identify: () => false,
  });
}

/** A mapping or a list as a key is YAML, but no Kubernetes object; `{{ … }}` of a template that was not rendered is read as one. */
function isPlainKey(key: unknown): boolean {
  return key !== null && typeof key !== 'object';
}

function spellings(value: Scalar, ...words: string[]): [string, Scalar][] {
  return words.map((word) => [word, value]);
}
