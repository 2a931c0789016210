import { Workload } from '../../cluster/model';
import { JsonObject } from '../../manifest/kubernetes-object';
import { isMap, mapsOf, textOf } from './config-document';

/** Names of the ConfigMaps, of its own namespace, that pods of the workload mount or take their environment from. */
export function mountedConfigMaps(workload: Workload): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { raw, spec } of workload.objects) {
    const pod = at(raw, spec.podSpecPath);
    if (pod === undefined) continue;
    for (const { configMap, projected } of mapsOf(pod.volumes)) {
      add(names, isMap(configMap) ? configMap : undefined);
      if (isMap(projected)) for (const source of mapsOf(projected.sources)) add(names, isMap(source.configMap) ? source.configMap : undefined);
    }
    for (const { envFrom } of [...mapsOf(pod.containers), ...mapsOf(pod.initContainers)]) {
      for (const { configMapRef } of mapsOf(envFrom)) add(names, isMap(configMapRef) ? configMapRef : undefined);
    }
  }
  return names;
}

function add(names: Set<string>, reference: JsonObject | undefined): void {
  const name = textOf(reference?.name);
  if (name !== undefined) names.add(name);
}

function at(raw: JsonObject, path: string): JsonObject | undefined {
  let value: JsonObject | undefined = raw;
  for (const step of path.split('.')) {
    const next: unknown = value?.[step];
    value = typeof next === 'object' && next !== null && !Array.isArray(next) ? next as JsonObject : undefined;
  }
  return value;
}
