import { Cluster, Workload } from '../../cluster/model';
import { ControllerPreset } from '../../controllers/controller';
import { DataPlane } from '../../controllers/data-plane';
import { baseOf, PRESETS } from '../../controllers/presets';
import { ControllerProfile, Profile } from '../../profile/profile';
import { both, Claim, claimsObject, Flagged, watches } from './class-claims';
import { ControllerPods, ControllerWorkload, isCertain, settled } from './controller-pods';

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
    const taken = this.pods.claiming(this.pods.running(preset), (one) => takes(one, request));
    const [description] = descriptions.filter((one) => className === undefined || one.className === className);
    const fromPods = taken.map((one) => inManifests(one, serves, description));
    if (fromPods.some(isCertain)) return fromPods;
    const described = describedFor(request, descriptions).flatMap(({ description: one, provided }) =>
      this.described(one, { serves, ...(provided === undefined ? {} : { provided }) }));
    if (described.length > 0) return [...fromPods, ...described];
    if (fromPods.length === 0) return [{ kind: 'unknown', preset, serves }];
    const usual = settled(taken);
    return usual.every(isCertain) ? usual.map((one) => inManifests(one, serves)) : [...fromPods, { kind: 'unknown', preset, serves, provided: somebodyElse(fromPods, serves) }];
  }
}

/** A controller that runs in the manifests, with what else is said of it. */
export function inManifests({ workload, preset, provided }: ControllerWorkload, serves: string, description?: ControllerProfile): Controller {
  return { kind: 'pods', workload, preset, serves, ...(description === undefined ? {} : { description }), ...(provided === undefined ? {} : { provided }) };
}

function takes(one: Flagged, { preset, className, unnamed, classFlag = preset.classFlag, namespace, namespacesFlag }: ProductRequest): Claim {
  const isWatched = namespace === undefined || namespacesFlag === undefined ? true : watches(one, namespacesFlag, namespace);
  return both(claimsObject(one, classFlag, className, unnamed === 'all'), isWatched);
}

/** What must hold for somebody to serve what those found may serve. */
export function somebodyElse(found: readonly unknown[], serves: string): string {
  return `some ${found.length > 0 ? 'other ' : ''}controller serves ${serves}, which \`controllers\` of exposure.yaml does not say`;
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

/**
 * Where the pods of a described controller are: the preset's namespace and labels unless the description has its own. Undefined where its addresses stand in their
 * place.
 */
export function podsOf(description: ControllerProfile, preset: DataPlane): DataPlane['pods'] {
  const namespace = homeOf(description, preset);
  const labels = description.podLabels ?? preset.pods?.labels;
  return namespace === undefined || labels === undefined || hasAddressesAlone(description) ? undefined : { namespace, labels };
}

/** The namespace in which a described controller is installed. */
export function homeOf({ namespace }: ControllerProfile, { pods }: DataPlane): string | undefined {
  return namespace ?? pods?.namespace;
}

/** Whether addresses stand in place of the pods of the preset; a description of both means both. */
export function hasAddressesAlone({ cidrs = [], namespace, podLabels }: ControllerProfile): boolean {
  return cidrs.length > 0 && namespace === undefined && podLabels === undefined;
}

/** Whether a description is about a product, in whatever variant. */
export function isOfProduct(description: ControllerProfile, preset: ControllerPreset): boolean {
  return baseOf(description.preset) === preset.name;
}

export function presetOf(description: ControllerProfile): ControllerPreset | undefined {
  return PRESETS.get(description.preset);
}
