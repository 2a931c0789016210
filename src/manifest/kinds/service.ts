import { Protocol } from '../../network/protocol';
import { StringMap } from '../kubernetes-object';

export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Number or container port name; the API server fills in `port`. */
  readonly targetPort: number | string;
  readonly nodePort?: number;
  readonly appProtocol?: string;
  readonly path: string;
}

export interface ServiceSpec {
  readonly type: ServiceType;
  /** Absent or empty: the Service selects nothing and its endpoints are written by hand. */
  readonly selector?: StringMap;
  readonly ports: readonly ServicePort[];
  /** `clusterIP: None`. */
  readonly headless: boolean;
  readonly clusterIPs: readonly string[];
  readonly externalIPs: readonly string[];
  readonly externalName?: string;
  readonly loadBalancerSourceRanges: readonly string[];
  readonly loadBalancerClass?: string;
  /** The address that the load balancer is to have, where what makes it reads this deprecated field. */
  readonly loadBalancerIP?: string;
  /** Default true: a LoadBalancer also opens a node port for each port. */
  readonly allocateLoadBalancerNodePorts: boolean;
  readonly externalTrafficPolicy: 'Cluster' | 'Local';
  readonly ipFamilies: readonly string[];
}
