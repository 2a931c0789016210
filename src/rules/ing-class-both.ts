import { CLASS_ANNOTATION } from './facts/ingress-class';
import { Rule } from './rule';

export const ING_CLASS_BOTH: Rule = {
  id: 'ING-CLASS-BOTH',
  severity: 'error',
  title: 'An Ingress names two different classes, one by field and one by annotation.',
  rationale: 'The API server refuses it on creation and, since it never looks at updates, two controllers may serve it afterwards; until Kubernetes 1.27 it refused '
    + 'both together even if equal (kubernetes/kubernetes#115447).',
  *evaluate({ cluster }) {
    for (const ingress of cluster.ingresses) {
      const annotated = ingress.metadata.annotations[CLASS_ANNOTATION];
      const { ingressClassName } = ingress.spec;
      if (annotated === undefined || ingressClassName === undefined || annotated === ingressClassName) continue;
      yield {
        object: ingress,
        field: 'spec.ingressClassName',
        message: `${ingress.ref} names class "${ingressClassName}" by field and "${annotated}" by annotation`,
        fix: `Remove the annotation ${CLASS_ANNOTATION}; only GKE needs it, and then without the field.`,
      };
    }
  },
};
