import { Json, JsonObject } from '../../manifest/kubernetes-object';
import { isMap } from '../tunnels/config-document';

/** What stands at a path of keys (`spec.service.type`). */
export function at(value: Json | undefined, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((inner, key) => (isMap(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);
}

/** The object with a value at a path, where the map that it stands in is there; else as it was. */
export function withDefault(object: JsonObject, path: readonly string[], key: string, value: Json): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined) return isSaid(object, key) ? object : { ...object, [key]: value };
  const inner = Object.hasOwn(object, first) ? object[first] : undefined;
  return isMap(inner) ? { ...object, [first]: withDefault(inner, rest, key, value) } : object;
}

/** Both maps, with what the second one says. Lists and values are replaced as a whole; null says nothing, as the API server drops it. */
export function united(base: JsonObject, over: JsonObject): JsonObject {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => {
    const [below, above] = [base, over].map((object) => (isSaid(object, key) ? object[key] : undefined));
    return [key, isMap(below) && isMap(above) ? united(below, above) : above ?? below];
  }));
}

function isSaid(object: JsonObject, key: string): boolean {
  return Object.hasOwn(object, key) && object[key] !== undefined && object[key] !== null;
}
