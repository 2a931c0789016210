import { Gateway, namespaceOf } from '../../cluster/gateway-api/objects';
import { Cluster } from '../../cluster/model';
import { GatewayPreset } from '../../controllers/gateway-preset';
import { ParametersReference } from '../../manifest/kinds/gateway-api/gateway';
import { Json, JsonObject } from '../../manifest/kubernetes-object';
import { GatewayProduct } from './gateway-product';

/** Objects that configure a Gateway: that of the Gateway before that of its class. */
export interface FoundParameters {
  readonly objects: readonly JsonObject[];
  /** What must hold for the rest, where one is not in the manifests or of a kind that is not understood. */
  readonly provided?: string;
}

export function parametersOf(cluster: Cluster, gateway: Gateway, { preset, gatewayClass }: GatewayProduct): FoundParameters {
  const home = namespaceOf(gateway.metadata);
  const { parametersRef: own } = gateway.spec.infrastructure;
  const ofClass = gatewayClass?.spec.parametersRef;
  const references = [own === undefined ? [] : [{ ...own, namespace: home }], ofClass ?? []].flat();
  const found = references.map((reference) => ({ reference, object: lookUp(cluster, preset, reference) }));
  const objects = found.map(({ object }) => object).filter((object) => object !== undefined);
  const missing = found.find(({ object }) => object === undefined)?.reference;
  if (missing === undefined) return { objects };
  return { objects, provided: `${missing.kind} ${missing.name}, which ${gateway.ref} or its class refers to and is not understood here, leaves its Service as it is by default` };
}

/** What the first of the objects says that says anything. */
export function settingOf({ objects }: FoundParameters, path: string | undefined): Json | undefined {
  if (path === undefined) return undefined;
  for (const object of objects) {
    const value = at(object, path);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

function lookUp(cluster: Cluster, preset: GatewayPreset | undefined, { group, kind, name, namespace }: ParametersReference): JsonObject | undefined {
  if (preset?.parameters?.group !== group || preset.parameters.kind !== kind) return undefined;
  const object = cluster.objectsOf(group, kind).find(({ metadata }) => metadata.name === name && (metadata.namespace ?? 'default') === (namespace ?? 'default'));
  return object?.raw;
}

function at(value: Json | undefined, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
