import { Json, JsonObject } from '../../manifest/kubernetes-object';

/** A field of what may be an object; undefined where it is none, or has none of that name. */
export function jsonField(value: Json | undefined, ...names: readonly string[]): Json | undefined {
  let found = value;
  for (const name of names) {
    if (typeof found !== 'object' || found === null || Array.isArray(found) || !Object.hasOwn(found, name)) return undefined;
    found = (found as JsonObject)[name];
  }
  return found;
}

/** The items of what may be a list. */
export function jsonList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value as readonly Json[] : [];
}
