import { Cluster, Workload } from '../../cluster/model';
import { imageRepository } from '../../controllers/images';
import { StringMap } from '../../manifest/kubernetes-object';
import { SeenAs } from '../model';

/** Pods of a product that connect to Services on behalf of whoever comes through its tunnel. */
export interface TunnelAgents {
  /** Name for people. */
  readonly name: string;
  /** Where its documentation puts them. */
  readonly namespace: string;
  /** Labels that they always have. */
  readonly labels: StringMap;
  /** Image repositories, without registry, of the program that runs or makes them. */
  readonly images: readonly string[];
}

/**
 * What policies see of a tunnel: its agents where the manifests contain them, else pods as its operator makes them, in the
 * namespace of that operator. Where the manifests have neither operator nor namespace, the documented namespace is only probable.
 */
export function seenAsAgents({ workloads, namespaces }: Cluster, { name, namespace, labels, images }: TunnelAgents): SeenAs {
  const installed = workloads.filter((workload) => runsOneOf(workload, images));
  const agents = installed.filter(({ pods }) => pods.some((group) => Object.entries(labels).every(([key, value]) => group.labels[key] === value)));
  if (agents.length > 0) return { kind: 'peer', name, peers: agents.map((workload) => ({ kind: 'workload', workload })) };
  const homes = installed.length > 0 ? [...new Set(installed.map((workload) => workload.namespace.name))] : [namespace];
  const peers = homes.map((home) => ({ kind: 'described', pod: { namespace: home, labels } }) as const);
  if (installed.length > 0 || namespaces.get(namespace)?.declared === true) return { kind: 'peer', name, peers };
  return { kind: 'peer', name, peers, unless: `the policies admit ${name}, which run in another namespace than ${namespace}` };
}

/** Whether a container of the workload, other than one that ends before it starts, has one of the images. */
export function runsOneOf({ pods }: Workload, images: readonly string[]): boolean {
  return pods.some(({ containers }) => containers.some(({ role, image }) => {
    const repository = imageRepository(image);
    return role !== 'init' && images.some((known) => repository === known || repository.endsWith(`/${known}`));
  }));
}
