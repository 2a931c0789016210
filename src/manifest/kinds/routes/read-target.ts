import { Field } from '../../field';
import { RouteRule, RouteTarget } from './route-object';

/** Keys under which a product writes its reference to a Service. */
interface TargetKeys {
  readonly name: string;
  readonly port: string;
}

const USUAL_KEYS: TargetKeys = { name: 'name', port: 'port' };

/** A reference to a Service, with its namespace where it names one; nothing where it has no name. */
export function readServiceTarget(field: Field, keys: TargetKeys = USUAL_KEYS): RouteTarget | undefined {
  const name = field.text(keys.name);
  if (name === undefined || name === '') return undefined;
  const namespace = field.text('namespace');
  const port = readTargetPort(field, keys.port);
  return {
    kind: 'Service',
    name,
    ...(namespace === undefined || namespace === '' ? {} : { namespace }),
    ...(port === undefined ? {} : { port }),
    path: field.path,
  };
}

/** Number or name of a port; a number may also be written as text. */
export function readTargetPort(field: Field, key: string): number | string | undefined {
  const value = field.value[key];
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return undefined;
  return /^\d+$/.test(value) ? Number(value) : value;
}

/** Whether the item gets traffic at all; by default it does. */
export function hasWeight(field: Field, key = 'weight'): boolean {
  return field.value[key] !== 0;
}

/**
 * The items that get traffic where a weight that is absent counts as 0, and equal weights of 0 as equal shares (Contour, Skipper).
 */
export function weighted(items: readonly Field[]): readonly Field[] {
  const heavy = items.filter((item) => typeof item.value.weight === 'number' && item.value.weight > 0);
  return heavy.length > 0 ? heavy : items;
}

/** The values that are there. */
export function present<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((value) => value !== undefined);
}

/** A rule for requests to every host and path on the default entry points, unless `rule` says otherwise. */
export function httpRule(rule: Partial<RouteRule>): RouteRule {
  return { protocol: 'TCP', http: true, hosts: [], paths: [], tls: false, listeners: [], targets: [], ...rule };
}

/** A rule for whole connections, unless `rule` says otherwise. */
export function streamRule(rule: Partial<RouteRule>): RouteRule {
  return httpRule({ http: false, ...rule });
}

/** Class by the annotation that most products read on their own kinds. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** An object as its reader returns it: the class is absent if empty. */
export function classNamed(name: string | undefined): { readonly className?: string } {
  return name === undefined || name === '' ? {} : { className: name };
}
