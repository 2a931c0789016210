import { Container } from '../../manifest/kinds/pod-template';
import { PortSet } from '../../network/port-set';

/** Connections that a program takes on ports of its pod and passes on. */
export interface Forwarding {
  /** Ports of the pod on which it listens, for more than the pod itself. */
  readonly listens: PortSet;
  /** What it connects to: a host name or address as written, or `namespace/service`. */
  readonly host: string;
  /** Port that it connects to; every port of the Service if absent. */
  readonly port?: number | string;
  /**
   * Who connects in its place, where that is not its own pod:
   *
   * - `kubelet`: the kubelet, from inside of the pod that is forwarded to.
   * - `elsewhere`: a host that the manifests do not show.
   */
  readonly by?: 'kubelet' | 'elsewhere';
}

/** A program that passes whole connections on. */
export interface RelayProgram {
  /** Name for people. */
  readonly name: string;
  /** Names of its executable, and last segments of the repositories of its images. */
  readonly executables: readonly string[];
  /** What the command line of a container forwards. */
  ofCommand(words: readonly string[], container: Container): readonly Forwarding[];
  /** What a configuration file forwards; absent where the program reads none. */
  ofConfig?(text: string): readonly Forwarding[];
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i;

/** Whether an address to listen on, or a host to connect to, is the pod itself. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** A host and a port, as in `db.shop:5432`, `*:5432`, `[::]:5432` or `:5432`; undefined where the port is no number. */
export function hostAndPort(text: string): { readonly host: string; readonly port: number } | undefined {
  const [, host = '', digits = ''] = /^(\[[0-9a-f:.]*\]|[^:[\]]*):(\d{1,5})$/i.exec(text) ?? [];
  const port = Number(digits);
  return port >= 1 && port <= 65535 ? { host, port } : undefined;
}
