import { k8s } from 'cdk8s-plus-27';
import { NamedPodPort } from '../emit/port';
import { HealthCheck } from './health-check';
import { sizeQuantity } from './validation';
import { ResourceSettings, SecuritySettings, WorkloadProps } from './workload-props';

/** What the kind of workload adds to the props of its author. */
export interface PodShape {
  readonly containerName: string;
  readonly ports: readonly NamedPodPort[];
  readonly readiness?: HealthCheck;
  /** `Always` where it is left out. */
  readonly restartPolicy?: 'Never' | 'OnFailure';
  /** Environment that the library itself needs, in front of the author's. */
  readonly env?: readonly k8s.EnvVar[];
  /** Mount of a claim that the StatefulSet makes. */
  readonly claim?: k8s.VolumeMount;
}

/** The pod spec of a workload that is built from props. */
export function podSpec(props: WorkloadProps, shape: PodShape): k8s.PodSpec {
  const volumes = props.volumes ?? [];
  return {
    automountServiceAccountToken: props.automountServiceAccountToken ?? false,
    // variables such as ORDERS_PORT=tcp://… for every Service of the namespace break apps that read ORDERS_PORT
    enableServiceLinks: false,
    ...optional('serviceAccountName', props.serviceAccountName),
    ...optional('imagePullSecrets', props.imagePullSecrets?.map((name) => ({ name }))),
    ...optional('restartPolicy', shape.restartPolicy),
    ...optional('terminationGracePeriodSeconds', props.terminationGracePeriod?.toSeconds()),
    securityContext: podSecurityContext(props.security ?? {}),
    containers: [container(props, shape)],
    ...optional('volumes', whenAny(volumes.map((volume, i) => volume._toVolume(volumeName(i))))),
  };
}

const volumeName = (index: number): string => `volume-${index}`;

function container(props: WorkloadProps, shape: PodShape): k8s.Container {
  const port = shape.ports[0]?.port;
  const mounts = (props.volumes ?? []).map((volume, i) => volume._toMount(volumeName(i)));
  return {
    name: shape.containerName,
    image: props.image!,
    ...optional('command', props.command),
    ...optional('args', props.args),
    ...optional('env', whenAny([...shape.env ?? [], ...secretEnv(props), ...plainEnv(props)])),
    ...optional('ports', whenAny(shape.ports.map((p) => ({ name: p.name, containerPort: p.port, protocol: p.protocol })))),
    ...optional('readinessProbe', shape.readiness?._toProbe(port)),
    ...optional('livenessProbe', props.liveness?._toProbe(port)),
    ...optional('startupProbe', props.startup?._toProbe(port)),
    ...optional('resources', resources(props.resources ?? {})),
    securityContext: containerSecurityContext(props.security ?? {}),
    ...optional('volumeMounts', whenAny([...shape.claim ? [shape.claim] : [], ...mounts])),
  };
}

function whenAny<T>(items: T[]): T[] | undefined {
  return items.length === 0 ? undefined : items;
}

function plainEnv(props: WorkloadProps): k8s.EnvVar[] {
  return Object.entries(props.env ?? {}).map(([name, value]) => ({ name, value }));
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };
}

function secretEnv(props: WorkloadProps): k8s.EnvVar[] {
  return Object.entries(props.secretEnv ?? {}).map(([name, value]) => secretVariable(name, value.secretName, value.key, value.optional));
}

/** An environment variable whose value comes from a Secret. */
export function secretVariable(name: string, secretName: string, key: string, isOptional = false): k8s.EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secretName, key, ...(isOptional ? { optional: true } : {}) } } };
}

function resources(settings: ResourceSettings): k8s.ResourceRequirements | undefined {
  const quantities = (cpu: string | undefined, memory: ResourceSettings['memory']): { [key: string]: k8s.Quantity } => ({
    ...(cpu === undefined ? {} : { cpu: k8s.Quantity.fromString(cpu) }),
    ...(memory === undefined ? {} : { memory: k8s.Quantity.fromString(sizeQuantity(memory)) }),
  });
  const requests = quantities(settings.cpu, settings.memory);
  const limits = quantities(settings.cpuLimit, settings.memoryLimit);
  const given = { ...(Object.keys(requests).length > 0 ? { requests } : {}), ...(Object.keys(limits).length > 0 ? { limits } : {}) };
  return Object.keys(given).length > 0 ? given : undefined;
}

function podSecurityContext(settings: SecuritySettings): k8s.PodSecurityContext {
  return {
    ...(settings.allowRoot ? {} : { runAsNonRoot: true }),
    ...optional('runAsUser', settings.runAsUser),
    ...optional('runAsGroup', settings.runAsGroup),
    ...(settings.fsGroup === undefined ? {} : { fsGroup: settings.fsGroup, fsGroupChangePolicy: 'OnRootMismatch' }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

function containerSecurityContext(settings: SecuritySettings): k8s.SecurityContext {
  const capabilities = [...settings.capabilities ?? []].sort();
  return {
    allowPrivilegeEscalation: false,
    capabilities: { ...(capabilities.length > 0 ? { add: capabilities } : {}), drop: ['ALL'] },
    readOnlyRootFilesystem: settings.readOnlyRootFilesystem ?? true,
  };
}
