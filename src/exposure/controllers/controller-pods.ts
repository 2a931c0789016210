import { Cluster, PodClass, Workload } from '../../cluster/model';
import { ControllerPreset } from '../../controllers/controller';
import { isImageOf } from '../../controllers/images';
import { PRESETS } from '../../controllers/presets';
import { Container } from '../../manifest/kinds/pod-template';

/** A workload that runs the proxy of a known controller. */
export interface ControllerWorkload {
  readonly workload: Workload;
  readonly preset: ControllerPreset;
  /** Class that its flag restricts it to; some take several, with commas between them. */
  readonly className?: string;
  /** `spec.controller` that it serves. */
  readonly controller?: string;
  /** Whether a flag says so: it then serves no other. */
  readonly isNamed?: boolean;
}

/** Controllers that run as workloads of the manifests. */
export class ControllerPods {
  private readonly found: readonly ControllerWorkload[];

  public constructor(private readonly cluster: Cluster) {
    this.found = cluster.workloads.flatMap((workload) => this.controllersIn(workload));
  }

  /** Workloads that serve the classes of this `spec.controller`, and the class `name` of it. */
  public servingController(controller: string, name: string, preset: ControllerPreset | undefined): readonly ControllerWorkload[] {
    const byImage = this.found.filter((candidate) => servesController(candidate, controller, preset) && servesName(candidate, name));
    if (byImage.length > 0 || preset?.pods === undefined || this.found.some((candidate) => candidate.preset === preset)) return byImage;
    return this.labelled(preset.pods.namespace, preset.pods.labels).map((workload) => ({ workload, preset }));
  }

  /** Workloads that take a class `name` that has no IngressClass object: by their flag, or by the name they are documented with. */
  public servingClassName(name: string): readonly ControllerWorkload[] {
    return this.found.filter(({ preset, className }) => (className ?? preset.className).split(',').includes(name));
  }

  /** Workloads that run the proxy of a product, with the class that a flag restricts each to. */
  public running(preset: ControllerPreset, classFlag: string | undefined): readonly ControllerWorkload[] {
    const byImage = this.found.filter((candidate) => candidate.preset === preset).map(({ workload }) => workload);
    // A mirror may have given the image another name: pods where the product is installed, with its labels, are it too.
    const workloads = byImage.length > 0 || preset.pods === undefined ? byImage : this.labelled(preset.pods.namespace, preset.pods.labels);
    return workloads.map((workload) => {
      const className = classFlag === undefined ? undefined : this.flagAround(workload, classFlag, preset);
      return { workload, preset, ...(className === undefined ? {} : { className }) };
    });
  }

  /** Value of a flag of the workload, or of the control plane of its product in the same namespace, where that is apart. */
  public flagAround(workload: Workload, flag: string, preset: ControllerPreset): string | undefined {
    const { controlPlane = [] } = preset;
    const neighbours = this.cluster.workloadsIn(workload.namespace.name).flatMap(runningContainers);
    const control = neighbours.filter(({ image }) => isImageOf({ images: controlPlane }, image));
    for (const container of [...runningContainers(workload), ...control]) {
      const value = flagOf(container, flag, preset);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** Workloads that also serve Ingresses without a class. */
  public servingClassless(): readonly ControllerWorkload[] {
    return this.found.filter(({ preset, className }) => preset.servesClassless && className === undefined);
  }

  private controllersIn(workload: Workload): readonly ControllerWorkload[] {
    const containers = runningContainers(workload);
    const found: ControllerWorkload[] = [];
    for (const preset of PRESETS.values()) {
      const proxy = containers.find(({ image }) => isImageOf(preset, image));
      if (proxy === undefined || !hasCompanion(workload, preset)) continue;
      // the flags of some are those of their control plane, which runs beside or elsewhere
      const className = preset.controlPlane === undefined || preset.classFlag === undefined ? flagOf(proxy, preset.classFlag, preset)
        : this.flagAround(workload, preset.classFlag, preset);
      const named = flagOf(proxy, preset.controllerFlag, preset);
      found.push({ workload, preset, ...(className === undefined ? {} : { className }), ...servedController(preset, named) });
    }
    return found;
  }

  /** Workloads of a namespace whose pods have these labels. */
  public labelled(namespace: string, labels: Readonly<Record<string, string>>): readonly Workload[] {
    return this.cluster.workloadsIn(namespace).filter(({ pods }) => pods.some((podClass) => hasLabels(podClass, labels)));
  }
}

function runningContainers(workload: Workload): readonly Container[] {
  return workload.pods.flatMap((pods) => pods.containers).filter(({ role }) => role !== 'init');
}

function hasCompanion({ pods }: Workload, { companions }: ControllerPreset): boolean {
  if (companions === undefined) return true;
  return pods.some(({ containers }) => containers.some(({ image }) => isImageOf({ images: companions }, image)));
}

/** Which `spec.controller` is served, by the flag of a product that has one. */
function servedController({ controller, controllerFlagIs }: ControllerPreset, named = ''): Pick<ControllerWorkload, 'controller' | 'isNamed'> {
  // without the flag the others serve what starts with their name, as far as anybody knows
  if (controllerFlagIs === 'suffix') return { controller: named === '' ? controller! : `${controller}/${named}`, isNamed: true };
  if (named !== '') return { controller: named, isNamed: true };
  return controller === undefined ? {} : { controller };
}

function servesController(candidate: ControllerWorkload, controller: string, preset: ControllerPreset | undefined): boolean {
  if (candidate.controller === controller) return true;
  return preset !== undefined && candidate.preset === preset && candidate.isNamed !== true && candidate.controller === preset.controller;
}

function servesName({ className }: ControllerWorkload, name: string): boolean {
  return className === undefined || className === '' || className.split(',').includes(name);
}

/**
 * Value of a flag, written as `--flag=value` or as two words, with one dash or two; flags are compared without case, as
 * Traefik does. Arguments win over variables.
 */
function flagOf({ command, args, env }: Container, flag: string | undefined, { flagVariables }: ControllerPreset): string | undefined {
  if (flag === undefined) return undefined;
  const wanted = bare(flag).toLowerCase();
  const words = [...command, ...args];
  for (const [index, word] of words.entries()) {
    if (!word.startsWith('-')) continue;
    const text = bare(word);
    const lower = text.toLowerCase();
    if (lower.startsWith(`${wanted}=`)) return text.slice(wanted.length + 1);
    if (lower === wanted) return words[index + 1];
  }
  return flagVariables === undefined ? undefined : env[`${flagVariables}${wanted.toUpperCase().replace(/[-.]/g, '_')}`];
}

function bare(flag: string): string {
  return flag.replace(/^-{1,2}/, '');
}

function hasLabels(pods: PodClass, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([key, value]) => pods.labels[key] === value);
}
