import { IConstruct } from 'constructs';
import { CallerIdentity } from '../emit/caller-identity';
import { PolicyPeer } from '../emit/network-policy';
import { PodPort } from '../emit/port';
import { PeerEntry } from '../profile/profile';
import { NUMBER, Shape, TEXT } from './prop-types';

/** How a client learns the address of a server, and which port it uses. */
export interface ConnectOptions {
  /**
   * Environment variable of the client that receives the URL, such as `http://orders.shop.svc.cluster.local:8080`.
   * @default - none
   */
  readonly env?: string;
  /**
   * Environment variable of the client that receives `host:port`.
   * @default - none
   */
  readonly addressEnv?: string;
  /**
   * Environment variable of the client that receives the host.
   * @default - none
   */
  readonly hostEnv?: string;
  /**
   * Environment variable of the client that receives the port.
   * @default - none
   */
  readonly portEnv?: string;
  /**
   * Which port of the server, where it has several.
   * @default - its main port
   */
  readonly port?: number;
}

export const CONNECT_SHAPE: Shape<ConnectOptions> = { env: TEXT, addressEnv: TEXT, hostEnv: TEXT, portEnv: TEXT, port: NUMBER };

/** Something that a workload can connect to: a server of this library, or something outside the cluster. */
export interface IConnectable {
  /** Where connections go. A construct that wraps a server returns the target of the server. */
  readonly connectionTarget: ConnectionTarget;
}

/** The address of one port. */
export interface TargetAddress {
  readonly port: number;
  readonly host?: string;
  readonly url?: string;
}

/** The server's half of an edge. */
export interface ServerHalf {
  readonly construct: IConstruct;
  /** Lets `client` in on `ports`. */
  admit(client: Caller, ports: readonly PodPort[]): void;
}

/** A client as the server's policy and annotation name it, and a mesh. */
export interface Caller {
  readonly key: string;
  /** Late, because the author may still name another service account; undefined for everyone in the cluster. */
  readonly identity: (() => CallerIdentity) | undefined;
  readonly peer: () => PolicyPeer;
  readonly entries: () => readonly PeerEntry[];
}

/** What a target does when a client connects. */
export interface TargetParts {
  /** Tells targets apart. */
  readonly key: string;
  readonly ports: readonly PodPort[];
  /** The address with any text for what is not known yet: which forms of it there are. */
  readonly shape: (port: number) => TargetAddress;
  /** Evaluated late: names depend on the cluster domain, which may be configured after the constructs are made. */
  readonly address: (port: number) => TargetAddress;
  /** Where packets go. */
  readonly peer: () => PolicyPeer;
  /** How `connect-to` names it, without ports. */
  readonly entries: () => readonly PeerEntry[];
  /** Undefined outside the cluster. */
  readonly server?: ServerHalf;
}

/** Where the connections of a client go. Made by servers and by `ExternalService`. */
export class ConnectionTarget {
  /** @internal */
  public static _of(parts: TargetParts): ConnectionTarget {
    return new ConnectionTarget(parts);
  }

  private constructor(private readonly parts: TargetParts) {}

  /** Port that is used if the client names none. */
  public get port(): number {
    return this.parts.ports[0]!.port;
  }

  /**
   * Host that clients connect to.
   * @default - none, for addresses without a name
   */
  public get host(): string | undefined {
    return this.parts.address(this.port).host;
  }

  /**
   * URL that clients connect to.
   * @default - none, where it has no scheme or no host
   */
  public get url(): string | undefined {
    return this.parts.address(this.port).url;
  }

  /** @internal */
  public get _parts(): TargetParts {
    return this.parts;
  }
}
