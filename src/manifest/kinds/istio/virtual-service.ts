import { StringMap } from '../../kubernetes-object';

/** Where a route of a VirtualService leads, or what gets a copy of its requests. */
export interface IstioDestination {
  /** Name of a Service in the namespace of the VirtualService, or the whole domain name of a service. */
  readonly host: string;
  readonly subset?: string;
  /** Port of the service; its only one, else that of the server, if absent. */
  readonly port?: number;
  /** Share of the requests, among several destinations. */
  readonly weight?: number;
  readonly path: string;
}

/** One condition of a route. Conditions on headers, methods and the like are not kept: they narrow the requests only. */
export interface RouteMatch {
  /** Port of the server. */
  readonly port?: number;
  /** Gateways instead of those of the VirtualService. */
  readonly gateways: readonly string[];
  /** Labels that the proxy must have. */
  readonly sourceLabels: StringMap;
  readonly sourceNamespace?: string;
  readonly uri?: { readonly kind: 'exact' | 'prefix' | 'regex'; readonly value: string };
  /** Names that clients of TLS routes ask for. */
  readonly sniHosts: readonly string[];
  /** Whether nothing but the fields above narrows it. */
  readonly complete: boolean;
}

/** A route of a VirtualService: one item of `http`, `tls` or `tcp`. */
export interface VirtualServiceRoute {
  /** All requests if empty. */
  readonly matches: readonly RouteMatch[];
  readonly destinations: readonly IstioDestination[];
  readonly mirrors: readonly IstioDestination[];
  /** The VirtualService whose routes stand in place of this one. */
  readonly delegate?: { readonly name: string; readonly namespace?: string };
  readonly path: string;
}

/** A VirtualService of networking.istio.io. */
export interface VirtualServiceSpec {
  /** None in one that others delegate to. */
  readonly hosts: readonly string[];
  /** Gateways by name, or `mesh`; `mesh` only if empty. */
  readonly gateways: readonly string[];
  /** Namespaces that see it; every one if empty. */
  readonly exportTo: readonly string[];
  readonly http: readonly VirtualServiceRoute[];
  readonly tls: readonly VirtualServiceRoute[];
  readonly tcp: readonly VirtualServiceRoute[];
}
