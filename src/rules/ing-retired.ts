import { presetOfClass, servingClass } from './facts/ingress-class';
import { Rule } from './rule';

export const ING_RETIRED: Rule = {
  id: 'ING-RETIRED',
  severity: 'warning',
  title: 'An Ingress is served by a controller that gets no fixes any more.',
  rationale: 'ingress-nginx was retired in March 2026; vulnerabilities found since then stay open (kubernetes.io, "Ingress NGINX Retirement").',
  *evaluate({ cluster, profile }) {
    for (const ingress of cluster.ingresses) {
      const className = servingClass(cluster, ingress);
      const preset = className === '' ? undefined : presetOfClass(cluster, profile, className);
      if (preset?.retired === undefined) continue;
      yield {
        object: ingress,
        field: 'spec.ingressClassName',
        message: `${ingress.ref} is served by ${preset.title}: ${preset.retired}`,
        fix: 'Move the class to a controller that is maintained, such as Traefik.',
      };
    }
  },
};
