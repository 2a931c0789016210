import { PathStep } from './document-text';
import { dense } from './lists';
import { NameSyntax } from './names';
import { listChoices, quote } from './quote';

/** A problem of one object, before it is known which. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
  readonly rule: string;
  /** Whether the object means the same in spite of it. */
  readonly tolerated: boolean;
}

/** Rule for what the API server refuses and the catalogue has no rule of its own for. */
export const API_INVALID = 'API-INVALID';

const LONGEST_KEY = 80;
const NO_FIELDS: readonly Field[] = [];
const NO_TEXTS: readonly string[] = [];

/**
 * A place in the JSON of an object, from which typed values are read. What cannot be read as the API server would read
 * it becomes a problem with its path, and reading goes on. `null` counts as absent, as it does for the API server.
 */
export class Field {
  /** The whole object. Objects that are read with the same `paths` share the texts of their paths. */
  public static root(value: object, problems: FieldProblem[], paths: PathNode = new PathNode('')): Field {
    return new Field(value as Readonly<Record<string, unknown>>, problems, undefined, '', paths);
  }

  private constructor(
    /** The object at this place; its keys may be anything. */
    public readonly value: Readonly<Record<string, unknown>>,
    private readonly problems: FieldProblem[],
    private readonly parent: Field | undefined,
    private readonly step: PathStep,
    private node?: PathNode,
    /** Position, where this is an item of the list at `step`: the list has no Field of its own. */
    private readonly index?: number,
  ) {}

  /** Path as the API server writes it: `spec.ingress[0].from[1]`. */
  public get path(): string {
    return this.pathNode().path;
  }

  public pathOf(key: PathStep): string {
    return joinPath(this.path, key);
  }

  /** Whether the key is there and not null. */
  public has(key: string): boolean {
    const value = this.value[key];
    return value !== undefined && value !== null;
  }

  /** Reports a problem with the field `key`, which may also be a path below this object (`hosts[0]`). */
  public report(key: PathStep, message: string, rule: string = API_INVALID): void {
    this.problems.push({ path: this.pathOf(key), message, rule, tolerated: false });
  }

  /** Reports a problem with the field `key` that leaves no doubt about what the object means to the network. */
  public tolerate(key: PathStep, message: string, rule: string = API_INVALID): void {
    this.problems.push({ path: this.pathOf(key), message, rule, tolerated: true });
  }

  /** Reports a problem with this object as a whole. */
  public reportSelf(message: string, rule: string = API_INVALID): void {
    this.problems.push({ path: this.path, message, rule, tolerated: false });
  }

  /** Reports that `key` is absent or empty; `hint` says what it should be. Nothing if it could not be read: that is reported. */
  public reportMissing(key: string, hint: string, rule?: string): void {
    const path = this.pathOf(key);
    if (this.problems.some((problem) => problem.path === path)) return;
    this.report(key, `is required: ${hint}`, rule);
  }

  /** The object at `key`. */
  public object(key: string): Field | undefined {
    const value = this.record(key);
    return value === undefined ? undefined : this.child(key, value);
  }

  /** The object at `key` as it is written: for maps whose keys the user chooses. */
  public record(key: string): Readonly<Record<string, unknown>> | undefined {
    const value = this.value[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object' && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
    this.report(key, `must be an object, not ${quote(value)}`);
    return undefined;
  }

  /** The object at `key`, or one without fields. */
  public objectOrEmpty(key: string): Field {
    return this.object(key) ?? this.child(key, Object.freeze({}));
  }

  /** The objects of the list at `key`; none if it is absent. An item `null` is an object without fields. */
  public objects(key: string): readonly Field[] {
    const list = this.list(key);
    if (list === undefined || list.length === 0) return NO_FIELDS;
    const fields = list.map((item: unknown, i) => this.item(key, i, item ?? {}));
    return fields.includes(undefined) ? fields.filter((field) => field !== undefined) : fields as readonly Field[];
  }

  private item(key: string, index: number, item: unknown): Field | undefined {
    if (typeof item === 'object' && !Array.isArray(item)) return new Field(item as Readonly<Record<string, unknown>>, this.problems, this, key, undefined, index);
    this.child(key, {}).report(index, `must be an object, not ${quote(item)}`);
    return undefined;
  }

