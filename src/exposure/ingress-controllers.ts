import { Cluster, Ingress, Workload } from '../cluster/model';
import { ControllerPreset } from '../controllers/controller';
import { PRESETS, presetOfAnnotation, presetOfController } from '../controllers/presets';
import { parseGatewayAnnotation, GATEWAY_ANNOTATION } from '../profile/gateway-annotation';
import { ControllerProfile, Profile } from '../profile/profile';
import { ControllerPods } from './controller-pods';
import { ClassChoice, IngressClasses } from './ingress-class';

/**
 * Who serves an Ingress.
 *
 * - `pods`: a workload of the manifests.
 * - `described`: exposure.yaml, or the annotation on the IngressClass, says where its traffic comes from.
 * - `managed`: a product without pods of its own (a cloud load balancer) that nobody described.
 * - `unknown`: nothing says who serves that class. Unless it is `certain`, perhaps nobody does.
 */
export type IngressController =
  | { readonly kind: 'pods'; readonly workload: Workload; readonly preset: ControllerPreset; readonly description?: ControllerProfile; readonly choice: ClassChoice }
  | { readonly kind: 'described'; readonly preset: ControllerPreset; readonly description: ControllerProfile; readonly choice: ClassChoice }
  | { readonly kind: 'managed'; readonly preset: ControllerPreset; readonly choice: ClassChoice }
  | { readonly kind: 'unknown'; readonly preset?: ControllerPreset; readonly certain: boolean; readonly choice: ClassChoice };

/** Finds the controllers behind Ingresses. */
export class IngressControllers {
  private readonly classes: IngressClasses;
  private readonly pods: ControllerPods;
  private readonly known = new Map<string, readonly IngressController[]>();

  public constructor(cluster: Cluster, private readonly profile: Profile) {
    this.classes = new IngressClasses(cluster);
    this.pods = new ControllerPods(cluster);
  }

  /** Everything that may serve the Ingress. Empty only where it is certain that nothing does. */
  public of(ingress: Ingress): readonly IngressController[] {
    return this.classes.of(ingress).flatMap((choice) => this.ofClass(choice));
  }

  private ofClass(choice: ClassChoice): readonly IngressController[] {
    const key = `${choice.by} ${choice.name ?? ''}`;
    const found = this.known.get(key) ?? (choice.name === undefined ? this.classless(choice) : this.named(choice, choice.name));
    this.known.set(key, found);
    return found;
  }

  private named(choice: ClassChoice, name: string): readonly IngressController[] {
    const controller = choice.object?.spec.controller;
    const preset = controller === undefined ? undefined : presetOfController(controller);
    const descriptions = this.descriptions(choice, name).filter((description) => preset === undefined || presetOf(description) === preset);
    const inManifests = controller === undefined ? this.pods.servingClassName(name) : this.pods.servingController(controller, name, preset);
    const described = descriptions.flatMap((description) => this.described(description, choice));
    const fromPods = inManifests.map(({ workload, preset: product }): IngressController => ({
      kind: 'pods', workload, preset: product, choice, ...(descriptions[0] === undefined ? {} : { description: descriptions[0] }),
    }));
    if (fromPods.length > 0) return fromPods;
    if (described.length > 0) return described;
    return this.undescribed(choice, name, preset);
  }

  /** A class whose controller is neither in the manifests nor described. */
  private undescribed(choice: ClassChoice, name: string, preset: ControllerPreset | undefined): readonly IngressController[] {
    const byAnnotation = choice.object === undefined ? presetOfAnnotation(name) : undefined;
    if (byAnnotation !== undefined && choice.by === 'annotation') return [{ kind: 'managed', preset: byAnnotation, choice }];
    // The built-in controller reads the annotation only and has no IngressClass: the field leads to no load balancer.
    if (byAnnotation !== undefined && byAnnotation.builtInto === this.profile.cluster.provider) return [];
    if (preset !== undefined && preset.pods === undefined) return [{ kind: 'managed', preset, choice }];
    return [{ kind: 'unknown', certain: true, choice, ...(preset === undefined ? {} : { preset }) }];
  }

  /** No class at all: some controllers serve that too. */
  private classless(choice: ClassChoice): readonly IngressController[] {
    const found: IngressController[] = this.pods.servingClassless().map(({ workload, preset }) => ({ kind: 'pods', workload, preset, choice }));
    for (const description of this.profile.controllers) {
      if (presetOf(description)?.servesClassless === true) found.push(...this.described(description, choice));
    }
    for (const preset of PRESETS.values()) {
      if (preset.servesClassless && preset.builtInto === this.profile.cluster.provider) found.push({ kind: 'managed', preset, choice });
    }
    return found.length > 0 ? found : [{ kind: 'unknown', certain: false, choice }];
  }

  private descriptions(choice: ClassChoice, name: string): readonly ControllerProfile[] {
    const ofProfile = this.profile.controllers.filter(({ className }) => className === name);
    const annotation = choice.object?.metadata.annotations[GATEWAY_ANNOTATION];
    const { description } = annotation === undefined ? { description: undefined } : parseGatewayAnnotation(annotation);
    return description === undefined ? ofProfile : [...ofProfile, { ...description, className: name }];
  }

  /** What is described may stand in the manifests all the same. */
  private described(description: ControllerProfile, choice: ClassChoice): readonly IngressController[] {
    const preset = presetOf(description);
    if (preset === undefined) return [];
    const pods = podsOf(description, preset);
    const workloads = pods === undefined ? [] : this.pods.labelled(pods.namespace, pods.labels);
    if (workloads.length === 0) return [{ kind: 'described', preset, description, choice }];
    return workloads.map((workload) => ({ kind: 'pods', workload, preset, description, choice }));
  }
}

/** Where the pods of a described controller are: the preset's namespace and labels unless the description has its own. */
export function podsOf(description: ControllerProfile, preset: ControllerPreset): ControllerPreset['pods'] {
  const namespace = description.namespace ?? preset.pods?.namespace;
  const labels = description.podLabels ?? preset.pods?.labels;
  return namespace === undefined || labels === undefined ? undefined : { namespace, labels };
}

function presetOf(description: ControllerProfile): ControllerPreset | undefined {
  return PRESETS.get(description.preset);
}
