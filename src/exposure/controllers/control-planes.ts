import { Cluster, Workload } from '../../cluster/model';
import { ControllerPreset } from '../../controllers/controller';
import { isImageOf } from '../../controllers/images';
import { Container } from '../../manifest/kinds/pod-template';
import { startOf } from '../relays/command-words';
import { anyOf, Flag, FlagReading, readFlag } from './controller-flags';

const RELEASE = 'app.kubernetes.io/instance';

/** Containers that run while the pods do. */
export function runningContainers(workload: Workload): readonly Container[] {
  return workload.pods.flatMap(({ containers }) => containers).filter(({ role }) => role !== 'init');
}

/**
 * What is said of a flag of a proxy: in its own pods, or by the control plane of its product, where that is apart. Of several control planes in one namespace each
 * may be the one that configures the proxy, unless their pods or their release say which.
 */
export function readFlagAround(cluster: Cluster, proxy: Workload, flag: Flag, preset: ControllerPreset): FlagReading {
  const own = readTogether(runningContainers(proxy), flag, preset);
  if (preset.controlPlane === undefined || isGiven(own) || controlContainers(proxy, preset).length > 0) return own;
  const control = controlPlanesOf(cluster, proxy, preset);
  if (control.length === 0) {
    const unseen = `the manifests lack its control plane in namespace ${proxy.namespace.name}, which has ${flag.name}`;
    return { values: [undefined], unseen, lacksControlPlane: true };
  }
  return anyOf(control.map((workload) => readTogether(controlContainers(workload, preset), flag, preset)));
}

/** The containers of one pod: that which has the flag says it for all. What runs beside the product says nothing, unless no image is known to be it. */
function readTogether(containers: readonly Container[], flag: Flag, preset: ControllerPreset): FlagReading {
  const images = [...preset.images, ...preset.controlPlane ?? []];
  const known = containers.filter(({ image }) => isImageOf({ images }, image));
  const readings = (known.length > 0 ? known : containers).map((container) => readFlag(container, flag, preset));
  const given = readings.filter(isGiven);
  return given.length > 0 ? anyOf(given) : anyOf([{ values: [undefined] }, ...readings]);
}

function isGiven({ values }: FlagReading): boolean {
  return values.length === 0 || values.some((value) => value !== undefined);
}

function controlContainers(workload: Workload, { controlPlane: images = [], controlPlaneCommand }: ControllerPreset): readonly Container[] {
  return runningContainers(workload).filter((container) => isImageOf({ images }, container.image)
    && (controlPlaneCommand === undefined || startOf(container).words.some(({ text }) => text === controlPlaneCommand)));
}

/** Control planes that may configure a proxy: of its release if there are any, and none that runs beside another proxy if others do not. */
function controlPlanesOf(cluster: Cluster, proxy: Workload, preset: ControllerPreset): readonly Workload[] {
  const all = cluster.workloadsIn(proxy.namespace.name).filter((workload) => controlContainers(workload, preset).length > 0);
  const apart = all.filter((workload) => !runningContainers(workload).some(({ image }) => isImageOf(preset, image)));
  const possible = apart.length > 0 ? apart : all;
  const release = releaseOf(proxy);
  const ofRelease = release === undefined ? [] : possible.filter((workload) => releaseOf(workload) === release);
  return ofRelease.length > 0 ? ofRelease : possible;
}

function releaseOf({ pods }: Workload): string | undefined {
  return pods.map(({ labels }) => labels[RELEASE]).find((release) => release !== undefined);
}
