import { Route } from '../../exposure/model';
import { DeclaredHost } from '../../intent/model';

/** Whether a prefix covers the path, element by element (Ingress API, pathType Prefix). */
export function coversPath(prefix: string, path: string): boolean {
  const stripped = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return path === prefix || path === stripped || path.startsWith(`${stripped}/`);
}

/** Whether the declaration covers everything that a route with this path answers. */
export function declaresPath({ path: declared, pathType }: DeclaredHost, path: string, exact: boolean): boolean {
  if (pathType === undefined) return coversPath(declared, path);
  return path === declared && (pathType === 'RegularExpression' || exact);
}

/** Whether a route answers everything that the declaration speaks of. A pattern is covered by the same pattern, or by a prefix of it. */
export function answersPath({ path, exact, type }: Pick<Route, 'path' | 'exact' | 'type'>, { path: declared, pathType }: DeclaredHost): boolean {
  return exact === true ? pathType !== undefined && type === pathType && path === declared : coversPath(path, declared);
}
