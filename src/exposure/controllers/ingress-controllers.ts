import { Cluster, Ingress } from '../../cluster/model';
import { ControllerPreset } from '../../controllers/controller';
import { PRESETS, presetOfAnnotation, presetOfController } from '../../controllers/presets';
import { descriptionOn } from '../../profile/gateway-annotation';
import { ControllerProfile, Profile } from '../../profile/profile';
import { ClassChoice, IngressClasses } from '../ingresses/ingress-class';
import { isCertain, settled } from './controller-pods';
import { Controller, Controllers, inManifests, isOfProduct, presetOf, somebodyElse } from './controllers';

const WITHOUT_CLASS = 'Ingresses without a class';

/** Finds the controllers behind Ingresses. */
export class IngressControllers {
  private readonly classes: IngressClasses;
  private readonly controllers: Controllers;
  private readonly known = new Map<string, readonly Controller[]>();

  public constructor(cluster: Cluster, private readonly profile: Profile) {
    this.classes = new IngressClasses(cluster);
    this.controllers = new Controllers(cluster, profile);
  }

  /** Everything that may serve the Ingress. Empty only where it is certain that nothing does. */
  public of(ingress: Ingress): readonly Controller[] {
    return this.classes.of(ingress).flatMap((choice) => this.ofClass(choice));
  }

  private ofClass(choice: ClassChoice): readonly Controller[] {
    const key = `${choice.by} ${choice.alsoByField === true} ${choice.name ?? ''}`;
    const found = this.known.get(key) ?? (choice.name === undefined ? this.classless() : this.named(choice, choice.name));
    this.known.set(key, found);
    return found;
  }

  private named(choice: ClassChoice, name: string): readonly Controller[] {
    const serves = `class "${name}"`;
    const controller = choice.object?.spec.controller;
    const product = controller === undefined ? undefined : presetOfController(controller);
    const descriptions = this.descriptions(choice, name).filter((description) => product === undefined || isOfProduct(description, product));
    const by = choice.by !== 'annotation' ? 'field' : choice.alsoByField === true ? 'both' : 'annotation';
    const asked = { name, by, ...(controller === undefined ? {} : { controller }), ...(product === undefined ? {} : { product }) } as const;
    const taken = this.controllers.pods.serving(asked);
    const fromPods = taken.map((one) => inManifests(one, serves, descriptions[0]));
    // whoever takes the class of another product by its name does not keep that product from serving it
    const own = fromPods.filter((one) => (product === undefined ? isCertain(one) : one.preset === product));
    if (own.some(isCertain)) return fromPods;
    const described = descriptions.flatMap((description) => this.controllers.described(description, { serves }));
    if (described.length > 0) return [...fromPods, ...described];
    if (own.length === 0) return [...fromPods, ...this.undescribed(choice, name, product)];
    const usual = settled(taken);
    if (usual.every(isCertain)) return usual.map((one) => inManifests(one, serves));
    return [...fromPods, ...this.undescribed(choice, name, product).map((one): Controller => ({ ...one, provided: somebodyElse(own, serves) }))];
  }

  /** A class whose controller is neither in the manifests nor described. */
  private undescribed(choice: ClassChoice, name: string, preset: ControllerPreset | undefined): readonly Controller[] {
    const serves = `class "${name}"`;
    const byAnnotation = choice.object === undefined ? presetOfAnnotation(name) : undefined;
    if (byAnnotation !== undefined && choice.by === 'annotation') return [{ kind: 'managed', preset: byAnnotation, serves }];
    // The built-in controller reads the annotation only and has no IngressClass: the field leads to no load balancer.
    if (byAnnotation !== undefined && byAnnotation.builtInto === this.profile.cluster.provider) return [];
    const managed = preset ?? (choice.object === undefined ? cloudProductOf(choice, name) : undefined);
    if (managed !== undefined && managed.pods === undefined) return [{ kind: 'managed', preset: managed, serves }];
    return [{ kind: 'unknown', serves, ...(preset === undefined ? {} : { preset }) }];
  }

  /** No class at all: some controllers serve that too. */
  private classless(): readonly Controller[] {
    const serves = WITHOUT_CLASS;
    const found: Controller[] = this.controllers.pods.servingClassless().map((one) => inManifests(one, serves));
    for (const description of this.profile.controllers) {
      if (presetOf(description)?.servesClassless === true) found.push(...this.controllers.described(description, { serves }));
    }
    for (const preset of PRESETS.values()) {
      if (preset.servesClassless && preset.builtInto === this.profile.cluster.provider) found.push({ kind: 'managed', preset, serves });
    }
    if (found.some(isCertain)) return found;
    return [...found, { kind: 'unknown', serves, provided: somebodyElse(found, serves) }];
  }

  private descriptions(choice: ClassChoice, name: string): readonly ControllerProfile[] {
    const ofProfile = this.controllers.descriptionsOf(name);
    const description = choice.object === undefined ? undefined : descriptionOn(choice.object.metadata);
    return description === undefined ? ofProfile : [...ofProfile, description];
  }
}

/**
 * The cloud product whose documentation calls its class so, where the manifests lack the class: its controller makes the
 * class itself, or the annotation names the controller (AWS Load Balancer Controller, Application Gateway Ingress Controller).
 */
function cloudProductOf({ by }: ClassChoice, name: string): ControllerPreset | undefined {
  return [...PRESETS.values()].find(({ loadBalancer, builtInto, className, controller }) =>
    loadBalancer !== undefined && builtInto === undefined && (className === name || (by === 'annotation' && controller === name)));
}

/** The product behind a controller of Ingresses; undefined for one that nobody knows. */
export function productOf({ preset }: Controller): ControllerPreset | undefined {
  return [...PRESETS.values()].find((known) => known === preset);
}
