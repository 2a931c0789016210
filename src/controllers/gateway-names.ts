/** What a Gateway is called, and its class. */
export interface GatewayNames {
  readonly name: string;
  readonly namespace: string;
  readonly class: string;
}

/** A text of a preset with `{name}`, `{namespace}` and `{class}` of the Gateway in their places. */
export function named(text: string, { name, namespace, class: className }: GatewayNames): string {
  return text.replaceAll('{name}', name).replaceAll('{namespace}', namespace).replaceAll('{class}', className);
}

/** Labels whose values are such texts. */
export function namedLabels(labels: Readonly<Record<string, string>>, gateway: GatewayNames): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, named(value, gateway)]));
}
