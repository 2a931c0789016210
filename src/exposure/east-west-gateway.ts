import { Service, Workload } from '../cluster/model';
import { IstioServer } from '../manifest/kinds/istio/gateway';
import { PortSet } from '../network/port-set';
import { frontOf } from './controllers/controller-front';
import { possibleEntries } from './controllers/possible-entries';
import { IstioBindings } from './istio/bindings';
import { exportsOf } from './istio/destinations';
import { GatewayProxy, IstioGateway } from './istio/gateway-proxies';
import { commonHost, isVisible } from './istio/host-names';
import { SeenAs } from './model';
import { servedWorkloads } from './services/service-way-in';
import { ExposureContext, FoundWayIn, WayInFinder } from './way-in-finder';

/**
 * A server of an Istio Gateway with TLS mode AUTO_PASSTHROUGH leads to every Service that its hosts cover, by the name that the client asks for,
 * without any VirtualService (Istio reference, ServerTLSSettings). It takes connections whose client says that it is a proxy of the mesh, and does not ask for
 * proof (pilot, builtAutoPassthroughFilterChains): that is up to the proxy in the pod, where there is one. Those who are meant to come are other clusters of the mesh,
 * hosts of the private network.
 */
export const EAST_WEST_GATEWAY: WayInFinder = {
  kind: 'MultiCluster',
  *find(context) {
    const { gateways, proxies } = new IstioBindings(context);
    for (const gateway of gateways) {
      const servers = gateway.spec.servers.filter(({ tls }) => tls === 'auto-passthrough');
      if (servers.length === 0) continue;
      for (const proxy of proxies.of(gateway)) yield* behind(context, gateway, servers, proxy);
    }
  },
};

function* behind(context: ExposureContext, gateway: IstioGateway, servers: readonly IstioServer[], proxy: GatewayProxy): Generator<FoundWayIn> {
  const front = {
    kind: 'open',
    entries: possibleEntries(['private-network'], `another cluster of the mesh, or who speaks TLS as its proxies do, connects through ${gateway.ref}`),
    seenAs: seenFrom(proxy, context),
    scope: 'private-network',
  } as const;
  for (const service of context.cluster.services) {
    const server = servers.find(({ hosts }) => covers(hosts, service, context.profile.cluster.clusterDomain));
    const { namespace = 'default' } = service.metadata;
    if (server === undefined || isVisible(exportsOf(service), namespace, proxy.namespace) === false) continue;
    for (const [workload, ports] of servedWorkloads(context.cluster, service)) {
      if (isOf(proxy, workload)) continue;
      const tcp = ports.intersect(PortSet.all('TCP'));
      yield { kind: 'MultiCluster', object: gateway, field: `${server.path}.tls`, workload, ports: tcp, through: [gateway.ref, service.ref], front, possible: true };
    }
  }
}

function covers(hosts: readonly string[], { metadata: { name, namespace = 'default' } }: Service, clusterDomain: string): boolean {
  const full = `${name}.${namespace}.svc.${clusterDomain}`;
  return hosts.some((host) => commonHost(host.slice(host.indexOf('/') + 1), full) === full);
}

function isOf({ controller }: GatewayProxy, workload: Workload): boolean {
  return controller.kind === 'pods' && controller.workload === workload;
}

function seenFrom({ controller }: GatewayProxy, { profile }: ExposureContext): SeenAs {
  const front = frontOf(controller, { annotations: [], hasNodePort: false }, profile);
  if (front.kind === 'open') return front.seenAs;
  return { kind: 'peer', peers: [{ kind: 'workload', workload: front.workload }], name: front.workload.id };
}
