import { Cluster, Service } from '../cluster/model';
import { ServiceExportSpec } from '../manifest/kinds/multicluster/service-export';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { possibleEntries } from './controllers/possible-entries';
import { NamedService } from './services/service-names';
import { nameOf, workloadsBehind } from './tunnels/service-behind';
import { FoundWayIn, Front, WayInFinder } from './way-in-finder';

/** Kinds that offer the Service of their own name and namespace to other clusters. */
const EXPORTS: readonly (readonly [string, string])[] = [
  ['multicluster.x-k8s.io', 'ServiceExport'],
  ['net.gke.io', 'ServiceExport'],
  ['submariner.io', 'ServiceExport'],
  ['application-networking.k8s.aws', 'ServiceExport'],
  ['networking.karmada.io', 'MultiClusterService'],
];

/** An annotation or label of a Service that offers it to other clusters. */
interface SharingMark {
  readonly key: string;
  readonly product: string;
  readonly shares: (value: string, annotations: Readonly<Record<string, string>>) => boolean;
}

const MARKS: readonly SharingMark[] = [
  { key: 'service.cilium.io/global', product: 'Cilium Cluster Mesh', shares: sharedByCilium },
  // the name before Cilium 1.13
  { key: 'io.cilium/global-service', product: 'Cilium Cluster Mesh', shares: sharedByCilium },
  // any value that somebody's selector of the link matches: true, remote-discovery, federated (linkerd.io, "Multi-cluster communication")
  { key: 'mirror.linkerd.io/exported', product: 'Linkerd multicluster', shares: isSet },
  { key: 'mirror.linkerd.io/federated', product: 'Linkerd multicluster', shares: isSet },
];

/**
 * A Service that is exported can be used in every cluster of the set. Those are other hosts of the private network; which of them import it, and
 * what policies see of their pods, no manifest of this cluster says. What another cluster publishes in its turn is its own to check.
 */
export const MULTI_CLUSTER: WayInFinder = {
  kind: 'MultiCluster',
  *find({ cluster }) {
    for (const [group, kind] of EXPORTS) {
      for (const object of cluster.objectsOf(group, kind)) yield* ofExport(cluster, object);
    }
    for (const service of cluster.services) yield* ofMarks(cluster, service);
  },
};

function* ofExport(cluster: Cluster, object: KubernetesObject): Generator<FoundWayIn> {
  const { ports = [] } = (object.spec ?? {}) as Partial<ServiceExportSpec>;
  const whole: NamedService = { namespace: object.metadata.namespace ?? 'default', name: object.metadata.name };
  for (const named of ports.length === 0 ? [whole] : ports.map((port) => ({ ...whole, port }))) {
    for (const { workload, ports: podPorts, services } of workloadsBehind(cluster, named)) {
      yield { kind: 'MultiCluster', object, field: 'metadata.name', workload, ports: podPorts, through: [object.ref, ...services], front: frontOf(object.ref) };
    }
  }
}

function* ofMarks(cluster: Cluster, service: Service): Generator<FoundWayIn> {
  const { annotations, labels } = service.metadata;
  for (const { key, product, shares } of MARKS) {
    const place = annotations[key] !== undefined ? 'annotations' : 'labels';
    const value = annotations[key] ?? labels[key];
    if (value === undefined || !shares(value, annotations)) continue;
    for (const { workload, ports, services } of workloadsBehind(cluster, nameOf(service))) {
      yield { kind: 'MultiCluster', object: service, field: `metadata.${place}[${key}]`, workload, ports, through: services, front: frontOf(`${service.ref} (${product})`) };
    }
  }
}

function frontOf(what: string): Front {
  return {
    kind: 'open',
    entries: possibleEntries(['private-network'], `another cluster imports ${what}`),
    seenAs: { kind: 'peer', peers: [], name: 'the pods of other clusters' },
    scope: 'private-network',
  };
}

/** A global Service is offered to the other clusters unless it says that it is not shared (Cilium, "Load-balancing & Service Discovery"). */
function sharedByCilium(value: string, annotations: Readonly<Record<string, string>>): boolean {
  const shared = annotations['service.cilium.io/shared'] ?? annotations['io.cilium/shared-service'];
  return /^true$/i.test(value) && !/^false$/i.test(shared ?? '');
}

function isSet(value: string): boolean {
  return !/^(?:|false|disabled)$/i.test(value);
}
