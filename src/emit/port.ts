import { Protocol, PROTOCOLS } from '../network/protocol';

/** A port of a pod. */
export interface PodPort {
  readonly protocol: Protocol;
  readonly port: number;
}

/** A port of a pod that a Service serves under the same number. */
export interface NamedPodPort extends PodPort {
  /** DNS label of at most 15 characters, unique in the Service. */
  readonly name: string;
}

/** A port with the scheme of its URL. */
export interface SchemedPort extends NamedPodPort {
  readonly scheme?: string;
}

export function comparePorts(a: PodPort, b: PodPort): number {
  return PROTOCOLS.indexOf(a.protocol) - PROTOCOLS.indexOf(b.protocol) || a.port - b.port;
}

/** Sorted by protocol and number, each once. */
export function distinctPorts<T extends PodPort>(ports: readonly T[]): T[] {
  const byKey = new Map(ports.map((p) => [`${p.protocol}/${p.port}`, p]));
  return [...byKey.values()].sort(comparePorts);
}
