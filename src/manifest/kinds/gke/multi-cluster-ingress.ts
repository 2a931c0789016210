import { StringMap } from '../../kubernetes-object';

/** A backend of a MultiClusterIngress: a MultiClusterService of its namespace. */
export interface MultiClusterBackend {
  readonly name: string;
  readonly port?: number;
  /** Absent: every host. */
  readonly host?: string;
  readonly routePath: string;
  /** Field path. */
  readonly path: string;
}

/** A MultiClusterIngress of GKE: an external load balancer for the clusters of a fleet. */
export interface MultiClusterIngressSpec {
  readonly backends: readonly MultiClusterBackend[];
}

/** A MultiClusterService of GKE: pods with these labels in its namespace, in each cluster of the fleet that it names, or in all. */
export interface MultiClusterServiceSpec {
  readonly selector: StringMap;
  /** `targetPort` is a number of the pod, or a name of one of its ports. */
  readonly ports: readonly { readonly port: number; readonly targetPort: number | string }[];
}
