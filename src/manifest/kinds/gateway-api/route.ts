/** What a route attaches to. */
export interface ParentReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Absent: the namespace of the route. */
  readonly namespace?: string;
  /** Name of a listener; every one that admits the route if absent. */
  readonly sectionName?: string;
  /** Port of the listeners; any if absent. */
  readonly port?: number;
  readonly path: string;
}

/** Where a rule sends requests. */
export interface BackendReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Absent: the namespace of the route. */
  readonly namespace?: string;
  /** Port of the Service. */
  readonly port?: number;
  /** Share of the requests: nothing is sent to a backend of weight 0. */
  readonly weight: number;
  /** `mirror`: gets copies (RequestMirror). `authorization`: is asked first (ExternalAuth). */
  readonly role: 'backend' | 'mirror' | 'authorization';
  readonly path: string;
}

/** Requests that a rule takes. */
export interface RouteMatch {
  readonly path: string;
  /** Whether the rule takes only some of the requests below the path: an exact path, a regular expression, a condition on headers. */
  readonly partial: boolean;
  /** How the path is compared, where it is no prefix and the rule looks at nothing else. */
  readonly type?: 'Exact' | 'RegularExpression';
}

export interface RouteRule {
  /** At least one. */
  readonly matches: readonly RouteMatch[];
  readonly backends: readonly BackendReference[];
  /** Whether requests are answered by a redirection. */
  readonly redirects: boolean;
}

/** HTTPRoute, GRPCRoute, TLSRoute, TCPRoute and UDPRoute. */
export interface RouteSpec {
  readonly parentRefs: readonly ParentReference[];
  /** Whether it also attaches to default Gateways. */
  readonly useDefaultGateways: boolean;
  /** Empty: every host of the listener. */
  readonly hostnames: readonly string[];
  readonly rules: readonly RouteRule[];
}
