/** What a value must look like: the problems with it, each behind the path of its field. */
export type Shape = (value: unknown, path: string) => string[];

interface FieldShape {
  readonly shape: Shape;
  readonly required: boolean;
}

export function required(shape: Shape): FieldShape {
  return { shape, required: true };
}

/** A map with these fields and no others. */
export function fields(known: Readonly<Record<string, Shape | FieldShape>>): Shape {
  const shapes = new Map(Object.entries(known).map(([key, field]) => [key, typeof field === 'function' ? { shape: field, required: false } : field]));
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} must be a map`];
    const missing = [...shapes].filter(([key, field]) => field.required && !(key in value)).map(([key]) => `${join(path, key)} is missing`);
    return [...missing, ...Object.entries(value).flatMap(([key, item]) => shapes.get(key)?.shape(item, join(path, key)) ?? [`${join(path, key)} is an unknown field`])];
  };
}

/** A list of 1 to `most` items. */
export function list(item: Shape, most = Infinity): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return [`${path} must be a list`];
    const size = value.length >= 1 && value.length <= most ? [] : [`${path} has ${value.length} items`];
    return [...size, ...value.flatMap((one, i) => item(one, `${path}[${i}]`))];
  };
}

export function text(pattern: RegExp = /^[^]+$/): Shape {
  return (value, path) => (typeof value === 'string' && pattern.test(value) ? [] : [`${path} is ${JSON.stringify(value)}, which ${pattern} does not match`]);
}

export function oneOf(...choices: readonly string[]): Shape {
  return (value, path) => (choices.includes(value as string) ? [] : [`${path} is ${JSON.stringify(value)}; only ${choices.join(', ')} are possible`]);
}

export function whole(least = 0, most = Number.MAX_SAFE_INTEGER): Shape {
  return (value, path) => (Number.isInteger(value) && (value as number) >= least && (value as number) <= most ? [] : [`${path} is no whole number from ${least} to ${most}`]);
}

export const flag: Shape = (value, path) => (typeof value === 'boolean' ? [] : [`${path} is no boolean`]);

/** Of a Gateway API duration. */
export const duration = text(/^([0-9]{1,5}(h|m|s|ms)){1,4}$/);
export const cidr = text(/^[0-9a-f.:]+\/\d{1,3}$/i);
export const objectName = text(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);

/** A reference to a route, a Gateway or a Service of the same namespace. */
export function reference(group: string, ...kinds: readonly string[]): Shape {
  return fields({ group: required(oneOf(group)), kind: required(oneOf(...kinds)), name: required(objectName) });
}

export const aboutRoute = reference('gateway.networking.k8s.io', 'HTTPRoute', 'Gateway');

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
