import { LabelMap } from './labels';
import { comparePorts, NamedPodPort } from './port';

export interface ServiceIntent {
  readonly selector: LabelMap;
  readonly ports: readonly NamedPodPort[];
  /** No cluster address: the name resolves to the addresses of the pods. */
  readonly headless: boolean;
  /** By the names of ports: what they speak, for whoever chooses by it. */
  readonly appProtocols?: Readonly<Record<string, string>>;
}

/**
 * `spec` of a Service that only the cluster can reach.
 *
 * `port` and `targetPort` are the same number: policies speak of pod ports, Amazon's VPC CNI requires both to be equal,
 * and clients of a headless Service reach the pod port whatever `port` says.
 */
export function serviceSpec(intent: ServiceIntent): object {
  const ports = [...intent.ports].sort(comparePorts);
  return {
    type: 'ClusterIP',
    ...(intent.headless ? { clusterIP: 'None' } : {}),
    selector: intent.selector,
    ports: ports.map(({ name, port, protocol }) => {
      const appProtocol = intent.appProtocols?.[name];
      return { name, port, protocol, ...(appProtocol !== undefined && { appProtocol }), targetPort: port };
    }),
  };
}
