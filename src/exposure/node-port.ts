import { Service } from '../cluster/model';
import { serviceTargets } from '../cluster/service-targets';
import { ServicePort } from '../manifest/kinds/service';
import { nodeEntries, nodeScope } from './services/node-addresses';
import { portsByWorkload, seenThroughNode } from './services/service-way-in';
import { ExposureContext, FoundWayIn, WayInFinder } from './way-in-finder';

/**
 * A port of every node leads to the pods of a Service. Services of type NodePort have one; those of type LoadBalancer
 * too, unless `allocateLoadBalancerNodePorts` is false, and even then where a port names its `nodePort`
 * (Kubernetes API, ServiceSpec).
 */
export const NODE_PORT: WayInFinder = {
  kind: 'NodePort',
  *find(context) {
    for (const service of context.cluster.services) yield* findIn(context, service);
  },
};

/** Whether the port of the Service is open on every node. */
export function hasNodePort({ spec }: Service, port: ServicePort): boolean {
  if (spec.headless) return false;
  if (spec.type === 'NodePort') return true;
  return spec.type === 'LoadBalancer' && (spec.allocateLoadBalancerNodePorts || port.nodePort !== undefined);
}

function* findIn({ cluster, profile }: ExposureContext, service: Service): Generator<FoundWayIn> {
  const open = service.spec.ports.filter((port) => hasNodePort(service, port));
  if (open.length === 0) return;
  const targets = serviceTargets(cluster, service).filter(({ servicePort }) => open.includes(servicePort));
  const field = open.find((port) => port.nodePort !== undefined)?.path ?? 'spec.type';
  for (const [workload, ports] of portsByWorkload(targets)) {
    yield {
      kind: 'NodePort',
      object: service,
      field,
      workload,
      ports,
      through: [service.ref],
      front: { kind: 'open', entries: nodeEntries(profile), seenAs: seenThroughNode(service), scope: nodeScope(profile) },
    };
  }
}
