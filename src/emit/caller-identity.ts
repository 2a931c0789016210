/** By what a mesh knows a caller. */
export type CallerIdentity =
  | { readonly kind: 'service-account'; readonly namespace: string; readonly name: string }
  /** Every service account of a namespace. */
  | { readonly kind: 'namespace'; readonly name: string };

/** A caller, and the TCP ports on which it may connect. */
export interface IdentifiedCaller {
  readonly identity: CallerIdentity;
  readonly ports: readonly number[];
}

/** Each identity once, with all of its ports, in an order that does not depend on who was named first. */
export function distinctCallers(callers: readonly IdentifiedCaller[]): IdentifiedCaller[] {
  const byKey = new Map<string, IdentifiedCaller>();
  for (const { identity, ports } of callers) {
    const key = identityKey(identity);
    const all = [...new Set([...byKey.get(key)?.ports ?? [], ...ports])].sort((a, b) => a - b);
    byKey.set(key, { identity, ports: all });
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, caller]) => caller);
}

export function identityKey(identity: CallerIdentity): string {
  return identity.kind === 'service-account' ? `1 ${identity.namespace}/${identity.name}` : `2 ${identity.name}`;
}
