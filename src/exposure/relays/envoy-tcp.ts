import { Json, JsonObject } from '../../manifest/kubernetes-object';
import { PortSet } from '../../network/port-set';
import { isMap, mapIn, mapsOf, numberOf, textOf } from '../tunnels/config-document';
import { flagValue } from '../tunnels/tunnel-program';
import { Forwarding, isLoopback, RelayProgram } from './relay-program';

const TCP_PROXY = /(?:\.TcpProxy|\.UdpProxyConfig)$/;

/** Static listeners whose filter is a TCP or UDP proxy, with the endpoints of its clusters (Envoy, `envoy.filters.network.tcp_proxy`). */
export const ENVOY_TCP: RelayProgram = {
  name: 'TCP proxy of Envoy',
  executables: ['envoy', 'envoy-distroless', 'envoy-contrib'],
  ofCommand: (_, { command, args }) => forwardings(flagValue([...command, ...args], ['--config-yaml']) ?? ''),
  ofConfig: forwardings,
};

function forwardings(text: string): readonly Forwarding[] {
  if (!text.includes('Proxy')) return [];
  const resources = mapIn(text)?.static_resources;
  if (!isMap(resources)) return [];
  const clusters = mapsOf(resources.clusters);
  return mapsOf(resources.listeners).flatMap((listener) => {
    const at = socketOf(listener.address);
    if (at === undefined || isLoopback(at.host)) return [];
    const listens = PortSet.of(at.udp ? 'UDP' : 'TCP', at.port);
    const names = [...proxiesIn(listener)].flatMap(clustersOf);
    const chosen = clusters.filter(({ name }) => names.includes(textOf(name) ?? ''));
    return chosen.flatMap(endpointsOf).map(({ host, port }) => ({ listens, host, port }));
  });
}

/** Configurations of the proxies anywhere in a listener: filters stand in chains. */
function* proxiesIn(value: Json | undefined): Generator<JsonObject> {
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) yield* proxiesIn(item);
  } else if (isMap(value)) {
    if (TCP_PROXY.test(textOf(value['@type']) ?? '')) yield value;
    else for (const item of Object.values(value)) yield* proxiesIn(item);
  }
}

function clustersOf(proxy: JsonObject): readonly string[] {
  const weighted = isMap(proxy.weighted_clusters) ? mapsOf(proxy.weighted_clusters.clusters).map(({ name }) => name) : [];
  return [proxy.cluster, ...weighted].flatMap((name) => textOf(name) ?? []);
}

function endpointsOf({ load_assignment: assignment }: JsonObject): readonly Socket[] {
  const groups = isMap(assignment) ? mapsOf(assignment.endpoints) : [];
  return groups.flatMap((group) => mapsOf(group.lb_endpoints)).flatMap(({ endpoint }) => (isMap(endpoint) ? socketOf(endpoint.address) ?? [] : []));
}

interface Socket { readonly host: string; readonly port: number; readonly udp: boolean }

function socketOf(address: Json | undefined): Socket | undefined {
  const socket = isMap(address) ? address.socket_address : undefined;
  if (!isMap(socket)) return undefined;
  const port = numberOf(socket.port_value);
  const isPort = port !== undefined && port >= 1 && port <= 65535;
  return isPort ? { host: textOf(socket.address) ?? '', port, udp: textOf(socket.protocol) === 'UDP' } : undefined;
}
