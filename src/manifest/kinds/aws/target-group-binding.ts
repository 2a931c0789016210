/** A TargetGroupBinding: the pods or nodes of a Service become targets of a target group that exists in AWS. */
export interface TargetGroupBindingSpec {
  readonly service: string;
  /** Number or name of a port of the Service. */
  readonly port?: number | string;
  /** `ip`: the load balancer connects to pods; `instance`: to node ports. Taken from the target group where it is not given. */
  readonly targetType?: 'ip' | 'instance';
}
