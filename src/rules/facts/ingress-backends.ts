import { Ingress } from '../../cluster/model';
import { withoutActions } from '../../exposure/ingresses/alb-actions';
import { IngressBackend } from '../../manifest/kinds/ingress';

/** Every backend of the Ingress, the default one first. */
export function backendsOf(ingress: Ingress): readonly IngressBackend[] {
  const { defaultBackend, rules } = ingress.spec;
  const ofRules = rules.flatMap((rule) => rule.paths.map((path) => path.backend));
  const written = defaultBackend === undefined ? ofRules : [defaultBackend, ...ofRules];
  return written.flatMap((backend) => withoutActions(ingress, backend));
}