  /** The list at `key`, of whatever; an item that was left out is undefined. */
  public list(key: string): readonly unknown[] | undefined {
    const value = this.value[key];
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value)) return dense(value);
    this.report(key, `must be a list, not ${quote(value)}`);
    return undefined;
  }

  /** The text at `key`. */
  public text(key: string): string | undefined {
    const value = this.value[key];
    if (typeof value === 'string' || value === undefined || value === null) return value ?? undefined;
    this.report(key, textExpected(value));
    return undefined;
  }

  /** The text at `key`; absent or empty is a problem. */
  public requiredText(key: string, hint: string, rule?: string): string {
    const value = this.text(key);
    if ((value === undefined && !this.has(key)) || value === '') this.reportMissing(key, hint, rule);
    return value ?? '';
  }

  /** The text at `key`, which must follow a syntax unless it is absent or empty. */
  public name(key: string, syntax: NameSyntax, rule?: string): string | undefined {
    const value = this.text(key);
    if (value === undefined || value === '') return undefined;
    this.check(key, value, syntax, rule);
    return value;
  }

  /** Reports a text that does not follow a syntax. */
  public check(key: PathStep, value: string, syntax: NameSyntax, rule?: string): void {
    const expected = syntax(value);
    if (expected !== undefined) this.report(key, `${quote(value)} ${expected}`, rule);
  }

  /** The text at `key`, one of `choices`; `fallback` if it is absent, empty or something else. */
  public choice<T extends string>(key: string, choices: readonly T[], fallback: T, rule?: string): T {
    const value = this.text(key);
    if (value === undefined || value === '') return fallback;
    if ((choices as readonly string[]).includes(value)) return value as T;
    this.report(key, `${quote(value)} must be ${listChoices(choices)}`, rule);
    return fallback;
  }

  /** The texts of the list at `key`; none if it is absent. */
  public texts(key: string): readonly string[] {
    const list = this.list(key) ?? NO_TEXTS;
    if (list.every((item) => typeof item === 'string')) return list;
    const texts: string[] = [];
    list.forEach((item, i) => {
      if (typeof item === 'string') texts.push(item);
      else this.child(key, {}).report(i, textExpected(item));
    });
    return texts;
  }

  /** The whole number at `key`, if it is in range. */
  public integer(key: string, from: number, to: number, rule?: string): number | undefined {
    const value = this.value[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value;
    this.report(key, integerExpected(value, from, to), rule);
    return undefined;
  }

  public flag(key: string): boolean | undefined {
    const value = this.value[key];
    if (typeof value === 'boolean' || value === undefined || value === null) return value ?? undefined;
    this.report(key, `must be true or false, not ${quote(value)}`);
    return undefined;
  }

  private pathNode(): PathNode {
    if (this.node === undefined) {
      const node = (this.parent as Field).pathNode().child(this.step);
      this.node = this.index === undefined ? node : node.child(this.index);
    }
    return this.node;
  }

  /** A child without a check of its type. */
  public child(step: PathStep, value: object): Field {
    return new Field(value as Readonly<Record<string, unknown>>, this.problems, this, step);
  }
}

/** `must be a text …`, with the usual repair. */
export function textExpected(value: unknown): string {
  const scalar = typeof value === 'boolean' || typeof value === 'number';
  return `must be a text, not ${quote(value)}${scalar ? `; put it in quotes: "${String(value)}"` : ''}`;
}

/** `70000 must be 1 to 65535`. */
export function integerExpected(value: unknown, from: number, to: number): string {
  const range = to >= 2 ** 31 - 1 ? (from === 0 ? '0 or more' : `${from} or more`) : `${from} to ${to}`;
  return typeof value === 'number' ? `${value} must be a whole number, ${range}` : `must be a whole number, ${range}, not ${quote(value)}`;
}

/** A key of a map as a step of a path: in brackets where it has dots, slashes or brackets, as the API server writes it. */
export function mapKey(key: string): string {
  const short = key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key;
  return /[.[\]/\s]/.test(short) ? `[${short}]` : short;
}

/** A path that many objects have: its text is built once. */
export class PathNode {
  private readonly children = new Map<PathStep, PathNode>();

  public constructor(public readonly path: string) {}

  public child(step: PathStep): PathNode {
    let child = this.children.get(step);
    if (child === undefined) {
      child = new PathNode(joinPath(this.path, step));
      this.children.set(step, child);
    }
    return child;
  }
}

function joinPath(parent: string, step: PathStep): string {
  if (typeof step === 'number') return `${parent}[${step}]`;
  return parent === '' || step.startsWith('[') ? parent + step : `${parent}.${step}`;
}
