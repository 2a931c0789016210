import { Field } from '../../field';
import { TargetGroupBindingSpec } from './target-group-binding';

/** Reads a TargetGroupBinding of elbv2.k8s.aws/v1beta1 (kubernetes-sigs/aws-load-balancer-controller v3.5) or eks.amazonaws.com/v1. */
export function readTargetGroupBinding(object: Field): TargetGroupBindingSpec {
  const spec = object.objectOrEmpty('spec');
  const serviceRef = spec.objectOrEmpty('serviceRef');
  const port = serviceRef.value.port;
  const targetType = spec.text('targetType');
  return {
    service: serviceRef.text('name') ?? '',
    ...(typeof port === 'number' || typeof port === 'string' ? { port } : {}),
    ...(targetType === 'ip' || targetType === 'instance' ? { targetType } : {}),
  };
}
