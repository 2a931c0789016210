import { ContainerPort } from '../manifest/kinds/pod-template';
import { inOrder } from './in-order';

/** One text for the same names of the same ports, in whatever order. */
export function portsKey(ports: readonly ContainerPort[] | 'unknown'): string {
  if (ports === 'unknown') return ports;
  return inOrder(ports.map(({ name, protocol, containerPort }) => `${name}/${protocol}/${containerPort}`)).join();
}
