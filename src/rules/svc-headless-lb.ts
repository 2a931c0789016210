import { Cluster, Ingress, Service } from '../cluster/model';
import { ALB_PRESETS } from '../controllers/ingress-schemes';
import { hasNodePort } from '../exposure/node-port';
import { Json } from '../manifest/kubernetes-object';
import { backendsOf } from './facts/ingress-backends';
import { jsonField, jsonList } from './facts/json-field';
import { servingOf } from './facts/serving';
import { Analysis, RawFinding, Rule } from './rule';

const TARGET_TYPE = 'alb.ingress.kubernetes.io/target-type';
const ROUTES = ['HTTPRoute', 'GRPCRoute'];

export const SVC_HEADLESS_LB: Rule = {
  id: 'SVC-HEADLESS-LB',
  severity: 'error',
  title: 'A load balancer needs node ports of a Service that has none, or a mesh the address of a headless one.',
  rationale: 'An application load balancer of AWS with targets of type instance, its default, connects to node ports; its controller refuses a Service without them, and a headless one '
    + 'cannot have any. A mesh route of the Gateway API is attached to the address of a Service, which a headless one lacks.',
  *evaluate(analysis) {
    const { balancers } = servingOf(analysis);
    for (const ingress of analysis.cluster.ingresses) {
      const balancer = balancers.of(ingress);
      if (balancer !== undefined && ALB_PRESETS.includes(balancer.preset)) yield* withoutNodePorts(analysis, ingress);
    }
    yield* meshRoutes(analysis.cluster);
  },
};

function* withoutNodePorts(analysis: Analysis, ingress: Ingress): Iterable<RawFinding> {
  const { metadata: { namespace = 'default', annotations } } = ingress;
  const params = servingOf(analysis).balancers.paramsOf(ingress);
  const said = new Set<string>();
  for (const { service: named } of backendsOf(ingress)) {
    const service = named === undefined ? undefined : analysis.cluster.service(namespace, named.name);
    if (service === undefined || service.spec.type === 'ExternalName' || said.has(service.ref)) continue;
    // what the class says wins; the annotation of the Service wins over that of the Ingress
    const targets = params?.spec.targetType ?? service.metadata.annotations[TARGET_TYPE] ?? annotations[TARGET_TYPE] ?? 'instance';
    if (targets === 'ip' || service.spec.ports.every((port) => hasNodePort(service, port))) continue;
    said.add(service.ref);
    yield {
      object: service,
      field: 'spec',
      message: `${ingress.ref} targets instances, that is node ports, and ${service.ref} ${service.spec.headless ? 'is headless' : `of type ${service.spec.type}`} has none`,
      path: [ingress.ref, 'no node port', service.ref],
      fix: `Set ${TARGET_TYPE}: ip on ${ingress.ref}, so that the load balancer connects to the pods.`,
    };
  }
}

function* meshRoutes(cluster: Cluster): Iterable<RawFinding> {
  for (const route of ROUTES.flatMap((kind) => cluster.objectsOf('gateway.networking.k8s.io', kind))) {
    for (const parent of jsonList(jsonField(route.raw, 'spec', 'parentRefs'))) {
      const service = serviceOf(cluster, parent, route.metadata.namespace ?? 'default');
      if (service?.spec.headless !== true) continue;
      yield {
        object: service,
        field: 'spec.clusterIP',
        severity: 'warning',
        message: `${route.ref} is attached to ${service.ref}, which is headless: a mesh has no address to take its traffic from`,
        path: [route.ref, service.ref],
        fix: `Give ${service.ref} a cluster address, or attach ${route.ref} to another Service.`,
      };
    }
  }
}

function serviceOf(cluster: Cluster, parent: Json, home: string): Service | undefined {
  const [name, namespace] = [jsonField(parent, 'name'), jsonField(parent, 'namespace')];
  return jsonField(parent, 'kind') === 'Service' && typeof name === 'string' ? cluster.service(typeof namespace === 'string' ? namespace : home, name) : undefined;
}
