import { Cluster, Workload } from '../../cluster/model';
import { Container } from '../../manifest/kinds/pod-template';
import { ConnectorSpec } from '../../manifest/kinds/tailscale/connector';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { PortSet } from '../../network/port-set';
import { SeenAs, ZoneEntry } from '../model';
import { addressesOf, clusterAddressIn } from '../services/cluster-addresses';
import { domainNamesIn } from '../services/service-names';
import { servedWorkloads } from '../services/service-way-in';
import { ExposureContext, FoundWayIn, Front, WayInFinder } from '../way-in-finder';
import { privateEntries } from '../zones';
import { runsOneOf, seenAsAgents } from './agents';
import { nameOf, workloadsBehind } from './service-behind';
import { PROXIES } from './tailscale';

const IMAGES: readonly string[] = ['tailscale/tailscale'];

/**
 * Devices of a tailnet that run in the cluster without Services that say so: Connectors of the operator that are subnet routers, and containers of
 * Tailscale's image, which are the device of their own pod, forward to `TS_DEST_IP`, or route `TS_ROUTES` (tailscale/tailscale, cmd/containerboot).
 */
export const TAILSCALE_DEVICES: WayInFinder = {
  kind: 'Tunnel',
  *find(context) {
    for (const connector of context.cluster.objectsOf('tailscale.com', 'Connector')) {
      if (connector.spec === undefined) continue;
      const { advertiseRoutes } = connector.spec as ConnectorSpec;
      yield* toRoutes(context, connector, 'spec.subnetRouter.advertiseRoutes', advertiseRoutes, seenAsAgents(context.cluster, PROXIES));
    }
    for (const workload of context.cluster.workloads) {
      const [object] = workload.objects;
      if (object !== undefined && runsOneOf(workload, IMAGES)) yield* ofWorkload(context, workload, object);
    }
  },
};

function* ofWorkload(context: ExposureContext, workload: Workload, object: KubernetesObject): Generator<FoundWayIn> {
  const [container] = workload.pods.flatMap(({ containers }) => containers).filter(isDevice);
  if (container === undefined) return;
  const { env, path } = container;
  const seenAs: SeenAs = { kind: 'peer', peers: [{ kind: 'workload', workload }], name: workload.id };
  const destination = env.TS_DEST_IP ?? env.TS_EXPERIMENTAL_DEST_DNS_NAME;
  if (env.TS_ROUTES !== undefined && env.TS_ROUTES !== '') yield* toRoutes(context, object, path, env.TS_ROUTES.split(','), seenAs);
  if (destination !== undefined) yield* toDestination(context.cluster, object, path, destination, seenAs);
  else yield* ofItsPod(workload, object, path);
}

/** A sidecar: what members of the tailnet send to the device reaches the other containers of the pod, past all policies. */
function* ofItsPod(workload: Workload, object: KubernetesObject, field: string): Generator<FoundWayIn> {
  const declared = workload.pods.flatMap((group) => group.ports);
  const ports = PortSet.union(declared.map(({ protocol, containerPort }) => PortSet.of(protocol, containerPort)));
  yield { kind: 'Tunnel', object, field, workload, ports, through: [object.ref], front: frontOf({ kind: 'unprotected' }, []) };
}

function* toDestination(cluster: Cluster, object: KubernetesObject, field: string, destination: string, seenAs: SeenAs): Generator<FoundWayIn> {
  const byAddress = cluster.services.filter(({ spec }) => spec.clusterIPs.includes(destination)).map(nameOf);
  for (const named of [...byAddress, ...domainNamesIn(destination)]) {
    for (const { workload, ports, services } of workloadsBehind(cluster, named)) {
      yield { kind: 'Tunnel', object, field, workload, ports, through: [object.ref, ...services], front: frontOf(seenAs, []) };
    }
  }
}

/** Services whose cluster address lies in a route. */
function* toRoutes(
  { cluster, profile }: ExposureContext, object: KubernetesObject, field: string, routes: readonly string[], seenAs: SeenAs,
): Generator<FoundWayIn> {
  const ranges = addressesOf(routes);
  for (const service of cluster.services) {
    const within = clusterAddressIn(service, ranges, profile);
    if (within === 'no') continue;
    const unsaid = `the cluster address of ${service.ref} lies in ${ranges.toString()}: \`cluster.serviceCidrs\` of exposure.yaml does not say`;
    const assuming = within === 'yes' ? [] : [unsaid];
    for (const [workload, ports] of servedWorkloads(cluster, service)) {
      yield { kind: 'Tunnel', object, field, workload, ports, through: [object.ref, service.ref], front: frontOf(seenAs, assuming) };
    }
  }
}

function isDevice({ role, image }: Container): boolean {
  return role !== 'init' && IMAGES.some((known) => image.includes(known));
}

function frontOf(seenAs: SeenAs, assuming: readonly string[]): Front {
  const entries = assuming.length === 0 ? privateEntries() : privateEntries().map((entry): ZoneEntry => ({ ...entry, verdict: 'unknown', assuming }));
  return { kind: 'open', entries, seenAs, scope: 'private-network' };
}
