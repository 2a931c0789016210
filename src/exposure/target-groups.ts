import { Service } from '../cluster/model';
import { TargetGroupBindingSpec } from '../manifest/kinds/aws/target-group-binding';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { Profile } from '../profile/profile';
import { possibleEntries } from './controllers/possible-entries';
import { SeenAs, ZONES } from './model';
import { hasNodePort } from './node-port';
import { seenThroughNode } from './services/service-way-in';
import { nameOf, workloadsBehind } from './tunnels/service-behind';
import { ExposureContext, FoundWayIn, Front, WayInFinder } from './way-in-finder';
import { ROUTED_ADDRESSES } from './zones';

const NEG_ANNOTATION = 'cloud.google.com/neg';
/** Google's front ends and health checks; internal and regional load balancers connect from a subnet of the VPC (cloud.google.com, "Container-native load balancing"). */
const GOOGLE_FRONT_ENDS = ['130.211.0.0/22', '35.191.0.0/16'];

/**
 * Pods that become targets of a load balancer which no manifest shows: TargetGroupBindings of AWS, standalone network endpoint groups of GKE. Whether
 * something uses the targets, and for which network, is configured in the cloud.
 */
export const TARGET_GROUPS: WayInFinder = {
  kind: 'TargetGroup',
  *find(context) {
    for (const group of ['elbv2.k8s.aws', 'eks.amazonaws.com']) {
      for (const binding of context.cluster.objectsOf(group, 'TargetGroupBinding')) {
        if (binding.spec !== undefined) yield* ofBinding(context, binding as KubernetesObject<TargetGroupBindingSpec>);
      }
    }
    for (const service of context.cluster.services) yield* ofEndpointGroups(context, service);
  },
};

function* ofBinding({ cluster, profile }: ExposureContext, binding: KubernetesObject<TargetGroupBindingSpec>): Generator<FoundWayIn> {
  const { service: name, port, targetType } = binding.spec;
  const namespace = binding.metadata.namespace ?? 'default';
  const service = cluster.service(namespace, name);
  if (service === undefined) return;
  const byNode = targetType === 'instance' || (targetType === undefined && service.spec.ports.some((candidate) => hasNodePort(service, candidate)));
  const seenAs = byNode ? seenThroughNode(service) : fromSubnets(profile, [], 'the load balancer of the target group');
  const front = frontOf(`a load balancer uses the target group of ${binding.ref}`, seenAs);
  for (const { workload, ports, services } of workloadsBehind(cluster, { namespace, name, ...(port === undefined ? {} : { port }) })) {
    yield { kind: 'TargetGroup', object: binding, field: 'spec.serviceRef', workload, ports, through: [binding.ref, ...services], front };
  }
}

function* ofEndpointGroups({ cluster, profile }: ExposureContext, service: Service): Generator<FoundWayIn> {
  const annotation = service.metadata.annotations[NEG_ANNOTATION];
  const isPassthrough = service.spec.loadBalancerClass === 'networking.gke.io/standalone-passthrough-lb-neg';
  if (annotation === undefined && !isPassthrough) return;
  const front = frontOf(`a load balancer uses the network endpoint groups of ${service.ref}`, fromSubnets(profile, GOOGLE_FRONT_ENDS, 'the load balancer of the endpoint group'));
  const field = isPassthrough ? 'spec.loadBalancerClass' : `metadata.annotations[${NEG_ANNOTATION}]`;
  const exposed = isPassthrough ? [{}] : exposedPorts(annotation ?? '').map((port) => ({ port }));
  for (const { workload, ports, services } of exposed.flatMap((port) => [...workloadsBehind(cluster, { ...nameOf(service), ...port })])) {
    yield { kind: 'TargetGroup', object: service, field, workload, ports, through: services, front };
  }
}

/** `exposed_ports` makes groups of its own; `ingress: true` alone only prepares the Service for an Ingress. What is no JSON, GKE refuses. */
function exposedPorts(annotation: string): readonly number[] {
  try {
    const { exposed_ports: exposed } = JSON.parse(annotation) as { readonly exposed_ports?: unknown };
    return typeof exposed === 'object' && exposed !== null ? Object.keys(exposed).map(Number) : [];
  } catch {
    return [];
  }
}

function fromSubnets({ cluster }: Profile, known: readonly string[], name: string): SeenAs {
  const blocks = [...known, ...cluster.loadBalancerSubnets];
  if (cluster.loadBalancerSubnets.length === 0) {
    return { kind: 'address', within: ROUTED_ADDRESSES, name: `the address of ${name}, which \`cluster.loadBalancerSubnets\` of exposure.yaml does not give` };
  }
  return { kind: 'peer', peers: [{ kind: 'addresses', addresses: AddressSet.union(blocks.map((block) => AddressSet.parseCidr(block))) }], name };
}

function frontOf(assumption: string, seenAs: SeenAs): Front {
  return { kind: 'open', entries: possibleEntries(ZONES, assumption), seenAs, scope: 'unknown' };
}
