import { LabelMap, stableLabels } from '../emit/labels';
import { PodPort } from '../emit/port';

/** A manifest as plain data. */
export interface ManifestJson { [key: string]: any }

/** Kinds of which it is known, before anything is rendered, that they have a pod template. */
const KINDS_WITH_TEMPLATE: readonly string[] = [
  'CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'ReplicationController', 'StatefulSet',
];

export const hasPodTemplateByKind = (kind: string): boolean => KINDS_WITH_TEMPLATE.includes(kind);

/** The pod template of a rendered object, or the Pod itself; undefined if it has none. */
export function podTemplateOf(manifest: ManifestJson): ManifestJson | undefined {
  if (manifest.kind === 'Pod') return manifest;
  const spec = manifest.spec ?? {};
  const template = spec.jobTemplate?.spec?.template ?? spec.template;
  return Array.isArray(template?.spec?.containers) ? template : undefined;
}

/** The object with another pod template; nothing of the original is changed. */
export function withTemplate(manifest: ManifestJson, change: (template: ManifestJson) => ManifestJson): ManifestJson {
  if (manifest.kind === 'Pod') return { ...manifest, ...change(manifest) };
  const { spec } = manifest;
  if (spec.jobTemplate === undefined) return { ...manifest, spec: { ...spec, template: change(spec.template) } };
  const jobSpec = spec.jobTemplate.spec;
  return { ...manifest, spec: { ...spec, jobTemplate: { ...spec.jobTemplate, spec: { ...jobSpec, template: change(jobSpec.template) } } } };
}

/**
 * Labels that select exactly the pods of a rendered object: those that its own selector asks for, else those of its
 * template, without labels that change with the version. Empty where there are none.
 */
export function selectableLabels(manifest: ManifestJson): LabelMap {
  const selector = manifest.spec?.selector;
  const matched = manifest.kind === 'ReplicationController' ? selector : selector?.matchLabels;
  // the selector of a Job is made by the API server
  const own = manifest.kind === 'Job' ? {} : stableLabels(matched ?? {});
  if (Object.keys(own).length > 0) return own;
  return stableLabels(podTemplateOf(manifest)?.metadata?.labels ?? {});
}

/** Containers that run as long as the pod does: also init containers that are restarted always. */
export function runningContainers(podSpec: ManifestJson): ManifestJson[] {
  const sidecars = (podSpec.initContainers ?? []).filter((c: ManifestJson) => c.restartPolicy === 'Always');
  return [...podSpec.containers ?? [], ...sidecars];
}

/** Ports on which the containers of the pod say that they listen. */
export function declaredPorts(podSpec: ManifestJson): PodPort[] {
  return runningContainers(podSpec).flatMap((c) => c.ports ?? []).map((p: ManifestJson) => ({ port: p.containerPort, protocol: p.protocol ?? 'TCP' }));
}

/** Ports that two containers of the pod listen on; all of them share one network namespace. */
export function portConflicts(podSpec: ManifestJson): string[] {
  const owners = new Map<string, string[]>();
  for (const container of runningContainers(podSpec)) {
    for (const port of container.ports ?? []) {
      const key = `${port.protocol ?? 'TCP'} ${port.containerPort}`;
      owners.set(key, [...owners.get(key) ?? [], container.name]);
    }
  }
  return [...owners].filter(([, names]) => names.length > 1)
    .map(([port, names]) => `port ${port} is declared more than once, by ${names.map((n) => `"${n}"`).join(' and ')}; the containers of a pod share their ports`);
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** Name of the container that stands for the workload. */
export function mainContainerName(template: ManifestJson): string | undefined {
  return template.metadata?.annotations?.[DEFAULT_CONTAINER] ?? template.spec?.containers?.[0]?.name;
}
