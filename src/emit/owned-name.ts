/** Name of an object that belongs to a gateway of perhaps another namespace. Names of namespaces have no dots, so no two gateways come to one. */
export function ownedName({ name, namespace }: { readonly name: string; readonly namespace: string }, suffix = ''): string {
  return `${namespace}.${name}${suffix}`;
}
