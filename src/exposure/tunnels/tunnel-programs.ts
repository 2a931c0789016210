import { Cluster, Workload } from '../../cluster/model';
import { imageRepository } from '../../controllers/images';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { CLOUDFLARED } from './cloudflared';
import { FRP } from './frp';
import { mountedConfigMaps } from './mounted-config-maps';
import { NGROK_AGENT } from './ngrok-agent';
import { BORE, CHISEL, INLETS, SSH } from './reverse-tunnels';
import { TELEPORT } from './teleport';
import { TunnelProgram, TunnelTarget } from './tunnel-program';
import { ZROK } from './zrok';

const PROGRAMS: readonly TunnelProgram[] = [CLOUDFLARED, FRP, NGROK_AGENT, INLETS, BORE, CHISEL, SSH, TELEPORT, ZROK];

/** A tunnel program that is configured or runs. */
export interface RunningTunnel {
  readonly program: TunnelProgram;
  /** What names the targets: a ConfigMap, or the workload. */
  readonly object: KubernetesObject;
  readonly field: string;
  /** Workloads that run it; empty where the manifests show none. */
  readonly carriers: readonly Workload[];
  readonly targets: readonly TunnelTarget[];
}

/** Every tunnel of the manifests that some program keeps open. One whose targets are configured elsewhere has one that leads anywhere. */
export function* runningTunnels(cluster: Cluster): Generator<RunningTunnel> {
  const readers = readersOf(cluster);
  for (const program of PROGRAMS) {
    const carriers = cluster.workloads.flatMap((workload) => carrierOf(program, workload) ?? []);
    const configured = new Set<Workload>();
    for (const config of configsOf(cluster, program)) {
      const mounting = readers.get(config.object.ref) ?? [];
      // where nothing mounts it by name, a carrier beside it is the one
      const home = config.object.metadata.namespace ?? 'default';
      const running = mounting.length > 0 ? mounting : carriers.map(({ workload }) => workload).filter(({ namespace }) => namespace.name === home);
      running.forEach((workload) => configured.add(workload));
      yield { ...config, program, carriers: running };
    }
    for (const { workload, field, targets } of carriers) {
      const [object] = workload.objects;
      if (object === undefined || (targets.length === 0 && configured.has(workload))) continue;
      yield { program, object, field, carriers: [workload], targets: targets.length > 0 ? targets : [elsewhere(program)] };
    }
  }
}

function elsewhere({ name }: TunnelProgram): TunnelTarget {
  return { from: 'unknown', assuming: `the configuration of ${name}, which is not in the manifests, leads to it`, to: undefined };
}

interface Carrier { readonly workload: Workload; readonly field: string; readonly targets: readonly TunnelTarget[] }

function carrierOf(program: TunnelProgram, workload: Workload): Carrier | undefined {
  for (const container of workload.pods.flatMap(({ containers }) => containers)) {
    if (container.role === 'init') continue;
    const words = [...container.command, ...container.args].flatMap((word) => word.split(/\s+/)).filter((word) => word !== '');
    if (!runs(program, container.image, words)) continue;
    const targets = program.ofContainer(words, container);
    if (targets !== undefined) return { workload, field: container.path, targets };
  }
  return undefined;
}

function runs({ executables }: TunnelProgram, image: string, words: readonly string[]): boolean {
  const repository = imageRepository(image);
  return executables.includes(repository.slice(repository.lastIndexOf('/') + 1))
    || words.some((word) => executables.includes(word.slice(word.lastIndexOf('/') + 1)));
}

function* configsOf(cluster: Cluster, { ofConfig }: TunnelProgram): Generator<Pick<RunningTunnel, 'object' | 'field' | 'targets'>> {
  if (ofConfig === undefined) return;
  for (const object of cluster.objectsOf('', 'ConfigMap')) {
    const { data } = object.raw;
    if (typeof data !== 'object' || data === null) continue;
    for (const [key, text] of Object.entries(data)) {
      const targets = typeof text === 'string' ? ofConfig(text) : undefined;
      if (targets !== undefined) yield { object, field: `data[${key}]`, targets };
    }
  }
}

/** The workloads that mount each ConfigMap. */
function readersOf({ workloads }: Cluster): ReadonlyMap<string, readonly Workload[]> {
  const readers = new Map<string, Workload[]>();
  for (const workload of workloads) {
    for (const name of mountedConfigMaps(workload)) {
      const ref = `ConfigMap ${workload.namespace.name}/${name}`;
      readers.set(ref, [...readers.get(ref) ?? [], workload]);
    }
  }
  return readers;
}
