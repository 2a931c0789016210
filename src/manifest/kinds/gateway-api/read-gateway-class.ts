import { Field } from '../../field';
import { dnsSubdomain } from '../../names';
import { GatewayClassSpec } from './gateway';
import { readParameters } from './read-parameters';

/** Reads a GatewayClass of gateway.networking.k8s.io/v1 (config/crd of kubernetes-sigs/gateway-api). */
export function readGatewayClass(object: Field): GatewayClassSpec {
  const spec = object.objectOrEmpty('spec');
  const controllerName = spec.requiredText('controllerName', 'the name of the product, such as "istio.io/gateway-controller"');
  if (controllerName !== '') spec.check('controllerName', controllerName, controllerSyntax);
  return { controllerName, parametersRef: readParameters(spec) };
}

function controllerSyntax(name: string): string | undefined {
  const slash = name.indexOf('/');
  if (slash < 0 || dnsSubdomain(name.slice(0, slash)) !== undefined) return 'must be a domain and a path, such as "example.com/gateway-controller"';
  return /^\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(name.slice(slash)) ? undefined : 'must have a path of URL characters after the domain';
}
