import { Field } from '../../field';
import { TargetGroupConfigurationSpec, TargetType } from './target-group-configuration';

/** Reads a TargetGroupConfiguration of gateway.k8s.aws (kubernetes-sigs/aws-load-balancer-controller v3.5.0: apis/gateway/v1). */
export function readTargetGroupConfiguration(object: Field): TargetGroupConfigurationSpec {
  const spec = object.objectOrEmpty('spec');
  const reference = spec.object('targetReference');
  const isService = (reference?.text('kind') ?? 'Service') === 'Service' && (reference?.text('group') ?? '') === '';
  const service = isService ? reference?.text('name') : undefined;
  return {
    ...(service !== undefined && { service }),
    ...typeOf(spec.objectOrEmpty('defaultConfiguration')),
    routes: spec.objects('routeConfigurations').map((one) => {
      const route = one.objectOrEmpty('routeIdentifier');
      const [kind, namespace, name] = [route.text('kind'), route.text('namespace'), route.text('name')];
      return { ...(kind && { kind }), ...(namespace && { namespace }), ...(name && { name }), ...typeOf(one.objectOrEmpty('targetGroupProps')) };
    }),
  };
}

function typeOf(props: Field): { readonly targetType?: TargetType } {
  const written = props.text('targetType');
  return written === 'ip' || written === 'instance' ? { targetType: written } : {};
}
