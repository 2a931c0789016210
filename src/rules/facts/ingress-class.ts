import { Cluster, Ingress, IngressClass } from '../../cluster/model';
import { ControllerPreset } from '../../controllers/controller';
import { baseOf, presetOfAnnotation, presetOfController, PRESETS } from '../../controllers/presets';
import { descriptionOn } from '../../profile/gateway-annotation';
import { Profile } from '../../profile/profile';

/** The annotation that named the class before `spec.ingressClassName`; GKE reads nothing else. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** The class that the Ingress names, by field or by annotation; undefined where it names none. */
export function ingressClassName(ingress: Ingress): string | undefined {
  return ingress.spec.ingressClassName ?? ingress.metadata.annotations[CLASS_ANNOTATION];
}

/** The IngressClass object of that name. */
export function ingressClassNamed(cluster: Cluster, name: string): IngressClass | undefined {
  return cluster.ingressClasses.find((c) => c.metadata.name === name);
}

/** IngressClasses that serve every Ingress without a class. */
export function defaultClasses(cluster: Cluster): readonly IngressClass[] {
  return cluster.ingressClasses.filter((c) => c.spec.isDefault);
}

/** The class that serves the Ingress: the one it names, else the only default; what two Ingresses share if they share a proxy. */
export function servingClass(cluster: Cluster, ingress: Ingress): string {
  const named = ingressClassName(ingress);
  if (named !== undefined) return named;
  const defaults = defaultClasses(cluster);
  return defaults.length === 1 ? defaults[0]!.metadata.name : '';
}

/** What is known of the controller that serves the class: by its IngressClass, which may be described, by the profile, by GKE's annotation. */
export function presetOfClass(cluster: Cluster, profile: Profile, className: string): ControllerPreset | undefined {
  const object = ingressClassNamed(cluster, className);
  const described = profile.controllers.find((c) => c.className === className) ?? (object === undefined ? undefined : descriptionOn(object.metadata));
  if (object !== undefined) {
    const claiming = presetOfController(object.spec.controller);
    return described !== undefined && claiming !== undefined && baseOf(described.preset) === claiming.name ? PRESETS.get(described.preset) : claiming;
  }
  return described === undefined ? presetOfAnnotation(className) : PRESETS.get(described.preset);
}
