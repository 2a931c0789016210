import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { refuse } from './declaration-error';
import { Problems, quoted } from './validation';

/**
 * What a value must be before anything looks into it. The compiler says so to authors in TypeScript; casts, plain
 * JavaScript and values that were read from files get past it.
 */
export interface PropType {
  readonly required?: boolean;
  /** What the value must be, as messages say it. */
  readonly words: string;
  /** Reports what is wrong with the value at `prop`, and returns it without entries that are null. */
  readonly read: (prop: string, value: unknown, problems: Problems) => unknown;
}

interface RequiredType extends PropType {
  readonly required: true;
}

/** The type of every prop: the compiler demands that none is forgotten, and that required ones are marked. */
export type Shape<T> = { readonly [K in keyof T]-?: object extends Pick<T, K> ? PropType : RequiredType };

/** A prop that must be given. */
export function required(type: PropType): RequiredType {
  return { ...type, required: true };
}

/** A value of which a test tells whether it has the type. */
function plain(words: string, holds: (value: unknown) => boolean): PropType {
  return {
    words,
    read: (prop, value, problems) => {
      problems.check(holds(value), () => `${prop}: ${quoted(value)} must be ${words}`);
      return value;
    },
  };
}

/** A value made by a class, recognized by a member: another copy of the class has it too. */
export function made(words: string, member: string): PropType {
  return plain(words, (value) => typeof value === 'object' && value !== null && member in value);
}

export const TEXT = plain('a text', (value) => typeof value === 'string');
export const NUMBER = plain('a number', (value) => typeof value === 'number');
export const FLAG = plain('true or false', (value) => typeof value === 'boolean');
export const SIZE = made('a Size, such as Size.gibibytes(20)', 'toKibibytes');
export const DURATION = made('a Duration, such as Duration.seconds(30)', 'toSeconds');
export const CONSTRUCT = plain('a construct that holds a pod template, such as a Deployment', (value) => Construct.isConstruct(value));

/** A text, or a `Lazy` that yields one when the manifest is written. */
export const LATE_TEXT = plain('a text; put numbers into quotes', (value) => typeof value === 'string' || (typeof value === 'object' && value !== null && 'produce' in value));

/** One of the values of an enum. */
export function oneOf(values: { readonly [name: string]: string }): PropType {
  const all = Object.values(values);
  return plain(`one of ${all.join(', ')}`, (value) => all.includes(value as string));
}

/** A list whose items all have one type. */
export function listOf(item: PropType): PropType {
  const words = `a list, in which each item is ${item.words}`;
  return {
    words,
    read: (prop, value, problems) => {
      if (Array.isArray(value)) return value.map((v, i) => item.read(`${prop}[${i}]`, v, problems));
      problems.add(`${prop}: ${quoted(value)} must be ${words}`);
      return [];
    },
  };
}

/** Values of one type by name. */
export function mapOf(item: PropType): PropType {
  const words = `a map from names, in which each value is ${item.words}`;
  return {
    words,
    read: (prop, value, problems) => {
      if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, item.read(`${prop}.${key}`, v, problems)]));
      problems.add(`${prop}: ${quoted(value)} must be ${words}`);
      return {};
    },
  };
}

/** Settings with props of their own. */
export function settings<T>(shape: Shape<T>): PropType {
  return {
    words: `settings: ${Object.keys(shape).join(', ')}`,
    read: (prop, value, problems) => readShape(`${prop}.`, value, shape, problems),
  };
}

function readShape(prefix: string, value: unknown, shape: Readonly<Record<string, PropType>>, problems: Problems): unknown {
  if (!isRecord(value)) {
    problems.add(`${prefix.slice(0, -1) || 'the settings'}: ${quoted(value)} must be settings: ${Object.keys(shape).join(', ')}`);
    return {};
  }
  const result: Record<string, unknown> = { ...value };
  for (const [key, type] of Object.entries(shape)) {
    // other languages write null for what is left out
    if (value[key] === undefined || value[key] === null) {
      delete result[key];
      problems.check(type.required !== true, () => `${prefix}${key}: is missing; it must be ${type.words}`);
    } else {
      result[key] = type.read(`${prefix}${key}`, value[key], problems);
    }
  }
  return result;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The settings, each one of its type, without those that are null.
 *
 * @param caller the call that messages name
 * @throws DeclarationError with everything that has another type
 */
export function typedOptions<T>(caller: string, options: T, shape: Shape<T>): T {
  const problems = new Problems();
  const result = readOptions(options, shape, problems);
  refuse('INVALID_VALUE', caller, problems.all);
  return result;
}

/** The settings, each one of its type, without those that are null; what has another type goes to `problems`. */
export function readOptions<T>(options: T, shape: Shape<T>, problems: Problems): T {
  return readShape('', options, shape, problems) as T;
}

/**
 * The props of a construct that is about to be made in `scope`; nothing is added to the tree if they are refused.
 *
 * @throws DeclarationError with everything that has another type, or when no Chart is around
 */
export function typedProps<T>(scope: IConstruct, id: string, props: T, shape: Shape<T>): T {
  const problems = new Problems();
  const inside = Construct.isConstruct(scope);
  const path = inside ? [scope.node.path, id].filter((part) => part !== '').join('/') : String(id);
  problems.check(typeof id === 'string' && id !== '', () => `id: ${quoted(id)} must be a text that is not empty`);
  problems.check(inside && scope.node.scopes.some((s) => Chart.isChart(s)), () => 'scope: is in no Chart; make the construct inside a Chart, or inside another construct of one');
  const result = readShape('', props, shape, problems);
  refuse('INVALID_PROPS', path, problems.all);
  return result as T;
}
