import { Gateway, namespaceOf } from '../../cluster/gateway-api/objects';
import { Cluster } from '../../cluster/model';
import { Combination, GatewayParameters } from '../../controllers/gateway-parameters';
import { ParametersReference } from '../../manifest/kinds/gateway-api/gateway';
import { Json, JsonObject, KubernetesObject } from '../../manifest/kubernetes-object';
import { GatewayProduct } from './gateway-product';
import { at, united, withDefault } from './json-paths';

/** Objects that configure a Gateway, as far as they count. */
export interface FoundParameters {
  /** That which has precedence before the others, each with what its schema fills in. */
  readonly objects: readonly JsonObject[];
  /** What must hold for outside traffic to get in, where objects that may count are not in the manifests or of a kind that is not understood. */
  readonly provided?: string;
}

/** An object that something refers to; absent from the manifests, or of another kind than the product reads, where there is no `object`. */
interface Referred {
  readonly name: string;
  readonly object?: JsonObject;
}

/** What the Gateway, its class, and defaults of the class lead to. */
interface Sources {
  readonly gateway?: Referred;
  readonly class?: Referred;
  readonly defaults: readonly Referred[];
}

export function parametersOf(cluster: Cluster, gateway: Gateway, { preset, gatewayClass }: GatewayProduct): FoundParameters {
  const parameters = preset?.parameters;
  const { parametersRef: own } = gateway.spec.infrastructure;
  const ofClass = gatewayClass?.spec.parametersRef;
  const sources: Sources = {
    defaults: classDefaults(cluster, parameters, gateway.spec.gatewayClassName),
    ...(own === undefined ? {} : { gateway: lookUp(cluster, parameters, { ...own, namespace: namespaceOf(gateway.metadata) }) }),
    ...(ofClass === undefined ? {} : { class: lookUp(cluster, parameters, ofClass) }),
  };
  const combination = combinationOf(parameters, sources);
  // a class that the manifests do not contain may refer to what has precedence
  const isHidden = combination === 'class-first' && gatewayClass === undefined;
  const hidden: readonly Referred[] = isHidden ? [{ name: `what GatewayClass ${gateway.spec.gatewayClassName} says` }] : [];
  const missing = [...hidden, ...counting(combination, sources)].find(({ object }) => object === undefined);
  const objects = inOrder(combination, sources).flatMap(({ object }) => (object === undefined ? [] : [withDefaults(object, parameters)]));
  return missing === undefined ? { objects } : { objects, provided: unlessClosed(missing.name, gateway) };
}

/** What the objects say together; undefined where none says anything. */
export function settingOf({ objects }: Pick<FoundParameters, 'objects'>, path: string | undefined): Json | undefined {
  if (path === undefined) return undefined;
  const merged = [...objects].reverse().reduce<JsonObject>(united, {});
  return at(merged, path) ?? undefined;
}

function unlessClosed(name: string, gateway: Gateway): string {
  return `${name}, which ${gateway.ref} or its class refers to and which is not in the manifests or not understood here, lets outside traffic in`;
}

/** How what was found is combined: what an object would choose that is missing is left to what is said of it as missing. */
function combinationOf(parameters: GatewayParameters | undefined, sources: Sources): Combination {
  for (const { of, path, values } of parameters?.combinedBy ?? []) {
    const value = at(sources[of]?.object, path);
    const chosen = value === undefined || value === null ? undefined : values[String(value)];
    if (chosen !== undefined) return chosen;
  }
  return parameters?.combination ?? 'gateway-first';
}

/** What may say something of the Gateway, also by choosing how it is combined. */
function counting(combination: Combination, { gateway, class: ofClass, defaults }: Sources): readonly Referred[] {
  return [combination === 'class-only' ? [] : gateway ?? [], combination === 'gateway-only' ? [] : ofClass ?? [], defaults].flat();
}

/** What counts, that which has precedence first. */
function inOrder(combination: Combination, { gateway, class: ofClass, defaults }: Sources): readonly Referred[] {
  const order: Readonly<Record<Combination, readonly (Referred | undefined)[]>> = {
    'class-only': [ofClass],
    'gateway-only': [gateway],
    'class-first': [ofClass, gateway],
    'gateway-first': [gateway, ofClass],
    'replace': [gateway ?? ofClass],
  };
  return [...order[combination].filter((one) => one !== undefined), ...defaults];
}

function lookUp(cluster: Cluster, parameters: GatewayParameters | undefined, reference: ParametersReference): Referred {
  const { group, kind, name, namespace = 'default' } = reference;
  const referred = { name: `${kind} ${name}` };
  if (parameters?.group !== group || parameters.kind !== kind) return referred;
  const object = cluster.objectsOf(group, kind).find(({ metadata }) => metadata.name === name && (metadata.namespace ?? 'default') === namespace);
  return object === undefined ? referred : { ...referred, object: object.raw };
}

/** Objects that say by a label that they are about the class. One in the namespace of the product counts, and of several nobody knows which. */
function classDefaults(cluster: Cluster, parameters: GatewayParameters | undefined, className: string): readonly Referred[] {
  if (parameters?.classDefaults === undefined) return [];
  const { label, namespace } = parameters.classDefaults;
  const found = cluster.objectsOf(parameters.group, parameters.kind).filter(({ metadata }) => metadata.labels[label] === className);
  const isSure = found.length === 1 && found[0]?.metadata.namespace === namespace;
  return found.map(({ ref, raw }: KubernetesObject) => ({ name: ref, ...(isSure ? { object: raw } : {}) }));
}

function withDefaults(object: JsonObject, parameters: GatewayParameters | undefined): JsonObject {
  const { service, serviceDefaults = {} } = parameters ?? {};
  if (service === undefined) return object;
  return Object.entries(serviceDefaults).reduce((filled, [key, value]) => withDefault(filled, service.split('.'), key, value), object);
}
