import { AGIC_DIALECT } from './agic';
import { ALB_DIALECT } from './alb';
import { CILIUM_DIALECT } from './cilium';
import { CONTOUR_DIALECT } from './contour';
import { Dialect } from './dialect';
import { F5_DIALECT } from './f5';
import { GKE_DIALECT } from './gke';
import { HAPROXY_INGRESS_DIALECT } from './haproxy-ingress';
import { HAPROXYTECH_DIALECT } from './haproxytech';
import { INGRESS_NGINX_DIALECT } from './ingress-nginx';
import { ISTIO_DIALECT } from './istio';
import { KONG_DIALECT } from './kong';
import { OPENSHIFT_DIALECT } from './openshift';
import { TRAEFIK_DIALECT } from './traefik';

/** Every dialect of annotations that is known, by its name in presets. */
export const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  INGRESS_NGINX_DIALECT, TRAEFIK_DIALECT, HAPROXYTECH_DIALECT, HAPROXY_INGRESS_DIALECT, CONTOUR_DIALECT,
  KONG_DIALECT, ISTIO_DIALECT, CILIUM_DIALECT, F5_DIALECT, OPENSHIFT_DIALECT,
  ALB_DIALECT, GKE_DIALECT, AGIC_DIALECT,
].map((dialect) => [dialect.name, dialect]));

/** The dialect of that name; undefined for one that nobody described. */
export function dialectNamed(name: string): Dialect | undefined {
  return DIALECTS.get(name);
}

/** The dialects to which an annotation belongs: none for one of another kind of program. */
export function dialectsOf(annotation: string): readonly Dialect[] {
  return [...DIALECTS.values()].filter((dialect) => prefixOf(dialect, annotation) !== undefined);
}

/** The annotation without its prefix; undefined where the dialect does not have it. */
export function keyIn(dialect: Dialect, annotation: string): string | undefined {
  const prefix = prefixOf(dialect, annotation);
  return prefix === undefined ? undefined : annotation.slice(prefix.length);
}

/** What the annotation keeps out, to whom reads the dialect. */
export function protectionOf(dialect: Dialect, annotation: string): Dialect['protections'][string] | undefined {
  const key = keyIn(dialect, annotation);
  return key !== undefined && Object.hasOwn(dialect.protections, key) ? dialect.protections[key] : undefined;
}

function prefixOf({ prefixes }: Dialect, annotation: string): string | undefined {
  return prefixes.find((prefix) => annotation.startsWith(prefix));
}
