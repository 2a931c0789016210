import { Duration, Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { HealthCheck } from './health-check';
import { CONSTRUCT, DURATION, FLAG, LATE_TEXT, listOf, made, mapOf, NUMBER, settings, Shape, SIZE, TEXT } from './prop-types';
import { SecretValue } from './secret-value';
import { Volume } from './volume';

/** What a container asks for, and how much it may use. */
export interface ResourceSettings {
  /**
   * CPU that is reserved, in cores (`1`, `0.5`) or thousandths of a core (`250m`).
   * @default - nothing is reserved
   */
  readonly cpu?: string;
  /**
   * CPU above which it is slowed down, written like `cpu`.
   * @default - no limit
   */
  readonly cpuLimit?: string;
  /**
   * Memory that is reserved.
   * @default - nothing is reserved
   */
  readonly memory?: Size;
  /**
   * Memory above which it is killed.
   * @default - no limit
   */
  readonly memoryLimit?: Size;
}

/**
 * Under which rights a container runs. The defaults meet the `restricted` level of the Pod Security Standards: not
 * root, no privilege escalation, no capabilities, the runtime's seccomp profile.
 */
export interface SecuritySettings {
  /**
   * User id of the process.
   * @default - the user of the image, which must be a number other than 0
   */
  readonly runAsUser?: number;
  /**
   * Group id of the process.
   * @default - the group of the image
   */
  readonly runAsGroup?: number;
  /**
   * Group that owns mounted volumes.
   * @default - volumes keep their owner
   */
  readonly fsGroup?: number;
  /**
   * Whether the container cannot write to its own file system. Mount a `Volume.scratch` where it must write.
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;
  /**
   * Whether the process may be root. Namespaces of pod-security level `restricted` refuse such pods.
   * @default false
   */
  readonly allowRoot?: boolean;
  /**
   * Capabilities that the process keeps, such as `NET_BIND_SERVICE`.
   * @default - none
   */
  readonly capabilities?: string[];
}

/**
 * What every workload has. It is either built from `image` and the props beside it, or handed over as `workload`:
 * exactly one of the two.
 */
export interface WorkloadProps {
  /**
   * Name of its Kubernetes objects: a DNS label.
   * @default - the path of the construct inside its Chart, joined with dashes, in lower case
   */
  readonly name?: string;
  /**
   * Image of the container.
   * @default - the workload is handed over
   */
  readonly image?: string;
  /**
   * A construct with a pod template, instead of `image` and everything that describes the container: a Deployment,
   * StatefulSet, DaemonSet, Job, CronJob or Pod of any version of cdk8s-plus, an L1 construct, an `ApiObject`, or a
   * construct such as `Include` or `Helm` that holds exactly one of these. Its pods are reached and policed as if they
   * had been built here; nothing but annotations and the environment of connections is written into it.
   * @default - the workload is built from `image`
   */
  readonly workload?: IConstruct;
  /**
   * Which container of a handed-over `workload` gets the environment of connections.
   * @default - the one that `kubectl.kubernetes.io/default-container` names, else the first
   */
  readonly containerName?: string;
  /**
   * Replaces the entry point of the image.
   * @default - the image's
   */
  readonly command?: string[];
  /**
   * Arguments of the entry point.
   * @default - the image's
   */
  readonly args?: string[];
  /**
   * Environment variables. They may refer to those of connections and Secrets as `$(NAME)`.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Environment variables whose values come from Secrets.
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretValue };
  /**
   * CPU and memory of the container.
   * @default - no requests and no limits
   */
  readonly resources?: ResourceSettings;
  /**
   * Directories that are mounted.
   * @default - none
   */
  readonly volumes?: Volume[];
  /**
   * Under which rights the container runs.
   * @default - the restricted level of the Pod Security Standards, read-only root file system
   */
  readonly security?: SecuritySettings;
  /**
   * Service account of the pods.
   * @default - the namespace's default account, without its token
   */
  readonly serviceAccountName?: string;
  /**
   * Whether pods get a token for the API server.
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;
  /**
   * Secrets with credentials for the image registry.
   * @default - none
   */
  readonly imagePullSecrets?: string[];
  /**
   * When the container needs to be restarted.
   * @default - only when its process ends
   */
  readonly liveness?: HealthCheck;
  /**
   * When the container has started; the other checks begin then.
   * @default - at once
   */
  readonly startup?: HealthCheck;
  /**
   * How long the process may take to end.
   * @default Duration.seconds(30)
   */
  readonly terminationGracePeriod?: Duration;
}

/** What workloads have whose pods run all the time. */
export interface ReplicatedProps extends WorkloadProps {
  /**
   * Number of pods.
   * @default - one; the field is left out, so that an autoscaler can own it
   */
  readonly replicas?: number;
  /**
   * When the container can serve requests.
   * @default - a TCP connection to the port can be opened; none for workloads without a port
   */
  readonly readiness?: HealthCheck;
}

const HEALTH_CHECK = made('a HealthCheck, such as HealthCheck.http("/healthz")', '_toProbe');

const RESOURCES: Shape<ResourceSettings> = { cpu: TEXT, cpuLimit: TEXT, memory: SIZE, memoryLimit: SIZE };

const SECURITY: Shape<SecuritySettings> = {
  runAsUser: NUMBER, runAsGroup: NUMBER, fsGroup: NUMBER, readOnlyRootFilesystem: FLAG, allowRoot: FLAG, capabilities: listOf(TEXT),
};

export const WORKLOAD_SHAPE: Shape<WorkloadProps> = {
  name: TEXT,
  image: TEXT,
  workload: CONSTRUCT,
  containerName: TEXT,
  command: listOf(TEXT),
  args: listOf(TEXT),
  env: mapOf(LATE_TEXT),
  secretEnv: mapOf(made('a SecretValue, such as SecretValue.fromSecret("orders", "token")', 'secretName')),
  resources: settings(RESOURCES),
  volumes: listOf(made('a Volume, such as Volume.scratch("/tmp")', '_toVolume')),
  security: settings(SECURITY),
  serviceAccountName: TEXT,
  automountServiceAccountToken: FLAG,
  imagePullSecrets: listOf(TEXT),
  liveness: HEALTH_CHECK,
  startup: HEALTH_CHECK,
  terminationGracePeriod: DURATION,
};

export const REPLICATED_SHAPE: Shape<ReplicatedProps> = { ...WORKLOAD_SHAPE, replicas: NUMBER, readiness: HEALTH_CHECK };
