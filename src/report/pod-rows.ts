import { Direction } from '../reachability/model';
import { admittedPhrase } from '../reachability/pod-phrase';
import { ConnectivityView, ShownFuturePod } from './connectivity-view';

/** What a pod about which nothing is known is called. */
export const ANY_POD_NAME = 'any pod';

/** A connection of a pod that the manifests do not contain, in words. */
export interface PodRow {
  readonly kind: 'unknown-pod' | 'future-pod';
  readonly source: string;
  readonly destination: string;
  readonly ports: string;
  /** For a future pod, whether the manifests contain one already. */
  readonly exists?: boolean;
}

/** What any pod may do whatever it is like, and then what pods may do by their labels. */
export function* unknownPodRows(view: ConnectivityView): Iterable<PodRow> {
  for (const { end, direction, ports } of view.unknownPods()) yield row('unknown-pod', end, direction, ANY_POD_NAME, ports.toString());
}

export function* futurePodRows(view: ConnectivityView): Iterable<PodRow> {
  for (const pod of view.futurePods()) yield { ...row('future-pod', pod.end, pod.direction, admittedPhrase(pod.condition, pod.except), futurePorts(pod)), exists: pod.exists };
}

function row(kind: PodRow['kind'], end: string, direction: Direction, pod: string, ports: string): PodRow {
  return direction === 'ingress' ? { kind, source: pod, destination: end, ports } : { kind, source: end, destination: pod, ports };
}

function futurePorts({ ports, portNames }: ShownFuturePod): string {
  const named = portNames.length === 0 ? [] : [`the port that it calls ${portNames.join(' or ')}`];
  return [...(ports.isEmpty ? [] : [ports.toString()]), ...named].join(' and ');
}
