import { ClientFilter } from './client-filter';

/** Where outside traffic that a rule matches goes. */
export interface RouteTarget {
  /** `Service`; `host` for an address as text, which may be a Service's; else a kind of the same API group that leads further. */
  readonly kind: string;
  /** Name of the object, or the address. */
  readonly name: string;
  /** That of the route if absent. */
  readonly namespace?: string;
  /** Port of a Service; what `portBy` says if absent. */
  readonly port?: number | string;
  /** What `port` means: a port of the Service by number or name (default), or by the number of the pod or the name (OpenShift). */
  readonly portBy?: 'service' | 'pod';
  /** Chooses objects of `kind` in the namespace by their labels, in place of `name`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Field path, for messages. */
  readonly path: string;
}

export interface RoutePath {
  readonly path: string;
  /** Whether nothing below the path is matched. */
  readonly exact?: true;
}

/** What a rule matches and where it leads; without targets nowhere inside the cluster. */
export interface RouteRule {
  readonly protocol: 'TCP' | 'UDP';
  /** Whether it is a rule for requests, and not for whole connections. */
  readonly http: boolean;
  /** Empty: every host. For connections, the server name of TLS. */
  readonly hosts: readonly string[];
  /** Empty: every path. */
  readonly paths: readonly RoutePath[];
  readonly tls: boolean;
  /** Where the proxy listens for it: names of entry points, or ports. Empty: where it listens for such rules unless told otherwise. */
  readonly listeners: readonly (string | number)[];
  readonly targets: readonly RouteTarget[];
  /** Whom the proxy serves; everybody if absent. */
  readonly clients?: ClientFilter;
}

/** Another object, by name. */
export interface ObjectName {
  readonly name: string;
  readonly namespace?: string;
}

/**
 * What an object of a product's own kinds says, in the one form in which all of them are read. Services with weight 0, to which nothing
 * is sent, are left out.
 */
export interface RouteObject {
  /** Class of the controllers that are to serve it. */
  readonly className?: string;
  /** Whether traffic enters here, and not only through objects that name this one. */
  readonly isEntry: boolean;
  /** Objects of the same kind of which this is a part: traffic enters there. */
  readonly parents: readonly ObjectName[];
  readonly rules: readonly RouteRule[];
  /** Of an object that changes what routes do: whom those that name it serve. */
  readonly clients?: ClientFilter;
}
