import { inOrder } from './in-order';
import { PodGroup } from './pod-groups';

/** One text for the same names of the same ports. */
export function portsKey(ports: PodGroup['ports']): string {
  if (ports === 'unknown') return ports;
  return inOrder(ports.map(({ name, protocol, containerPort }) => `${name}/${protocol}/${containerPort}`)).join();
}
