import { didYouMean } from '../profile/spelling';

/** A value that the annotation does not allow; `message` says where and what is allowed. */
export class ShapeError extends Error {}

/** Reads one property; throws a `ShapeError` that starts with `where`. */
export type Reader<T> = (value: unknown, where: string) => T;

/** Parses JSON; the error names the text that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ShapeError(`not JSON: ${(cause as Error).message}`);
  }
}

export const readString: Reader<string> = (value, where) => {
  if (typeof value !== 'string' || value === '') throw new ShapeError(`${where}: must be a non-empty string, not ${shown(value)}`);
  return value;
};

export const readTrue: Reader<boolean> = (value, where) => {
  if (value !== true) throw new ShapeError(`${where}: must be true, not ${shown(value)}`);
  return true;
};

/** A port number, 1 to 65535. */
export const readPort: Reader<number> = (value, where) => {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > 65535) {
    throw new ShapeError(`${where}: must be a port from 1 to 65535, not ${shown(value)}`);
  }
  return value as number;
};

/** One of `allowed`. */
export function readOneOf<T extends string>(allowed: readonly T[]): Reader<T> {
  return (value, where) => {
    if (allowed.includes(value as T)) return value as T;
    const hint = typeof value === 'string' ? didYouMean(value, allowed) : '';
    throw new ShapeError(`${where}: must be one of ${allowed.join(', ')}, not ${shown(value)}.${hint}`);
  };
}

export function readList<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, where) => {
    if (!Array.isArray(value)) throw new ShapeError(`${where}: must be a list, not ${shown(value)}`);
    return value.map((v, i) => item(v, `${where}[${i}]`));
  };
}

/** An object with no other properties than those of `readers`. Absent ones stay absent. */
export function readObject<T extends object>(readers: { readonly [K in keyof T]-?: Reader<NonNullable<T[K]>> }): Reader<T> {
  return (value, where) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ShapeError(`${where}: must be an object, not ${shown(value)}`);
    }
    const known = Object.keys(readers);
    const result: Partial<T> = {};
    for (const [key, given] of Object.entries(value)) {
      if (!known.includes(key)) throw new ShapeError(`${where}: unknown property "${key}".${didYouMean(key, known)}`);
      const name = key as keyof T;
      result[name] = readers[name](given, `${where}.${key}`) as T[keyof T];
    }
    return result as T;
  };
}

/** The value as a message quotes it, cut to a readable length. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
