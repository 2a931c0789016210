import { Cluster, Workload } from '../../cluster/model';
import { ControllerPreset } from '../../controllers/controller';
import { DataPlane } from '../../controllers/data-plane';
import { baseOf, PRESETS } from '../../controllers/presets';
import { ControllerProfile, Profile } from '../../profile/profile';
import { ControllerPods } from './controller-pods';

/** What every controller has in common, whoever it is. */
interface Serving {
  /** What it serves, as one says it: `class "nginx"`, `Ingresses without a class`, `IngressRoutes`. */
  readonly serves: string;
  /** What must hold for it to serve that at all; certain if absent. */
  readonly provided?: string;
}

/**
 * Who serves a class, or the kinds of a product.
 *
 * - `pods`: a workload of the manifests.
 * - `described`: exposure.yaml, or the annotation on the IngressClass, says where its traffic comes from.
 * - `managed`: a product without pods of its own (a cloud load balancer) that nobody described.
 * - `unknown`: nothing says who serves it.
 */
export type Controller = Serving & (
  | { readonly kind: 'pods'; readonly workload: Workload; readonly preset: DataPlane; readonly description?: ControllerProfile }
  | { readonly kind: 'described'; readonly preset: DataPlane; readonly description: ControllerProfile }
  | { readonly kind: 'managed'; readonly preset: DataPlane }
  | { readonly kind: 'unknown'; readonly preset?: DataPlane });

/** How an object of a product's own kind names the controller that is meant. */
export interface ProductRequest {
  readonly preset: ControllerPreset;
  /** What is to be served, for people: `IngressRoutes`. */
  readonly kinds: string;
  /** Class that the object names. */
  readonly className?: string;
  /**
   * Which controllers serve objects that name no class: `all`, or `unrestricted`, those that no flag restricts to a class.
   * An unrestricted controller takes the class that its product is documented with, and no other.
   */
  readonly unnamed: 'all' | 'unrestricted';
  /** Flag by which the product restricts its own kinds to a class, where it is not that for Ingresses. */
  readonly classFlag?: string;
  /** Namespace of the object. */
  readonly namespace?: string;
  /** Flag by which a controller is restricted to some namespaces, with commas between them. */
  readonly namespacesFlag?: string;
}

/** Finds controllers: in the manifests, in exposure.yaml, or neither. */
export class Controllers {
  public readonly pods: ControllerPods;

  public constructor(cluster: Cluster, private readonly profile: Profile) {
    this.pods = new ControllerPods(cluster);
  }

  /** What exposure.yaml says of the class. */
  public descriptionsOf(className: string): readonly ControllerProfile[] {
    return this.profile.controllers.filter((description) => description.className === className);
  }

  /** The controller of a description. What is described may stand in the manifests all the same. */
  public described(description: ControllerProfile, serving: Serving): readonly Controller[] {
    const preset = presetOf(description);
    if (preset === undefined) return [];
    const pods = podsOf(description, preset);
    const workloads = pods === undefined ? [] : this.pods.labelled(pods.namespace, pods.labels);
    if (workloads.length === 0) return [{ kind: 'described', preset, description, ...serving }];
    return workloads.map((workload) => ({ kind: 'pods', workload, preset, description, ...serving }));
  }

  /**
   * Who serves an object of a product's own kind: controllers of the product in the manifests, else those that are described,
   * else one of which nothing is known. Empty only where it is certain that nobody does.
   */
  public ofProduct(request: ProductRequest): readonly Controller[] {
    const { preset, className, kinds } = request;
    const serves = className === undefined ? kinds : `${kinds} of class "${className}"`;
    const descriptions = this.profile.controllers.filter((description) => isOfProduct(description, preset));
    const running = this.pods.running(preset, request.classFlag ?? preset.classFlag);
    const taken = running.filter(({ workload, className: restriction }) => takes(restriction, request) && this.watches(workload, request));
    if (taken.length > 0) {
      const [description] = descriptions.filter((one) => className === undefined || one.className === className);
      return taken.map(({ workload }) => ({ kind: 'pods', workload, preset, serves, ...(description === undefined ? {} : { description }) }));
    }
    const described = describedFor(request, descriptions).flatMap(({ description, provided }) =>
      this.described(description, { serves, ...(provided === undefined ? {} : { provided }) }));
    return described.length > 0 ? described : [{ kind: 'unknown', preset, serves }];
  }

  private watches(workload: Workload, { preset, namespace, namespacesFlag }: ProductRequest): boolean {
    const watched = namespacesFlag === undefined ? undefined : this.pods.flagAround(workload, namespacesFlag, preset);
    return namespace === undefined || watched === undefined || watched === '' || watched.split(',').includes(namespace);
  }
}

/** Whether a controller that its flag restricts to `restriction`, or nothing restricts, serves what is asked for. */
function takes(restriction: string | undefined, { preset, className, unnamed }: ProductRequest): boolean {
  const isRestricted = restriction !== undefined && restriction !== '';
  if (className === undefined) return unnamed === 'all' || !isRestricted;
  return isRestricted ? restriction.split(',').includes(className) : className === preset.className;
}

interface DescribedFor { readonly description: ControllerProfile; readonly provided?: string }

/**
 * The described controllers that serve what is asked for. Whether one is restricted to its class is not described: of several, what names no
 * class is served by the one of the product's own class, and perhaps by the others.
 */
function describedFor({ preset, className, unnamed, kinds }: ProductRequest, descriptions: readonly ControllerProfile[]): readonly DescribedFor[] {
  if (className !== undefined) return descriptions.filter((one) => one.className === className).map((description) => ({ description }));
  if (unnamed === 'all' || descriptions.length <= 1) return descriptions.map((description) => ({ description }));
  const isSure = (one: ControllerProfile): boolean => one.className === preset.className;
  return descriptions.map((description) => (isSure(description) ? { description }
    : { description, provided: `the controller of class "${description.className}" also serves ${kinds} without a class` }));
}

/** Where the pods of a described controller are: the preset's namespace and labels unless the description has its own. */
export function podsOf(description: ControllerProfile, preset: DataPlane): DataPlane['pods'] {
  const namespace = description.namespace ?? preset.pods?.namespace;
  const labels = description.podLabels ?? preset.pods?.labels;
  return namespace === undefined || labels === undefined ? undefined : { namespace, labels };
}

/** Whether a description is about a product, in whatever variant. */
export function isOfProduct(description: ControllerProfile, preset: ControllerPreset): boolean {
  return baseOf(description.preset) === preset.name;
}

export function presetOf(description: ControllerProfile): ControllerPreset | undefined {
  return PRESETS.get(description.preset);
}
