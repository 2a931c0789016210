import { defaultClasses } from './facts/ingress-class';
import { Rule } from './rule';

export const ING_DEFAULT_CLASS: Rule = {
  id: 'ING-DEFAULT-CLASS',
  severity: 'error',
  title: 'More than one IngressClass is the default.',
  rationale: 'The API server gives an Ingress without a class to the newest default, silently (since Kubernetes 1.25, kubernetes/kubernetes#110974): '
    + 'who installs a second controller takes over such Ingresses.',
  *evaluate({ cluster }) {
    const defaults = [...defaultClasses(cluster)].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    if (defaults.length < 2) return;
    yield {
      object: defaults[0]!,
      field: 'metadata.annotations',
      message: `${defaults.length} IngressClasses are the default: ${defaults.map((c) => c.metadata.name).join(', ')}`,
      fix: 'Leave ingressclass.kubernetes.io/is-default-class: "true" on one of them, or on none, and name the class in every Ingress.',
    };
  },
};
