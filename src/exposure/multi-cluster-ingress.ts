import { Cluster, Workload } from '../cluster/model';
import { GKE_EXTERNAL } from '../controllers/gke';
import { MultiClusterIngressSpec, MultiClusterServiceSpec } from '../manifest/kinds/gke/multi-cluster-ingress';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { PortSet } from '../network/port-set';
import { frontOf, onlyIf } from './controllers/controller-front';
import { ExposureContext, FoundWayIn, WayInFinder } from './way-in-finder';

const GROUP = 'networking.gke.io';

/**
 * A MultiClusterIngress of GKE is an external load balancer that leads to the pods of its MultiClusterServices in every cluster of the fleet. It works in the
 * cluster that the fleet takes its configuration from.
 */
export const MULTI_CLUSTER_INGRESS: WayInFinder = {
  kind: 'ControllerRoute',
  *find(context) {
    for (const ingress of context.cluster.objectsOf(GROUP, 'MultiClusterIngress')) {
      if (ingress.spec !== undefined) yield* waysIn(context, ingress as KubernetesObject<MultiClusterIngressSpec>);
    }
  },
};

function* waysIn({ cluster, profile }: ExposureContext, ingress: KubernetesObject<MultiClusterIngressSpec>): Generator<FoundWayIn> {
  const controller = { kind: 'managed', preset: GKE_EXTERNAL, serves: ingress.ref } as const;
  const assumption = `the fleet takes its configuration from the cluster of ${ingress.ref}, and this is one of its clusters`;
  const front = onlyIf(frontOf(controller, { annotations: [], hasNodePort: false }, profile), assumption);
  for (const { name, port, host, routePath, path: field } of ingress.spec.backends) {
    const service = serviceNamed(cluster, ingress.metadata.namespace ?? 'default', name);
    if (service === undefined) continue;
    for (const [workload, ports] of podsBehind(cluster, service, port)) {
      const through = [ingress.ref, service.ref];
      const routes = [{ path: routePath, tls: false, ...(host === undefined ? {} : { host }) }];
      yield { kind: 'ControllerRoute', object: ingress, field, workload, ports, through, routes, gateways: [], front };
    }
  }
}

function serviceNamed(cluster: Cluster, namespace: string, name: string): KubernetesObject<MultiClusterServiceSpec> | undefined {
  return cluster.objectsOf(GROUP, 'MultiClusterService').find((object): object is KubernetesObject<MultiClusterServiceSpec> =>
    object.spec !== undefined && object.metadata.name === name && (object.metadata.namespace ?? 'default') === namespace);
}

type Behind = readonly [Workload, PortSet];

function podsBehind(cluster: Cluster, service: KubernetesObject<MultiClusterServiceSpec>, port: number | undefined): readonly Behind[] {
  const { spec: { selector, ports }, metadata } = service;
  const wanted = Object.entries(selector);
  const targets = ports.filter((one) => port === undefined || one.port === port).map(({ targetPort }) => targetPort);
  if (wanted.length === 0) return [];
  return cluster.workloadsIn(metadata.namespace ?? 'default').flatMap((workload) => {
    const pods = workload.pods.filter(({ labels }) => wanted.every(([key, value]) => labels[key] === value));
    const numbers = pods.flatMap((pod) => targets.flatMap((target) => (typeof target === 'number' ? [target]
      : pod.ports.filter(({ name }) => name === target).map(({ containerPort }) => containerPort))));
    return numbers.length === 0 ? [] : [[workload, PortSet.union(numbers.map((number) => PortSet.of('TCP', number)))] as const];
  });
}
