import { Json, JsonObject } from '../../manifest/kubernetes-object';
import { domainNamesIn, NamedService, portOf, serviceNamedBy } from './service-names';

/** A place in an object that names a Service. */
export interface ServiceReference extends NamedService {
  /** Field path of the place. */
  readonly field: string;
}

/** Kinds that lead to the pods of the Service of the same name, by API group. */
const SERVICE_KINDS: ReadonlyMap<string, string> = new Map([
  ['', 'Service'], ['core', 'Service'], ['multicluster.x-k8s.io', 'ServiceImport'], ['net.gke.io', 'ServiceImport'],
]);

/** Fields whose objects are destinations of traffic: they name a Service without saying that it is one. */
const DESTINATION_FIELDS = /^(?:(?:default|alternate|weighted|backend|target)?(?:backends?|backend_?refs?|services?|service_?refs?|destinations?)|mirrors?|ref)$/i;
/** Fields whose objects are that only where they also name a port. */
const PERHAPS_DESTINATION_FIELDS = /^(?:to|forwardto|routes?|upstreams?|targets?|targetrefs?|origins?)$/i;
/** Keys that name a Service wherever they stand. */
const SERVICE_KEYS: readonly string[] = ['serviceName', 'service_name', 'service', 'backendService', 'targetService'];
const DESTINATION_KEYS: readonly string[] = [...SERVICE_KEYS, 'name', 'host'];
const NAMESPACE_KEYS: readonly string[] = ['namespace', 'serviceNamespace', 'service_namespace'];
const PORT_KEYS: readonly string[] = ['port', 'servicePort', 'service_port', 'targetPort'];

/** Not content of the object itself. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);
/** Parts of pods: what they name, they name as clients. */
const POD_FIELDS: ReadonlySet<string> = new Set(['containers', 'initContainers', 'env', 'envFrom', 'volumes', 'metadata']);

interface Place {
  readonly value: Json | undefined;
  readonly key: string | number;
  /** Name of the nearest field: items of a list belong to the field of the list. */
  readonly field: string;
  readonly parent?: Place;
}

/**
 * Every place in an object of an unknown kind that names a Service.
 *
 * Takes time in proportion to what is written: no recursion, and what an alias repeats is looked at once for each name
 * of field that it stands under.
 *
 * @param home namespace of a reference that names none
 */
export function* serviceReferencesIn(object: JsonObject, home: string): Generator<ServiceReference> {
  const open: Place[] = [];
  for (const [key, value] of Object.entries(object)) {
    if (!OWN_FIELDS.has(key)) open.push({ value, key, field: key });
  }
  open.reverse();
  const seen = new Map<object, Set<string>>();
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value } = place;
    if (typeof value === 'string') {
      for (const named of namedByText(value, place, home)) yield { ...named, field: pathOf(place) };
    } else if (typeof value === 'object' && value !== null && isNew(seen, value, place.field)) {
      const reference = isList(value) ? undefined : referenceOf(value, place.field, home);
      if (reference !== undefined) yield { ...reference.named, field: pathOf(place) };
      for (const child of childrenOf(place, value, reference?.key)) open.push(child);
    }
  }
}

function isNew(seen: Map<object, Set<string>>, value: object, field: string): boolean {
  const fields = seen.get(value);
  if (fields === undefined) seen.set(value, new Set([field]));
  else if (fields.has(field)) return false;
  else fields.add(field);
  return true;
}

/** In reverse, so that the first is taken from the end first. */
function childrenOf(parent: Place, value: readonly Json[] | JsonObject, without: string | undefined): readonly Place[] {
  const places: Place[] = [];
  if (isList(value)) {
    for (const [key, item] of value.entries()) places.push({ value: item, key, field: parent.field, parent });
    return places.reverse();
  }
  for (const [key, item] of Object.entries(value)) {
    if (key !== without && !POD_FIELDS.has(key)) places.push({ value: item, key, field: key, parent });
  }
  return places.reverse();
}

/** Cluster domain names anywhere; in a list of destinations also a bare name. */
function namedByText(text: string, { field, key }: Place, home: string): Iterable<NamedService> {
  const whole = typeof key === 'number' && DESTINATION_FIELDS.test(field) ? serviceNamedBy(text, home) : undefined;
  return whole === undefined ? domainNamesIn(text) : [whole];
}

/** The Service that a map names, and by which of its keys. */
function referenceOf(map: JsonObject, field: string, home: string): { readonly named: NamedService; readonly key: string } | undefined {
  const hasKind = typeof map.kind === 'string' && typeof map.name === 'string';
  if (hasKind && SERVICE_KINDS.get(groupOf(map)) === map.kind) return withSiblings(map, 'name', home);
  const isDestination = DESTINATION_FIELDS.test(field) || (PERHAPS_DESTINATION_FIELDS.test(field) && portIn(map) !== undefined);
  const key = (isDestination && !hasKind ? DESTINATION_KEYS : SERVICE_KEYS).find((candidate) => typeof map[candidate] === 'string');
  return key === undefined ? undefined : withSiblings(map, key, home);
}

/** API group of a reference, which has it as `group` or in `apiVersion`; the core group where it says neither. */
function groupOf({ group, apiVersion }: JsonObject): string {
  if (typeof group === 'string') return group;
  if (typeof apiVersion !== 'string') return '';
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

function withSiblings(map: JsonObject, key: string, home: string): { readonly named: NamedService; readonly key: string } | undefined {
  const namespace = NAMESPACE_KEYS.map((candidate) => map[candidate]).find((value) => typeof value === 'string' && value !== '') as string | undefined;
  const named = serviceNamedBy(map[key] as string, namespace ?? home);
  if (named === undefined) return undefined;
  const port = named.port ?? portIn(map);
  return { named: { ...named, ...(port === undefined ? {} : { port }) }, key };
}

/** `port: 80`, `port: http`, `port: { number: 80 }` or `servicePort: 80`. */
function portIn(map: JsonObject): number | string | undefined {
  for (const key of PORT_KEYS) {
    const value = map[key];
    if (value === undefined || value === null) continue;
    const { number, name } = typeof value === 'object' && !isList(value) ? value : { number: value, name: undefined };
    const port = portOf(number ?? name);
    if (port !== undefined) return port;
  }
  return undefined;
}

function pathOf(place: Place): string {
  const steps: Place[] = [];
  for (let step: Place | undefined = place; step !== undefined; step = step.parent) steps.push(step);
  return steps.reverse().reduce((path, { key }) => {
    if (typeof key === 'number' || /[.[\]]/.test(key)) return `${path}[${key}]`;
    return path === '' ? key : `${path}.${key}`;
  }, '');
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
