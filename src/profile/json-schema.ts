import { Format, FORMATS } from './formats';
import { didYouMean } from './spelling';

/** The part of JSON Schema (draft 7) that this project's schemas use; every keyword here is enforced by `validate`. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly format?: Format;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  /** False: no others. A schema: any other key, with such a value. */
  readonly additionalProperties?: false | JsonSchema;
}

/** Keys and indices from the root to a value. */
export type ValuePath = readonly (string | number)[];

/** A value that the schema does not allow. */
export interface SchemaProblem {
  readonly path: ValuePath;
  /** What is wrong and what is allowed, with the offending value; without the path. */
  readonly message: string;
}

/** Everything in `value` that `schema` does not allow, in the order of the document. */
export function validate(schema: JsonSchema, value: unknown, path: ValuePath = []): SchemaProblem[] {
  if (!hasType(schema.type, value)) return [{ path, message: `must be ${ARTICLES[schema.type]}, not ${shown(value)}` }];
  switch (schema.type) {
    case 'object': return validateObject(schema, value as Readonly<Record<string, unknown>>, path);
    case 'array': return (value as readonly unknown[]).flatMap((item, index) => (schema.items === undefined ? [] : validate(schema.items, item, [...path, index])));
    default: return validateScalar(schema, value as string | number | boolean).map((message) => ({ path, message }));
  }
}

/** `cluster.nodeCidrs[0]`, `controllers[1].podLabels["app.kubernetes.io/name"]`. */
export function formatPath(path: ValuePath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (!/^[A-Za-z_$][\w-]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** The value as a message quotes it, cut to a readable length. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

const ARTICLES = { object: 'a mapping', array: 'a list', string: 'a text', integer: 'a whole number', boolean: 'true or false' } as const;

function hasType(type: JsonSchema['type'], value: unknown): boolean {
  switch (type) {
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    default: return typeof value === type;
  }
}

function validateObject(schema: JsonSchema, value: Readonly<Record<string, unknown>>, path: ValuePath): SchemaProblem[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const problems: SchemaProblem[] = required
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({ path, message: `must have "${key}"` }));
  for (const key of Object.keys(value)) {
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (known === undefined) continue;
    if (known === false) problems.push({ path: [...path, key], message: `unknown key.${didYouMean(key, Object.keys(properties))} Known keys: ${Object.keys(properties).join(', ')}` });
    else problems.push(...validate(known, value[key], [...path, key]));
  }
  return problems;
}

function validateScalar(schema: JsonSchema, value: string | number | boolean): string[] {
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    const hint = typeof value === 'string' ? didYouMean(value, schema.enum.map(String)) : '';
    return [`must be one of ${schema.enum.map(String).join(', ')}, not ${shown(value)}.${hint}`];
  }
  const wrong = typeof value === 'number' ? wrongNumber(schema, value) : typeof value === 'string' ? wrongText(schema, value) : undefined;
  return wrong === undefined ? [] : [wrong];
}

function wrongNumber({ minimum = -Infinity, maximum = Infinity }: JsonSchema, value: number): string | undefined {
  return value < minimum || value > maximum ? `must be from ${minimum} to ${maximum}, not ${value}` : undefined;
}

function wrongText({ minLength = 0, pattern, description, format }: JsonSchema, value: string): string | undefined {
  if (value.length < minLength) return 'must not be empty';
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return `must look like ${description ?? pattern}, not ${shown(value)}`;
  return format === undefined ? undefined : FORMATS[format](value);
}
