import { Destination } from '../../cluster/gateway-api/destinations';
import { inferencePool, INFERENCE_GROUPS, InferencePool, poolWorkloads } from '../../cluster/gateway-api/inference-pools';
import { GatewayRoute } from '../../cluster/gateway-api/objects';
import { Cluster, Service, Workload } from '../../cluster/model';
import { serviceTargets } from '../../cluster/service-targets';
import { StringMap } from '../../manifest/kubernetes-object';
import { PortSet } from '../../network/port-set';
import { Protocol } from '../../network/protocol';
import { hasNodePort } from '../node-port';
import { aliasChain, portsBehind } from '../services/service-aliases';
import { portsByWorkload } from '../services/service-way-in';
import { saidOfTargets } from './target-types';

/** A workload to which a backend of a route leads. */
export interface RouteTarget {
  readonly workload: Workload;
  readonly ports: PortSet;
  /** Services, or whatever else stands for the pods, on the way. */
  readonly through: readonly string[];
  /** Annotations of the last of them. */
  readonly annotations: StringMap;
  readonly hasNodePort: boolean;
  /** What must hold for it. */
  readonly provided?: string;
}

/** Groups whose ServiceImport stands for the Service of its name, here or in another cluster. */
const IMPORT_GROUPS: readonly string[] = ['multicluster.x-k8s.io', 'net.gke.io'];

/** The workloads behind a backend: a Service and its port by number, or an InferencePool. Whatever a product calls a backend of its own is read elsewhere, or unknown. */
export function targetsOf(cluster: Cluster, route: GatewayRoute, { backend, namespace }: Destination): readonly RouteTarget[] {
  const { group, kind, name, port } = backend;
  if (INFERENCE_GROUPS.includes(group) && kind === 'InferencePool') return behindPool(cluster, inferencePool(cluster, group, namespace, name));
  const service = cluster.service(namespace, name);
  if (service === undefined) return [];
  if (IMPORT_GROUPS.includes(group) && kind === 'ServiceImport') {
    return behind(cluster, service, port, [`${kind} ${namespace}/${name}`, service.ref], `${kind} ${namespace}/${name} leads to ${service.ref} of this cluster`);
  }
  if (!['', 'core'].includes(group) || kind !== 'Service') return [];
  if (service.spec.type === 'ExternalName') return ofAlias(cluster, service, port);
  const servicePort = service.spec.ports.find((one) => one.port === port && one.protocol === protocolOf(route));
  if (servicePort === undefined) return [];
  const targets = portsByWorkload(serviceTargets(cluster, service).filter((target) => target.servicePort === servicePort));
  const annotations = { ...service.metadata.annotations, ...saidOfTargets(cluster, route, service) };
  const rest = { annotations, through: [service.ref], hasNodePort: hasNodePort(service, servicePort) };
  return [...targets].map(([workload, ports]) => ({ workload, ports, ...rest }));
}

/** A pool sends requests to its pods, and no port of a Service comes between. */
function behindPool(cluster: Cluster, pool: InferencePool | undefined): readonly RouteTarget[] {
  if (pool === undefined) return [];
  const ports = PortSet.union(pool.spec.ports.map((port) => PortSet.of('TCP', port)));
  return poolWorkloads(cluster, pool).map((workload) => ({
    workload, ports, through: [pool.ref], annotations: pool.metadata.annotations, hasNodePort: false,
  }));
}

function protocolOf({ kind }: GatewayRoute): Protocol {
  return kind === 'UDPRoute' ? 'UDP' : 'TCP';
}

/** Products should not follow aliases (Gateway API, BackendRef; CVE-2021-25740); some do. */
function ofAlias(cluster: Cluster, alias: Service, port: number | undefined): readonly RouteTarget[] {
  const chain = aliasChain(cluster, { namespace: alias.metadata.namespace ?? 'default', name: alias.metadata.name });
  const service = chain.at(-1);
  if (service === undefined || service === alias) return [];
  const provided = `the product that serves the route follows ${alias.ref}, an alias, which the Gateway API advises against`;
  return behind(cluster, service, port, chain.map(({ ref }) => ref), provided);
}

function behind(cluster: Cluster, service: Service, port: number | undefined, through: readonly string[], provided: string): readonly RouteTarget[] {
  const ports = portsBehind(cluster, service, port === undefined ? {} : { port });
  const { annotations } = service.metadata;
  return [...ports].map(([workload, set]) => ({ workload, ports: set, annotations, through, hasNodePort: false, provided }));
}
