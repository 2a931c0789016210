import { Json, JsonObject } from '../../manifest/kubernetes-object';
import { parseDocuments } from '../../manifest/yaml-documents';

/** The only YAML or JSON document of a text, if it is a map. */
export function mapIn(text: string): JsonObject | undefined {
  const failures: unknown[] = [];
  const documents = [...parseDocuments(text, (failure) => failures.push(failure))];
  const value = documents[0]?.value as Json | undefined;
  return failures.length === 0 && documents.length === 1 && isMap(value) ? value : undefined;
}

export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The maps of a list; none where it is no list. */
export function mapsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}

export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A number, also where it is written as text. */
export function numberOf(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65535 ? number : undefined;
}
