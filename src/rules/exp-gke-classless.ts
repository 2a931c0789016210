import { Ingress } from '../cluster/model';
import { presetOfAnnotation } from '../controllers/presets';
import { CLASS_ANNOTATION, defaultClasses, ingressClassNamed, ingressClassName } from './facts/ingress-class';
import { Analysis, RawFinding, Rule } from './rule';

export const EXP_GKE_CLASSLESS: Rule = {
  id: 'EXP-GKE-CLASSLESS',
  severity: 'error',
  title: 'An Ingress of GKE is public because it names no class, or is served by nobody because it names the class by the field.',
  rationale: 'GKE has no IngressClass and reads only the annotation kubernetes.io/ingress.class: without it, and without the field, the load balancer is external; with the '
    + 'field there is none (Google Kubernetes Engine documentation, "GKE Ingress for Application Load Balancers").',
  *evaluate(analysis) {
    for (const ingress of analysis.cluster.ingresses) {
      const finding = ignoredField(analysis, ingress) ?? classless(analysis, ingress);
      if (finding !== undefined) yield finding;
    }
  },
};

function ignoredField({ cluster }: Analysis, ingress: Ingress): RawFinding | undefined {
  const { ingressClassName: name } = ingress.spec;
  if (name === undefined || ingress.metadata.annotations[CLASS_ANNOTATION] !== undefined) return undefined;
  if (presetOfAnnotation(name) === undefined || ingressClassNamed(cluster, name) !== undefined) return undefined;
  return {
    object: ingress,
    field: 'spec.ingressClassName',
    message: `${ingress.ref} names class "${name}" by the field, which GKE does not read: it makes no load balancer`,
    fix: `Remove spec.ingressClassName and set the annotation ${CLASS_ANNOTATION}: ${name}.`,
  };
}

function classless({ cluster, profile }: Analysis, ingress: Ingress): RawFinding | undefined {
  // the API server gives a default class to what has none, and GKE then leaves it alone
  if (profile.cluster.provider !== 'gke' || ingressClassName(ingress) !== undefined || defaultClasses(cluster).length > 0) return undefined;
  return {
    object: ingress,
    field: 'spec',
    message: `${ingress.ref} names no class, which makes an external load balancer on GKE`,
    path: ['internet', ingress.ref],
    fix: `Set the annotation ${CLASS_ANNOTATION}: gce if it is to be public, gce-internal if not.`,
  };
}
