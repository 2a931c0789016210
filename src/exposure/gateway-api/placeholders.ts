import { Gateway, namespaceOf } from '../../cluster/gateway-api/objects';
import { StringMap } from '../../manifest/kubernetes-object';

/** A text of a preset with `{name}`, `{namespace}` and `{class}` of the Gateway in their places. */
export function filledIn(text: string, { metadata, spec }: Gateway): string {
  return text.replaceAll('{name}', metadata.name).replaceAll('{namespace}', namespaceOf(metadata)).replaceAll('{class}', spec.gatewayClassName);
}

export function filledInLabels(labels: Readonly<Record<string, string>>, gateway: Gateway): StringMap {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, filledIn(value, gateway)]));
}
