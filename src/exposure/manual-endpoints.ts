import { Cluster, Service, Workload } from '../cluster/model';
import { Json, JsonObject, KubernetesObject } from '../manifest/kubernetes-object';
import { PortSet } from '../network/port-set';
import { isProtocol } from '../network/protocol';
import { ZONES } from './model';
import { FoundWayIn, WayInFinder } from './way-in-finder';
import { clientsOf } from './zones';

/**
 * Endpoints and EndpointSlices that somebody wrote by hand lead a published Service to whatever they name, without any
 * selector (Kubernetes documentation, "Services without selectors"; CVE-2021-25740). A pod that one names, by `targetRef`
 * or by its address, is possibly reached.
 */
export const MANUAL_ENDPOINTS: WayInFinder = {
  kind: 'Other',
  *find({ cluster }) {
    for (const { service, endpoints } of publishedByHand(cluster)) {
      for (const workload of namedPods(cluster, endpoints)) yield wayIn(service, endpoints, workload);
    }
  },
};

/** A hand-written object that gives a published Service its endpoints. */
export interface HandWritten {
  readonly service: Service;
  readonly endpoints: KubernetesObject;
}

/** Hand-written endpoints of Services that something publishes. */
export function* publishedByHand(cluster: Cluster): Generator<HandWritten> {
  const objects = [...cluster.objectsOf('', 'Endpoints'), ...cluster.objectsOf('discovery.k8s.io', 'EndpointSlice')];
  if (objects.length === 0) return;
  const backends = ingressBackends(cluster);
  for (const endpoints of objects) {
    const service = cluster.service(endpoints.metadata.namespace ?? 'default', serviceNameOf(endpoints));
    if (service !== undefined && (opensItself(service) || backends.has(service.ref))) yield { service, endpoints };
  }
}

/** An EndpointSlice names its Service by a label; Endpoints have its name (Kubernetes API, EndpointSlice). */
function serviceNameOf({ kind, metadata }: KubernetesObject): string {
  return kind === 'Endpoints' ? metadata.name : metadata.labels['kubernetes.io/service-name'] ?? '';
}

function opensItself({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer' || spec.type === 'NodePort' || spec.externalIPs.length > 0;
}

function ingressBackends({ ingresses }: Cluster): ReadonlySet<string> {
  return new Set(ingresses.flatMap(({ metadata, spec }) => {
    const backends = [spec.defaultBackend, ...spec.rules.flatMap((rule) => rule.paths.map((path) => path.backend))];
    return backends.flatMap((backend) => (backend?.service === undefined ? [] : [`Service ${metadata.namespace ?? 'default'}/${backend.service.name}`]));
  }));
}

/** Workloads of which the object names a pod: by reference, as controllers name their pods, or by an address that the manifests give. */
function namedPods(cluster: Cluster, { metadata, raw }: KubernetesObject): readonly Workload[] {
  const found = new Set<Workload>();
  for (const endpoint of endpointsOf(raw)) {
    const reference = endpoint.targetRef;
    if (isObject(reference) && reference.kind === 'Pod' && typeof reference.name === 'string') {
      const namespace = typeof reference.namespace === 'string' ? reference.namespace : metadata.namespace ?? 'default';
      for (const workload of cluster.workloadsIn(namespace)) if (mayHavePod(workload, reference.name)) found.add(workload);
    }
    const addresses = new Set([endpoint.ip, ...listOf(endpoint.addresses)]);
    for (const workload of cluster.workloads) if (workload.pods.some((pods) => pods.podIPs.some((ip) => addresses.has(ip)))) found.add(workload);
  }
  return [...found].sort((a, b) => a.index - b.index);
}

/** Controllers name pods after themselves: `db-0`, `web-6d4cf56db6-x7k2p`. */
function mayHavePod({ name, objects }: Workload, pod: string): boolean {
  return pod === name || pod.startsWith(`${name}-`) || objects.some(({ kind, metadata }) => kind === 'Pod' && metadata.name === pod);
}

/** Of an EndpointSlice its `endpoints`, of Endpoints the addresses of their `subsets`. */
function endpointsOf({ endpoints, subsets }: JsonObject): readonly JsonObject[] {
  return [...listOf(endpoints), ...listOf(subsets).filter(isObject).flatMap((subset) => listOf(subset.addresses))].filter(isObject);
}

function portsOf({ ports, subsets }: JsonObject): PortSet {
  const all = [...listOf(ports), ...listOf(subsets).filter(isObject).flatMap((subset) => listOf(subset.ports))].filter(isObject);
  const numbered = all.flatMap(({ port, protocol = 'TCP' }) => (typeof port === 'number' && port >= 1 && port <= 65535 && isProtocol(protocol)
    ? [PortSet.of(protocol, port)] : []));
  // without a number every port is meant (Kubernetes API, EndpointPort)
  return numbered.length < all.length || all.length === 0 ? PortSet.ALL : PortSet.union(numbered);
}

function wayIn(service: Service, endpoints: KubernetesObject, workload: Workload): FoundWayIn {
  const assumption = `the endpoints that ${endpoints.ref} gives ${service.ref} are pods of ${workload.id}`;
  return {
    kind: 'Other',
    object: endpoints,
    workload,
    ports: portsOf(endpoints.raw),
    through: [service.ref, endpoints.ref],
    front: {
      kind: 'open',
      entries: ZONES.map((zone) => ({ zone, verdict: 'unknown', assuming: [assumption], clients: clientsOf(zone) })),
      seenAs: { kind: 'peer', peers: [], name: `whatever publishes ${service.ref}` },
      scope: 'unknown',
    },
  };
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
