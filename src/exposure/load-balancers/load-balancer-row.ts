import { LoadBalancerImplementation, NetworkScope, Provider } from '../../profile/profile';

/** Holds where the annotation is present and its value matches. */
export interface AnnotationCondition {
  readonly annotation: string;
  readonly value: RegExp;
}

/** Annotations that together say which network reaches a load balancer. */
export interface ScopeMarker {
  readonly when: readonly AnnotationCondition[];
  readonly scope: NetworkScope;
}

/** One kind of load balancer: data only. A row applies where everything that it names of the first four holds. */
export interface LoadBalancerRow {
  /** Name for people. */
  readonly name: string;
  readonly providers?: readonly Provider[];
  /** `cluster.loadBalancer` of exposure.yaml. */
  readonly implementations?: readonly LoadBalancerImplementation[];
  /** `spec.loadBalancerClass`. Rows without it apply to Services without a class only, rows with it to no others. */
  readonly classes?: readonly string[];
  /** Annotations that choose this kind. */
  readonly when?: AnnotationCondition;

  /** Which network reaches it where no marker says so; `nodes`: whoever reaches the nodes. */
  readonly default: NetworkScope | 'nodes' | 'unknown';
  /** The first whose conditions all hold decides which network reaches it. */
  readonly markers: readonly ScopeMarker[];
  /** Annotations that name a pool of addresses, or addresses, which decide it. */
  readonly pools?: { readonly pool: readonly string[]; readonly addresses: readonly string[] };
  /**
   * What reaches the node with `externalTrafficPolicy: Local`: the client's packet (pass-through), or a connection of
   * the load balancer from its own address, or from pods.
   */
  readonly source: 'client' | 'balancer' | 'pods';
  /** Where one of them holds, the load balancer connects to pods itself, from addresses of its subnets. */
  readonly podTargets?: readonly AnnotationCondition[];
  /** Where it holds, pods see the client even so. */
  readonly keepsClient?: AnnotationCondition;
  /** Whether `loadBalancerSourceRanges` restrict who gets in. `unknown`, where nobody documents it, is never taken for a restriction. */
  readonly sourceRanges: 'honoured' | 'ignored' | 'unknown';
  /** Annotation that stands in for the field where that is empty: ranges with commas between them. */
  readonly sourceRangesAnnotation?: string;
  /** Annotation whose ranges are admitted beside those. */
  readonly moreSourceRanges?: string;
  /** Where it holds, they do not. */
  readonly ignoresSourceRanges?: AnnotationCondition;
  /** Values of the markers' annotations that it understands; any other is a mistake. Absent: every value means something. */
  readonly values?: Readonly<Record<string, RegExp>>;
}

/** Read by the controllers that use the service helpers of k8s.io/cloud-provider (GetLoadBalancerSourceRanges). */
export const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** What the libraries of most controllers take for a boolean (Go, strconv.ParseBool). */
export const YES = /^(?:1|t|T|TRUE|true|True)$/;
export const YES_OR_NO = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
