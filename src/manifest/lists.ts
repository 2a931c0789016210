import { PrototypeFree } from './prototype-free';

/** The same list without holes. Lists of a construct tree may have some; in the manifest they become `null`, which says something. */
export function dense(list: readonly unknown[]): readonly unknown[] {
  return list.includes(undefined) ? Array.from(list) : list;
}

/** A list of objects as `kubectl get` prints it and `kubectl apply` takes it. */
export interface ObjectList {
  readonly items: readonly unknown[];
  /** What items of a typed list (`PodList`) are when they do not say so themselves. */
  readonly defaults?: { readonly apiVersion: string; readonly kind: string };
}

/** The list that `value` is: kind `List`, or any kind that ends so and has items; undefined for everything else. */
export function asList(value: Readonly<Record<string, unknown>>): ObjectList | undefined {
  const { kind, apiVersion, items } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List')) return undefined;
  const empty = items === undefined || items === null;
  if (kind === 'List') return empty ? { items: [] } : Array.isArray(items) ? { items } : undefined;
  if (!Array.isArray(items) || typeof apiVersion !== 'string') return undefined;
  return { items, defaults: { apiVersion, kind: kind.slice(0, -'List'.length) } };
}

/** The item with the kind that its list gives it. */
export function withDefaults(item: object, { defaults }: ObjectList): object {
  if (defaults === undefined || ('apiVersion' in item && 'kind' in item)) return item;
  return Object.assign(new PrototypeFree<unknown>(), defaults, item);
}
