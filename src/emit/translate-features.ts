import { FeatureName, Features, FeatureTable, FEATURE_TITLES, NamedBackend, PublishedApp, SideObject, Supported, Translation } from '../controllers/features/feature';

/** All features of one app, in the words of one controller. */
export interface TranslatedFeatures {
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAnnotations: Readonly<Record<string, string>>;
  readonly appProtocol?: string;
  readonly objects: readonly SideObject[];
  readonly filters: readonly object[];
  readonly rule: Readonly<Record<string, unknown>>;
  readonly regexPath?: (pattern: string) => string;
  readonly prefixPath?: (prefix: string) => string;
  readonly everyIngress?: Readonly<Record<string, string>>;
  readonly plainIngress?: Readonly<Record<string, string>>;
  readonly canaryIngress?: Readonly<Record<string, string>>;
  readonly backends?: readonly NamedBackend[];
  readonly canaryBackend?: Features['canary'];
}

/** A feature that cannot be had, and why. */
export interface RefusedFeature {
  readonly feature: FeatureName;
  readonly reason: string;
}

/** The features that cannot be had; empty if all can. */
export function refusedFeatures(table: FeatureTable, title: string, asked: Partial<Features>, app: PublishedApp): readonly RefusedFeature[] {
  return namesOf(asked).flatMap((name) => {
    const support = table[name];
    if (support.by === 'refused') return [{ feature: name, reason: `${title} has no ${FEATURE_TITLES[name]}: ${support.reason}` }];
    const reason = (support as Supported<unknown>).refuses?.(asked[name], app);
    return reason === undefined ? [] : [{ feature: name, reason: `${title} ${reason}` }];
  });
}

/** What the features add to the manifests; those that are refused add nothing, so ask `refusedFeatures` first. */
export function translateFeatures(table: FeatureTable, asked: Partial<Features>, app: PublishedApp): TranslatedFeatures {
  const parts = namesOf(asked).flatMap((name): Translation[] => {
    const support = table[name];
    return support.by === 'refused' ? [] : [(support as Supported<unknown>).translate(asked[name], app)];
  });
  return {
    annotations: {
      ...joined(parts.map(({ listed = {} }) => listed)),
      ...lined(parts.map(({ lines = {} }) => lines)),
      ...united(parts.map(({ annotations }) => annotations)),
    },
    serviceAnnotations: united(parts.map((part) => part.serviceAnnotations)),
    objects: mergedObjects(parts.flatMap(({ objects = [] }) => objects)),
    filters: mergedFilters(parts.flatMap(({ filters = [] }) => filters)),
    rule: merged(parts.map(({ rule = {} }) => rule)),
    ...single(parts, 'appProtocol'),
    ...single(parts, 'regexPath'),
    ...single(parts, 'prefixPath'),
    ...single(parts, 'everyIngress'),
    ...single(parts, 'plainIngress'),
    ...single(parts, 'canaryIngress'),
    ...single(parts, 'backends'),
    ...single(parts, 'canaryBackend'),
  };
}

/** In the order of the table of titles, so that the order in which an author writes them changes nothing. */
function namesOf(asked: Partial<Features>): readonly FeatureName[] {
  return (Object.keys(FEATURE_TITLES) as FeatureName[]).filter((name) => asked[name] !== undefined);
}

/** What only one feature says. */
function single<Key extends keyof Translation>(parts: readonly Translation[], key: Key): Pick<Translation, Key> | Record<string, never> {
  const part = parts.find((one) => one[key] !== undefined);
  return part === undefined ? {} : { [key]: part[key] } as Pick<Translation, Key>;
}

function united<T>(records: readonly (Readonly<Record<string, T>> | undefined)[]): Record<string, T> {
  return Object.assign({}, ...records) as Record<string, T>;
}

function joined(lists: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const values = new Map<string, Set<string>>();
  for (const [key, value] of lists.flatMap((list) => Object.entries(list))) values.set(key, (values.get(key) ?? new Set()).add(value));
  return Object.fromEntries([...values].map(([key, list]) => [key, [...list].join(',')]));
}

function lined(lines: readonly Readonly<Record<string, readonly string[]>>[]): Record<string, string> {
  return Object.fromEntries(Object.entries(merged(lines)).map(([key, all]) => [key, (all as string[]).join('\n')]));
}

/** Two features that need the same object, as one. */
function mergedObjects(objects: readonly SideObject[]): readonly SideObject[] {
  const byName = new Map<string, SideObject>();
  for (const object of objects) {
    const key = `${object.kind} ${object.name}`;
    const known = byName.get(key);
    byName.set(key, known === undefined ? object : {
      ...known,
      fields: merged([known.fields, object.fields]),
      ...((known.annotations ?? object.annotations) !== undefined && { annotations: { ...known.annotations, ...object.annotations } }),
    });
  }
  return [...byName.values()];
}

/** An HTTPRoute may have one filter of each type in a rule; several that refer to other objects may stand beside each other, each once. */
function mergedFilters(filters: readonly object[]): readonly object[] {
  const result: Record<string, unknown>[] = [];
  for (const filter of filters as readonly Record<string, unknown>[]) {
    if (filter.type === 'ExtensionRef' && result.some((one) => JSON.stringify(one) === JSON.stringify(filter))) continue;
    const at = filter.type === 'ExtensionRef' ? -1 : result.findIndex(({ type }) => type === filter.type);
    if (at < 0) result.push(filter);
    else result[at] = merged([result[at] as Record<string, unknown>, filter]);
  }
  return result;
}

/** Fields of all, records inside of records merged too, lists one after the other. */
function merged(records: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const record of records) {
    for (const [key, value] of Object.entries(record)) result[key] = mergedValue(result[key], value);
  }
  return result;
}

function mergedValue(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return JSON.stringify(a) === JSON.stringify(b) ? a : [...(a as unknown[]), ...(b as unknown[])];
  return isRecord(a) && isRecord(b) ? merged([a, b]) : b;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
