import { formatPath, validate } from './json-schema';
import { ControllerProfile } from './profile';
import { GATEWAY_SCHEMA } from './schema';
import { StringMap } from './string-map';

/** Key of the annotation on an IngressClass or GatewayClass that describes its controller. */
export const GATEWAY_ANNOTATION = 'cdk8s-exposure/gateway';

/** What the annotation says: a controller without the class name, which is the name of the object. */
export type GatewayDescription = Omit<ControllerProfile, 'className'>;

/** What an annotation says, or everything that is wrong with it. */
export interface ParsedGatewayAnnotation {
  readonly description?: GatewayDescription;
  readonly problems: readonly string[];
}

/** The value of the annotation: JSON whose keys have a fixed order, so that equal descriptions have equal text. */
export function formatGatewayAnnotation(description: GatewayDescription): string {
  const { preset, namespace, podLabels, cidrs, scope } = description;
  const sortedLabels = podLabels === undefined ? undefined : Object.fromEntries(Object.entries(podLabels).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ preset, namespace, podLabels: sortedLabels, cidrs, scope });
}

/** Reads the value of the annotation strictly: unknown keys and presets, wrong types and CIDRs are problems. */
export function parseGatewayAnnotation(text: string): ParsedGatewayAnnotation {
  const parsed = parseJson(text);
  if ('problem' in parsed) return { problems: [parsed.problem] };
  const problems = validate(GATEWAY_SCHEMA, parsed.value);
  if (problems.length > 0) return { problems: problems.map(({ path, message }) => (path.length === 0 ? message : `${formatPath(path)}: ${message}`)) };
  return { description: parsed.value as GatewayDescription, problems: [] };
}

/** What a class says of its controller by the annotation; undefined where it says nothing that can be read. */
export function descriptionOn({ name, annotations }: { readonly name: string; readonly annotations: StringMap }): ControllerProfile | undefined {
  const annotation = annotations[GATEWAY_ANNOTATION];
  const description = annotation === undefined ? undefined : parseGatewayAnnotation(annotation).description;
  return description === undefined ? undefined : { ...description, className: name };
}

function parseJson(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: `is no JSON: ${(error as Error).message}` };
  }
}
