/** Whether a prefix covers the path, element by element (Ingress API, pathType Prefix). */
export function coversPath(prefix: string, path: string): boolean {
  const stripped = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return path === prefix || path === stripped || path.startsWith(`${stripped}/`);
}
