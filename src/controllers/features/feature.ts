/** What a public app asks of the gateway in front of it, beside hosts, paths and TLS: plain data. */
export interface Features {
  /** Always asked: the network that gets to the app, with whatever the controller needs in order to lead to pods. */
  readonly scope: 'internet' | 'private-network';
  /** Plain HTTP is sent to HTTPS. */
  readonly httpsRedirect: true;
  /** Plain HTTP is not served, nor redirected. */
  readonly httpsOnly: true;
  /** Only clients with these addresses get an answer: CIDRs of either family. */
  readonly clientAddresses: readonly string[];
  /** Name and password, from a Secret of the app's namespace. */
  readonly basicAuthentication: { readonly secret: string };
  /** A service that is asked about every request, and whose headers reach the app. */
  readonly externalAuthentication: { readonly url: string; readonly responseHeaders: readonly string[] };
  /** As many requests of one client in a second, or in a minute. */
  readonly rateLimit: { readonly requests: number; readonly per: 'second' | 'minute' };
  /** Largest body of a request, in bytes. */
  readonly requestSize: { readonly bytes: number };
  /** What takes the place of the path below which the app is published. */
  readonly rewrite: { readonly prefix: string };
  /** How long the app has for an answer, in seconds. */
  readonly timeout: { readonly seconds: number };
  /** A client stays with the pod that answered first, by a cookie of this name. */
  readonly stickySessions: { readonly cookie: string };
  /** Connections that are switched to WebSocket. */
  readonly webSockets: true;
  /** The app speaks gRPC, in plain text. */
  readonly grpc: true;
  /**
   * The app speaks TLS. Its certificate must be for this name, and be issued by one of those in a ConfigMap or a Secret of its namespace, of
   * which one is named.
   */
  readonly backendTls: { readonly hostname: string; readonly configMap?: string; readonly secret?: string };
  /** Headers of every answer; the name may be written in any case. */
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** Strict Transport Security (RFC 6797), and the value of its header. */
  readonly hsts: { readonly header: string; readonly seconds: number; readonly includeSubdomains: boolean; readonly preload: boolean };
  /** Some paths are exact. */
  readonly exactPaths: true;
  /** Some paths are regular expressions. */
  readonly regexPaths: true;
  /** A second version of the app has a Service of its own: a percentage of requests goes there, or those with a header, or both. */
  readonly canary: { readonly serviceName: string; readonly weight?: number; readonly header?: { readonly name: string; readonly value: string } };
}

export type FeatureName = keyof Features;

/** What is published, as far as the translation of a feature needs it. */
export interface PublishedApp {
  /** Name of the route object; objects beside it are named after it. */
  readonly name: string;
  readonly namespace: string;
  readonly serviceName: string;
  readonly servicePort: number;
  readonly hosts: readonly string[];
  /** Paths below which the app is published. */
  readonly prefixes: readonly string[];
  /** Paths that it is published on, without what is below them. */
  readonly exactPaths: readonly string[];
  /** Regular expressions for further paths. */
  readonly patterns: readonly string[];
  /** Whether some of its requests are told by a header. */
  readonly toldByHeader?: true;
  /** Whether a share of its requests goes to a second version. */
  readonly sharedOut?: true;
  /** Whether clients stay with the pod that answered first. */
  readonly sticky?: true;
  /** The gateway that publishes it; its name is of no meaning for an ingress controller. */
  readonly gateway: { readonly name: string; readonly namespace: string };
}

/** An object of the controller's own that a route refers to, or that refers to the route. */
export interface SideObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Two features that name the same object share it: their fields are merged. */
  readonly name: string;
  /** Whether it belongs into the namespace of the gateway, because what it is about is there. Default: into that of the app. */
  readonly besideGateway?: true;
  /** All fields beside `apiVersion`, `kind` and `metadata`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Whether it is about the Service: a second version of the app, which has another, needs one too. */
  readonly perService?: true;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A backend of an Ingress, as the API writes it. */
export interface NamedBackend {
  readonly name: string;
  /** Number or name. */
  readonly port: number | string;
}

/** What one feature adds to the manifests. */
export interface Translation {
  /** Annotations of the Ingress. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Annotations of the Ingress whose value is a list: several features may add to it, and none stands in it twice. */
  readonly listed?: Readonly<Record<string, string>>;
  /** Annotations of the Ingress whose value has lines: several features may add some. */
  readonly lines?: Readonly<Record<string, readonly string[]>>;
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  /** `appProtocol` of the Service's main port. */
  readonly appProtocol?: string;
  readonly objects?: readonly SideObject[];
  /** Filters of each rule of an HTTPRoute. */
  readonly filters?: readonly object[];
  /** Further fields of each rule of an HTTPRoute. */
  readonly rule?: Readonly<Record<string, unknown>>;
  /** How a regular expression is written as the path of an Ingress, which then has type ImplementationSpecific. */
  readonly regexPath?: (pattern: string) => string;
  /** How a prefix is written where it must be a regular expression too. */
  readonly prefixPath?: (prefix: string) => string;
  /** Annotations of each further Ingress for the same paths, which must read them alike. */
  readonly everyIngress?: Readonly<Record<string, string>>;
  /** A second Ingress for the same hosts and paths, without TLS, with these annotations. */
  readonly plainIngress?: Readonly<Record<string, string>>;
  /** A second Ingress for the same hosts and paths, which leads to the second version, with these annotations. */
  readonly canaryIngress?: Readonly<Record<string, string>>;
  /** What each path of the Ingress leads to in place of the Service, the first that fits: Services, or what the controller has under such a name. */
  readonly backends?: readonly NamedBackend[];
  /** What an HTTPRoute says of the second version. */
  readonly canaryBackend?: Features['canary'];
}

/** A feature that a controller has. */
export interface Supported<Value> {
  /** Whether the route itself says it, or an object of the controller's own beside it. */
  readonly by: 'native' | 'object';
  /** Where this is documented. */
  readonly source: string;
  /** Why this very value cannot be had: a sentence part that follows the name of the feature; undefined if it can. */
  readonly refuses?: (value: Value, app: PublishedApp) => string | undefined;
  readonly translate: (value: Value, app: PublishedApp) => Translation;
}

/** A feature that a controller does not have, or not for this kind of route. */
export interface Refused {
  readonly by: 'refused';
  /** Why not, and what to use instead: a sentence part. */
  readonly reason: string;
  /** Where this is documented. */
  readonly source: string;
}

/** What one controller makes of each feature. */
export type FeatureTable = { readonly [Name in FeatureName]: Supported<Features[Name]> | Refused };

/** Titles for people, in the order of the table in the documentation. */
export const FEATURE_TITLES: Readonly<Record<FeatureName, string>> = {
  scope: 'gateway for this network',
  httpsRedirect: 'redirect to HTTPS',
  httpsOnly: 'way to serve HTTPS alone',
  exactPaths: 'exact paths',
  regexPaths: 'paths by regular expression',
  hsts: 'HSTS',
  responseHeaders: 'response headers',
  clientAddresses: 'allow-list of client addresses',
  basicAuthentication: 'basic authentication',
  externalAuthentication: 'external authentication',
  rateLimit: 'rate limit',
  requestSize: 'request size',
  rewrite: 'rewrite',
  timeout: 'timeout',
  stickySessions: 'sticky sessions',
  webSockets: 'WebSocket',
  grpc: 'gRPC backend',
  backendTls: 'TLS to the backend',
  canary: 'canary',
};
