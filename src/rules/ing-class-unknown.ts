import { presetOfController, PRESETS } from '../controllers/presets';
import { nearest } from '../profile/spelling';
import { ingressClassNamed, ingressClassName, presetOfClass } from './facts/ingress-class';
import { Analysis, Rule } from './rule';

export const ING_CLASS_UNKNOWN: Rule = {
  id: 'ING-CLASS-UNKNOWN',
  severity: 'error',
  title: 'An Ingress names a class that does not exist, or that belongs to another controller than the configuration says.',
  rationale: 'No controller serves an Ingress of an unknown class; one that another product claims is served by that product '
    + '(Kubernetes API, IngressSpec.ingressClassName).',
  *evaluate(analysis) {
    for (const ingress of analysis.cluster.ingresses) {
      const name = ingressClassName(ingress);
      const fault = name === undefined ? undefined : faultOf(analysis, name);
      if (fault === undefined) continue;
      yield {
        object: ingress,
        field: ingress.spec.ingressClassName === undefined ? 'metadata.annotations' : 'spec.ingressClassName',
        ...fault,
      };
    }
  },
};

function faultOf({ cluster, profile }: Analysis, name: string): { message: string; fix: string; severity?: 'warning' } | undefined {
  const object = ingressClassNamed(cluster, name);
  const described = profile.controllers.find((c) => c.className === name);
  if (object !== undefined) {
    const preset = presetOfController(object.spec.controller);
    const expected = described === undefined ? undefined : PRESETS.get(described.preset);
    if (expected === undefined || preset === undefined || preset.controller === expected.controller) return undefined;
    return {
      message: `Class "${name}" belongs to ${preset.title} (${object.spec.controller}), but the configuration says ${expected.title}`,
      fix: `Correct controllers in exposure.yaml, or spec.controller of ${object.ref}.`,
    };
  }
  if (described !== undefined || presetOfClass(cluster, profile, name) !== undefined) return undefined;
  const known = [...cluster.ingressClasses.map((c) => c.metadata.name), ...profile.controllers.map((c) => c.className)];
  const meant = nearest(name, known);
  return {
    message: `No IngressClass "${name}" exists${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
    fix: known.length === 0
      ? `Check it together with IngressClass ${name}, or describe its controller under controllers of exposure.yaml.`
      : `Name one of ${[...new Set(known)].join(', ')}, or add IngressClass ${name}.`,
    // where no class is known at all, the classes are somewhere else
    ...(known.length === 0 ? { severity: 'warning' as const } : {}),
  };
}
