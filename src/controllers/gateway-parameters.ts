/**
 * What counts of the objects that a Gateway and its class refer to.
 *
 * - `gateway-first`: both, field by field; that of the Gateway has precedence.
 * - `class-first`: both, field by field; that of the class has precedence.
 * - `replace`: that of the Gateway alone, and that of the class where the Gateway refers to none.
 * - `gateway-only`, `class-only`: the other one is never read.
 */
export type Combination = 'gateway-first' | 'class-first' | 'replace' | 'gateway-only' | 'class-only';

/** Where the objects say themselves how they are combined. */
export interface CombinationField {
  /** Whose object has the field. */
  readonly of: 'gateway' | 'class';
  readonly path: string;
  /** By the value of the field, written as text. */
  readonly values: Readonly<Record<string, Combination>>;
}

/** Objects that configure Gateways, and places in them, as paths of keys. */
export interface GatewayParameters {
  readonly group: string;
  readonly kind: string;
  readonly combination: Combination;
  /** The first that has one of its values chooses another combination. */
  readonly combinedBy?: readonly CombinationField[];
  /** Objects that count for a class without being referred to, where no other says anything: those with this label, whose value is the class. */
  readonly classDefaults?: { readonly label: string; readonly namespace: string };
  readonly service?: string;
  /** What is there, whatever its value, where the product makes no proxies and no Service, which somebody else installs. */
  readonly selfManaged?: string;
  /** What is there where it makes them; an object with neither leaves it to the next. */
  readonly managed?: string;
  /** Below `service`. Default: `type`. */
  readonly serviceType?: string;
  /** Below `service`. Default: `annotations`. */
  readonly serviceAnnotations?: string;
  /** What the schema fills in below `service` where that is there at all: it counts as if the object said it. */
  readonly serviceDefaults?: Readonly<Record<string, string>>;
  /** Whether `infrastructure.annotations` of the Gateway have precedence over `serviceAnnotations`. Default: the other way round. */
  readonly gatewayAnnotationsFirst?: true;
  /** Below `service`: `Deny` where `loadBalancerSourceRanges` are the clients that are kept out. */
  readonly sourceRangesPolicy?: string;
  /**
   * A patch of the Service, or a list of them: a part of a Service, the same as text, or a `value` with the `type` of the patch. `each`: that of
   * every object is applied, the one that has precedence last; else of several nobody knows what is left.
   */
  readonly servicePatch?: { readonly path: string; readonly each?: true };
  /** What shapes the pods: somewhere below it they may be put on the network of the nodes (`hostNetwork`, `hostPort`). */
  readonly pods?: readonly string[];
  /** Whether proxies listen on the ports of their listeners (`same`), whatever `listensOn` of the product says. */
  readonly listensOnSame?: string;
  /** Lists of `port` of the node and `containerPort` of the proxy. */
  readonly hostPorts?: readonly string[];
  /** Scheme of the load balancer: `internal` or `internet-facing`. */
  readonly scheme?: string;
}
