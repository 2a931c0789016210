import { AddressSet } from '../../network/address-set';
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

/** An annotation that lists clients, and the ranges that its text contains, as they are written. */
export interface ClientAnnotation {
  readonly annotation: string;
  ranges(text: string): readonly string[];
}

/** An annotation that names, with commas between them, sets of addresses which the provider keeps. */
export interface ServiceTags {
  readonly annotation: string;
  readonly known: Readonly<Record<string, AddressSet>>;
  /** Where the addresses of any other tag are. */
  readonly others: AddressSet;
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
  /** What makes it public where that is `unknown`; who makes it at all if absent. */
  readonly doubt?: string;
  /** The first whose conditions all hold decides which network reaches it. */
  readonly markers: readonly ScopeMarker[];
  /** Annotations that name a pool of addresses, or addresses, which decide it; without them `spec.loadBalancerIP` does. */
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
  /** Annotation that stands in for the field where that is empty, or is not read. */
  readonly clientAnnotation?: ClientAnnotation;
  /** Annotation whose ranges are admitted beside those. */
  readonly moreSourceRanges?: ClientAnnotation;
  /** Clients that are admitted beside those, too. */
  readonly serviceTags?: ServiceTags;
  /** Where one of them holds, they do not. */
  readonly ignoresSourceRanges?: readonly AnnotationCondition[];
  /** Clients that get in whatever is listed, except where ranges are and the annotation shuts them out. */
  readonly besides?: { readonly clients: AddressSet; readonly unless: AnnotationCondition };
  /** Values of the markers' annotations that it understands; any other is a mistake. Absent: every value means something. */
  readonly values?: Readonly<Record<string, RegExp>>;
}

/** Ranges with commas between them. */
export function separatedByCommas(text: string): readonly string[] {
  return text.split(',').map((item) => item.trim()).filter((item) => item !== '');
}

/** Read by the controllers that use the service helpers of k8s.io/cloud-provider (GetLoadBalancerSourceRanges). */
export const SOURCE_RANGES: ClientAnnotation = { annotation: 'service.beta.kubernetes.io/load-balancer-source-ranges', ranges: separatedByCommas };

/** What the libraries of most controllers take for a boolean (Go, strconv.ParseBool). */
export const YES = /^(?:1|t|T|TRUE|true|True)$/;
export const YES_OR_NO = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
