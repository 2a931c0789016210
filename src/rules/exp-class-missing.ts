import { defaultClasses, ingressClassName } from './facts/ingress-class';
import { Rule } from './rule';

export const EXP_CLASS_MISSING: Rule = {
  id: 'EXP-CLASS-MISSING',
  severity: 'error',
  title: 'An Ingress names no class, so that whoever serves such Ingresses publishes it.',
  rationale: 'A default class takes it, and some controllers (Traefik, Contour, Istio) serve Ingresses without a class anyway: '
    + 'which network sees it is decided elsewhere.',
  *evaluate({ cluster, profile }) {
    // on GKE an Ingress without a class is an external load balancer
    if (profile.cluster.provider === 'gke') return;
    const defaults = defaultClasses(cluster).map((c) => c.metadata.name);
    for (const ingress of cluster.ingresses) {
      if (ingressClassName(ingress) !== undefined) continue;
      yield {
        object: ingress,
        field: 'spec',
        message: `${ingress.ref} names no class; ${defaults.length === 0 ? 'every controller that serves Ingresses without one publishes it' : `the default ${defaults.join(' or ')} publishes it`}`,
        fix: 'Set spec.ingressClassName.',
        ...(defaults.length === 1 ? { severity: 'warning' } : {}),
      };
    }
  },
};
