import { LabelMap } from './labels';
import { comparePorts, NamedPodPort } from './port';

/** A Service that clients outside the cluster use. */
export interface ExternalServiceIntent {
  readonly type: 'LoadBalancer' | 'NodePort';
  readonly selector: LabelMap;
  readonly ports: readonly NamedPodPort[];
  /** Of a load balancer: addresses of clients; absent for everyone. */
  readonly sourceRanges?: readonly string[];
  readonly loadBalancerClass?: string;
  /** Of a load balancer: whether it needs no port on the nodes. */
  readonly withoutNodePorts?: boolean;
  /** Of a node port: its number on the nodes, for the first of the ports. */
  readonly nodePort?: number;
}

/**
 * `spec` of a Service for clients outside the cluster. Traffic stays on the node that it came to, so that policies and the app see the
 * client where the load balancer does not replace its address (Service API, externalTrafficPolicy).
 */
export function externalServiceSpec(intent: ExternalServiceIntent): object {
  const { type, selector, sourceRanges, loadBalancerClass, nodePort, withoutNodePorts } = intent;
  const ports = [...intent.ports].sort(comparePorts);
  return {
    type,
    externalTrafficPolicy: 'Local',
    ...(loadBalancerClass !== undefined && { loadBalancerClass }),
    ...(withoutNodePorts === true && { allocateLoadBalancerNodePorts: false }),
    ...(sourceRanges !== undefined && { loadBalancerSourceRanges: sourceRanges }),
    selector,
    ports: ports.map((item) => {
      const { name, port, protocol } = item;
      return { name, port, protocol, targetPort: port, ...(nodePort !== undefined && item === intent.ports[0] && { nodePort }) };
    }),
  };
}
