import { WorkloadSpec } from '../manifest/kinds/pod-template';
import { Json, JsonObject, KubernetesObject } from '../manifest/kubernetes-object';
import { ANNOTATION_PREFIX } from './annotation-keys';

/** A key under the prefix where nobody reads it. */
export interface StrayKey {
  readonly key: string;
  /** Field path of the map that holds it. */
  readonly place: string;
}

const NONE: readonly StrayKey[] = [];

/** Maps that carry keys with a prefix, on every object and every template of one. */
const KEYED_MAPS: ReadonlySet<string> = new Set(['annotations', 'labels']);
/** Deeper than templates within templates stand. */
const MAX_DEPTH = 20;

/**
 * Keys under the prefix among the labels of an object, or anywhere within it but in its own metadata: on templates of Jobs and pods, of
 * kinds that are understood and of those that are not. A declaration that stands there would look like one that is kept.
 */
export function strayKeys(object: KubernetesObject): readonly StrayKey[] {
  const { metadata, kind, spec, raw } = object;
  const onLabels = keysOf(metadata.labels, 'metadata.labels');
  // Jobs of a CronJob have metadata of their own; what other templates there are is known of kinds that are understood.
  const inside = spec === undefined || kind === 'CronJob'
    ? Object.keys(raw).flatMap((key) => (key === 'metadata' ? [] : within(raw[key], key, 0)))
    : ofTemplate(object);
  return onLabels.length === 0 ? inside : [...onLabels, ...inside];
}

/** A Pod has no metadata beside its own. */
function ofTemplate({ kind, spec }: KubernetesObject): readonly StrayKey[] {
  const { template } = spec as Partial<WorkloadSpec>;
  if (template === undefined || kind === 'Pod') return NONE;
  return [...keysOf(template.labels, 'spec.template.metadata.labels'), ...keysOf(template.annotations, 'spec.template.metadata.annotations')];
}

function within(value: Json | undefined, path: string, depth: number): readonly StrayKey[] {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => within(item as Json, `${path}[${i}]`, depth + 1));
  return Object.entries(value as JsonObject).flatMap(([key, inner]) => {
    const place = `${path}.${key}`;
    const isKeyed = KEYED_MAPS.has(key) && typeof inner === 'object' && inner !== null;
    return [...(isKeyed ? keysOf(inner, place) : []), ...within(inner, place, depth + 1)];
  });
}

function keysOf(map: object, place: string): readonly StrayKey[] {
  let found = NONE;
  for (const key in map) if (key.startsWith(ANNOTATION_PREFIX)) found = [...found, { key, place }];
  return found;
}
