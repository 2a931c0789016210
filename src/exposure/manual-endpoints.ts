import { isIP } from 'net';
import { destinationsOf } from '../cluster/gateway-api/destinations';
import { GatewayApi } from '../cluster/gateway-api/objects';
import { Cluster, Service, Workload } from '../cluster/model';
import { Json, JsonObject, KubernetesObject } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { isProtocol } from '../network/protocol';
import { Profile } from '../profile/profile';
import { SeenAs, ZONES } from './model';
import { seenThroughNode } from './services/service-way-in';
import { FoundWayIn, WayInFinder } from './way-in-finder';
import { clientsOf } from './zones';

/**
 * Endpoints and EndpointSlices that somebody wrote by hand lead a published Service to whatever they name, without any
 * selector (Kubernetes documentation, "Services without selectors"; CVE-2021-25740). A pod that one names, by `targetRef`
 * or by its address, is possibly reached; so is, where nodes forward to an address that no manifest gives to a pod, any pod.
 */
export const MANUAL_ENDPOINTS: WayInFinder = {
  kind: 'Other',
  *find({ cluster, profile }) {
    for (const { service, endpoints } of publishedByHand(cluster)) {
      const named = namedPods(cluster, endpoints);
      for (const workload of named) yield wayIn(service, endpoints, workload, `whatever publishes ${service.ref}`);
      // a proxy is a caller that policies must admit; a node forwards under an address that they cannot tell from their own node's
      const addresses = opensItself(service) ? addressesOfNobody(cluster, profile, endpoints) : [];
      if (addresses.length === 0) continue;
      for (const workload of cluster.workloads) {
        if (named.includes(workload) || !mayBeAnyOf(workload, endpoints)) continue;
        yield wayIn(service, endpoints, workload, seenThroughNode(service), addresses[0]);
      }
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
  const backends = new Set([...ingressBackends(cluster), ...routeBackends(cluster)]);
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

function routeBackends(cluster: Cluster): readonly string[] {
  const destinations = GatewayApi.of(cluster).routes.flatMap((route) => destinationsOf(cluster, route));
  return destinations.filter(({ granted }) => granted).map(({ backend, namespace }) => `Service ${namespace}/${backend.name}`);
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

/** Addresses that the manifests give to no pod, and that may be one's all the same: `podCidrs` of the profile, else any that is not of the internet. */
function addressesOfNobody(cluster: Cluster, { cluster: { podCidrs } }: Profile, { raw }: KubernetesObject): readonly string[] {
  const pods = podCidrs.length === 0 ? AddressSet.PRIVATE : AddressSet.union(podCidrs.map((cidr) => AddressSet.parseCidr(cidr)));
  const known = new Set(cluster.workloads.flatMap((workload) => workload.pods.flatMap((group) => group.podIPs)));
  return endpointsOf(raw).filter((endpoint) => endpoint.targetRef === undefined)
    .flatMap((endpoint) => [endpoint.ip, ...listOf(endpoint.addresses)])
    .filter((address): address is string => typeof address === 'string' && isIP(address) !== 0 && !known.has(address) && pods.has(address));
}

/** Whether pods of the workload have addresses that nobody knows, and may listen on a port that the object names. */
function mayBeAnyOf({ pods }: Workload, { raw }: KubernetesObject): boolean {
  const ports = portsOf(raw);
  return pods.some((group) => group.podIPs.length === 0 && !group.hostNetwork
    && (group.ports.length === 0 || group.ports.some(({ protocol, containerPort }) => ports.has(protocol, containerPort))));
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

function wayIn(service: Service, endpoints: KubernetesObject, workload: Workload, seenBy: string | SeenAs, address?: string): FoundWayIn {
  const assumption = address === undefined
    ? `the endpoints that ${endpoints.ref} gives ${service.ref} are pods of ${workload.id}`
    : `${address}, to which ${endpoints.ref} leads ${service.ref}, is a pod of ${workload.id}, which \`cluster.podCidrs\` of exposure.yaml may rule out`;
  return {
    kind: 'Other',
    object: endpoints,
    workload,
    ports: portsOf(endpoints.raw),
    through: [service.ref, endpoints.ref],
    front: {
      kind: 'open',
      entries: ZONES.map((zone) => ({ zone, verdict: 'unknown', assuming: [assumption], clients: clientsOf(zone) })),
      seenAs: typeof seenBy === 'string' ? { kind: 'peer', peers: [], name: seenBy } : seenBy,
      scope: 'unknown',
    },
  };
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
