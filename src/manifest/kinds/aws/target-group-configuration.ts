/** A TargetGroupConfiguration of the AWS Load Balancer Controller: what target groups are like that routes lead to. */
export interface TargetGroupConfigurationSpec {
  /** Name of the Service of its namespace; undefined for one that a LoadBalancerConfiguration names as the default of its Gateways. */
  readonly service?: string;
  readonly targetType?: TargetType;
  /** For single routes, which win. A field that is not given is that of every route. */
  readonly routes: readonly { readonly kind?: string; readonly namespace?: string; readonly name?: string; readonly targetType?: TargetType }[];
}

/** `ip`: the load balancer connects to pods; `instance`: to node ports. */
export type TargetType = 'ip' | 'instance';
