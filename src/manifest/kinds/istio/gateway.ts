import { StringMap } from '../../kubernetes-object';

/** How a server of a gateway treats TLS (Istio reference, ServerTLSSettings.TLSmode); `none` without a `tls` section. */
export type ServerTlsMode = 'none' | 'terminated' | 'passthrough' | 'auto-passthrough';

/** What a gateway listens on. */
export interface IstioServer {
  /** Port of the gateway's Service, or of its pods where that Service has no such port. */
  readonly port: number;
  /** In capitals: `HTTP`, `HTTPS`, `TCP`, … */
  readonly protocol: string;
  /** `host` or `namespace/host`, each with wildcards. */
  readonly hosts: readonly string[];
  readonly tls: ServerTlsMode;
  /** Whether plain requests are only sent on to HTTPS. */
  readonly httpsRedirect: boolean;
  /** Address or socket that it listens on; every address if absent. */
  readonly bind?: string;
  /** Field path. */
  readonly path: string;
}

/** A Gateway of networking.istio.io. */
export interface IstioGatewaySpec {
  /** Labels of the pods that take it as their configuration; every gateway does where it is absent. */
  readonly selector?: StringMap;
  readonly servers: readonly IstioServer[];
}
