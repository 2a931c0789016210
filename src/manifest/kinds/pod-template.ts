import { Protocol } from '../../network/protocol';
import { StringMap } from '../kubernetes-object';

/** A port that a container declares. Declaring is informational: an undeclared port is reachable all the same. */
export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol: Protocol;
  readonly hostPort?: number;
  /** Address of the node on which `hostPort` listens; all addresses if absent. */
  readonly hostIP?: string;
  /** Field path of the port, for messages. */
  readonly path: string;
}

/** A container. A `sidecar` is an init container with `restartPolicy: Always`: it runs as long as the pod does. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly role: 'container' | 'sidecar' | 'init';
  readonly ports: readonly ContainerPort[];
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** Environment variables with a literal value. */
  readonly env: StringMap;
  /** Environment variables whose value is elsewhere (`valueFrom`); absent where it has none. */
  readonly unseenEnv?: readonly string[];
  /** Whether it takes yet other variables from whole ConfigMaps or Secrets (`envFrom`). */
  readonly hasEnvFrom?: true;
  /** Where volumes are mounted (`volumeMounts`); absent where none are. */
  readonly mountPaths?: readonly string[];
  readonly path: string;
}

/** The part of a pod, or of a pod template, that matters for the network. */
export interface PodTemplate {
  readonly labels: StringMap;
  readonly annotations: StringMap;
  readonly hostNetwork: boolean;
  readonly serviceAccountName?: string;
  readonly containers: readonly Container[];
  /** Set where nobody knows the containers, nor what they call their ports: for a pod that is only thought of. */
  readonly portNamesUnknown?: true;
  /** Addresses of a Pod that runs (`status.podIP`, `status.podIPs`); empty in templates. */
  readonly podIPs: readonly string[];
  /** Address of the node that a running Pod is on (`status.hostIP`). */
  readonly hostIP?: string;
}

/** What a workload kind (Deployment, CronJob, Pod, …) says about its pods. */
export interface WorkloadSpec {
  readonly template: PodTemplate;
  /** Field path of the pod spec: `spec.template.spec`, `spec`, `spec.jobTemplate.spec.template.spec`. */
  readonly podSpecPath: string;
  /** 1 where the field is absent; 0 for a workload that is scaled down. */
  readonly replicas: number;
  /** Headless Service of a StatefulSet. */
  readonly serviceName?: string;
  /** Number of the first pod of a StatefulSet (`ordinals.start`); 0 where the field is absent. */
  readonly firstOrdinal?: number;
}
