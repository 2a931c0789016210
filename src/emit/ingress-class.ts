import { formatGatewayAnnotation, GATEWAY_ANNOTATION } from '../profile/gateway-annotation';
import { ControllerProfile } from '../profile/profile';

/** Annotation that makes a class the one for Ingresses without a class; the value is a string. */
export const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

/** Annotations of an IngressClass: what the checker must know of the controller. */
export function ingressClassAnnotations(controller: ControllerProfile): Record<string, string> {
  return { [GATEWAY_ANNOTATION]: formatGatewayAnnotation(controller) };
}

/** `spec` of an IngressClass. */
export function ingressClassSpec(controller: string): object {
  return { controller };
}
