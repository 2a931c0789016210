import { Problems, quoted } from './validation';
import { ReplicatedProps, SecuritySettings, WorkloadProps } from './workload-props';

/** Props that describe the container; they say nothing where the workload is handed over. */
const CONTAINER_PROPS = [
  'command', 'args', 'env', 'secretEnv', 'resources', 'volumes', 'security', 'serviceAccountName', 'automountServiceAccountToken',
  'imagePullSecrets', 'liveness', 'startup', 'terminationGracePeriod', 'replicas', 'readiness',
] as const;

/**
 * What is wrong with the props that every workload has.
 *
 * @param more further props that describe the container
 */
export function checkWorkloadProps(props: ReplicatedProps, port: number | undefined, problems: Problems, more: readonly string[] = []): void {
  if (props.workload !== undefined) {
    checkHandedOver(props, problems, more);
    return;
  }
  if (props.image === undefined) {
    problems.add('image: is missing; set image, or hand over a construct with a pod template as workload');
    return;
  }
  problems.image('image', props.image);
  problems.check(props.containerName === undefined, () => `containerName: ${quoted(props.containerName)} is for a workload that is handed over; leave it out`);
  problems.count('replicas', props.replicas, 0);
  checkEnv(props, problems);
  checkVolumes(props, problems);
  checkSecurity(props.security ?? {}, problems);
  problems.seconds('terminationGracePeriod', props.terminationGracePeriod, 0);
  problems.size('resources.memory', props.resources?.memory);
  problems.size('resources.memoryLimit', props.resources?.memoryLimit);
  problems.quantity('resources.cpu', props.resources?.cpu);
  problems.quantity('resources.cpuLimit', props.resources?.cpuLimit);
  if (props.serviceAccountName !== undefined) problems.objectName('serviceAccountName', props.serviceAccountName);
  props.imagePullSecrets?.forEach((name, i) => problems.objectName(`imagePullSecrets[${i}]`, name));
  for (const check of ['readiness', 'liveness', 'startup'] as const) props[check]?._check(problems, check, port);
}

function checkHandedOver(props: ReplicatedProps, problems: Problems, more: readonly string[]): void {
  problems.check(props.image === undefined, () => `image: ${quoted(props.image)} and workload are both given; give one of them`);
  const given = [...CONTAINER_PROPS, ...more].filter((prop) => (props as { [key: string]: unknown })[prop] !== undefined);
  for (const prop of given) problems.add(`${prop}: is given beside workload; set it on the workload that is handed over`);
}

function checkEnv(props: WorkloadProps, problems: Problems): void {
  const names = [...Object.keys(props.env ?? {}), ...Object.keys(props.secretEnv ?? {})];
  for (const name of names) problems.envName('env', name);
  for (const name of Object.keys(props.secretEnv ?? {})) {
    problems.check(!(name in (props.env ?? {})), () => `secretEnv: ${quoted(name)} is also in env; give it once`);
  }
}

function checkVolumes(props: WorkloadProps, problems: Problems): void {
  const volumes = props.volumes ?? [];
  volumes.forEach((volume, i) => {
    volume._check(problems, `volumes[${i}]`);
    problems.check(volumes.findIndex((v) => v.mountPath === volume.mountPath) === i, () => `volumes[${i}].mountPath: ${quoted(volume.mountPath)} is mounted twice`);
  });
}

function checkSecurity(settings: SecuritySettings, problems: Problems): void {
  for (const prop of ['runAsUser', 'runAsGroup', 'fsGroup'] as const) problems.count(`security.${prop}`, settings[prop], 0);
  problems.check(settings.runAsUser !== 0 || settings.allowRoot === true, () => 'security.runAsUser: 0 is root; use another user, or set allowRoot');
  settings.capabilities?.forEach((name, i) => {
    problems.check(/^[A-Z_]+$/.test(name) && !name.startsWith('CAP_') && name !== 'ALL',
      () => `security.capabilities[${i}]: ${quoted(name)} is no single capability; write it as NET_BIND_SERVICE`);
  });
}
