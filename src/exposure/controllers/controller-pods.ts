import { Cluster, PodClass, Workload } from '../../cluster/model';
import { ControllerPreset } from '../../controllers/controller';
import { isImageOf } from '../../controllers/images';
import { PRESETS } from '../../controllers/presets';
import { Claim, claimsAnnotation, claimsClass, claimsClassless, either, Flagged, NamedClass } from './class-claims';
import { readFlagAround, runningContainers } from './control-planes';
import { Flag, FlagReading } from './controller-flags';

/** A workload that runs the proxy of a known controller. */
export interface ControllerWorkload {
  readonly workload: Workload;
  readonly preset: ControllerPreset;
  /** What must hold for it to serve what is asked for; certain if absent. */
  readonly provided?: string;
  /** Whether it serves that if its control plane, which the manifests lack, has no flag that says otherwise: as the product is documented. */
  readonly isUsual?: true;
}

/** A class that an Ingress names, and how. */
export interface AskedClass extends NamedClass {
  /** Whether the annotation names it, whether the field does, or both. */
  readonly by: 'field' | 'annotation' | 'both';
}

/** Controllers that run as workloads of the manifests. */
export class ControllerPods {
  private readonly found: readonly ControllerWorkload[];

  public constructor(private readonly cluster: Cluster) {
    this.found = cluster.workloads.flatMap((workload) => controllersIn(workload));
  }

  /** Workloads that serve a class, or may do so. */
  public serving(asked: AskedClass): readonly ControllerWorkload[] {
    const byClass = (one: Flagged): Claim => claimsClass(one, asked);
    if (asked.by === 'field') return this.ofClass(asked, byClass);
    if (asked.by === 'both') {
      return this.ofClass(asked, (one) => either(byClass(one), one.preset.annotation?.wins === true && claimsAnnotation(one, asked)));
    }
    const annotated = this.claiming(this.found, (one) => claimsAnnotation(one, asked));
    if (annotated.some(isCertain) || asked.controller === undefined) return annotated;
    // what no flag names for certain may be meant by the class of that name all the same; for certain where nothing else is known of the product
    const byName = (one: Flagged): Claim => {
      const claim = byClass(one);
      return claim === true && one.preset.annotation !== undefined ? `${one.id} takes annotation "${asked.name}" for the class of that name` : claim;
    };
    return this.ofClass(asked, (one) => either(byName(one), claimsAnnotation(one, asked)));
  }

  /** Workloads that serve Ingresses without a class, or may do so. */
  public servingClassless(): readonly ControllerWorkload[] {
    return this.claiming(this.found, claimsClassless);
  }

  /** Workloads that run the proxy of a product. */
  public running(preset: ControllerPreset): readonly ControllerWorkload[] {
    const byImage = this.found.filter((candidate) => candidate.preset === preset);
    // A mirror may have given the image another name: pods where the product is installed, with its labels, are it too.
    return byImage.length > 0 || preset.pods === undefined ? byImage
      : this.labelled(preset.pods.namespace, preset.pods.labels).map((workload) => ({ workload, preset }));
  }

  /** Those of some installations that take what is asked for, or may do so. */
  public claiming(installations: readonly ControllerWorkload[], claims: (one: Flagged) => Claim): readonly ControllerWorkload[] {
    return installations.flatMap(({ workload, preset }) => {
      const one: Flagged = { preset, id: workload.id, read: (flag) => this.read(workload, flag, preset) };
      const claim = claims(one);
      if (claim === false) return [];
      if (claim === true) return [{ workload, preset }];
      const isUsual = claims({ ...one, read: (flag) => asUsual(one.read(flag)) }) === true;
      return [{ workload, preset, provided: claim, ...(isUsual && { isUsual }) }];
    });
  }

  /** Value of a flag of the workload, or of the control plane of its product in the same namespace, where that is apart. */
  public flagAround(workload: Workload, name: string, preset: ControllerPreset): string | undefined {
    return this.read(workload, { name }, preset).values.find((value) => value !== undefined);
  }

  /** Workloads of a namespace whose pods have these labels. */
  public labelled(namespace: string, labels: Readonly<Record<string, string>>): readonly Workload[] {
    return this.cluster.workloadsIn(namespace).filter(({ pods }) => pods.some((podClass) => hasLabels(podClass, labels)));
  }

  /** Where nothing runs an image of the product, its pods are those with its labels: their flags count all the same. */
  private ofClass({ product }: NamedClass, claims: (one: Flagged) => Claim): readonly ControllerWorkload[] {
    const byImage = this.claiming(this.found, claims);
    if (product?.pods === undefined || this.found.some(({ preset }) => preset === product)) return byImage;
    return [...byImage, ...this.claiming(this.running(product), claims)];
  }

  private read(workload: Workload, flag: Flag, preset: ControllerPreset): FlagReading {
    return readFlagAround(this.cluster, workload, flag, preset);
  }
}

/**
 * The only installation that may serve something does so, where nobody else is known who would and nothing is lacking but its control plane: what is asked for is
 * then what the product serves as it is documented. Of anything else that nobody sees, the contrary is as likely.
 */
export function settled(found: readonly ControllerWorkload[]): readonly ControllerWorkload[] {
  const [only, ...others] = found;
  return only?.isUsual === true && others.length === 0 ? [{ workload: only.workload, preset: only.preset }] : found;
}

/** Whether nothing must hold for the controller to serve what is asked for. */
export function isCertain({ provided }: { readonly provided?: string }): boolean {
  return provided === undefined;
}

function asUsual(reading: FlagReading): FlagReading {
  return reading.lacksControlPlane === true ? { values: reading.values } : reading;
}

function controllersIn(workload: Workload): readonly ControllerWorkload[] {
  const containers = runningContainers(workload);
  return [...PRESETS.values()]
    .filter((preset) => containers.some(({ image }) => isImageOf(preset, image)) && hasCompanion(workload, preset))
    .map((preset) => ({ workload, preset }));
}

function hasCompanion({ pods }: Workload, { companions }: ControllerPreset): boolean {
  if (companions === undefined) return true;
  return pods.some(({ containers }) => containers.some(({ image }) => isImageOf({ images: companions }, image)));
}

function hasLabels(pods: PodClass, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([key, value]) => pods.labels[key] === value);
}
