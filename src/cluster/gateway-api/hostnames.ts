/**
 * The hosts that a route gets on a listener: what its host names and that of the listener have in common. Empty where they have nothing in
 * common; then the route does not attach. A wildcard stands for one or more labels, never for the domain itself (Gateway API, Hostname).
 *
 * @param listener absent: every host
 * @param route none: every host of the listener
 */
export function commonHosts(listener: string | undefined, route: readonly string[]): readonly (string | undefined)[] {
  if (route.length === 0) return [listener];
  return [...new Set(route.flatMap((host) => {
    const common = listener === undefined ? host : commonHost(listener.toLowerCase(), host.toLowerCase());
    return common === undefined ? [] : [common];
  }))];
}

/** Whether `pattern`, a host that may begin with `*`, covers every host that `host` stands for. */
export function coversHosts(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1);
}

function commonHost(a: string, b: string): string | undefined {
  if (coversHosts(a, b)) return b;
  return coversHosts(b, a) ? a : undefined;
}
