import { isIP } from 'net';
import { Cluster, Workload } from '../cluster/model';
import { imageRepository } from '../controllers/images';
import { Container } from '../manifest/kinds/pod-template';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { SeenAs } from './model';
import { commandWords } from './relays/command-words';
import { ENVOY_TCP } from './relays/envoy-tcp';
import { HAPROXY_TCP } from './relays/haproxy-tcp';
import { KUBECTL_PORT_FORWARD } from './relays/kubectl-port-forward';
import { NGINX_STREAM } from './relays/nginx-stream';
import { Forwarding, isLoopback, RelayProgram } from './relays/relay-program';
import { SOCAT } from './relays/socat';
import { SSH_FORWARD } from './relays/ssh-forward';
import { NamedService, serviceNamedBy } from './services/service-names';
import { mountedConfigMaps } from './tunnels/mounted-config-maps';
import { nameOf, workloadsBehind } from './tunnels/service-behind';
import { FoundWayIn, ProxyFront, WayInFinder } from './way-in-finder';

const PROGRAMS: readonly RelayProgram[] = [SOCAT, SSH_FORWARD, KUBECTL_PORT_FORWARD, NGINX_STREAM, HAPROXY_TCP, ENVOY_TCP];

/** Something that says what a program forwards. */
interface Statement { readonly object: KubernetesObject; readonly field: string; readonly forwarding: Forwarding }

/**
 * Pods that pass whole connections on to a Service, as their command line or a ConfigMap that they mount says. Whoever reaches such
 * a pod on the port that it listens on gets to that Service, perhaps: what else the program asks of its clients is not read. Proxies of HTTP are applications like others: they
 * answer for what they pass on.
 */
export const RELAY: WayInFinder = {
  kind: 'Relay',
  *find({ cluster }) {
    if (cluster.services.length === 0) return;
    for (const relay of cluster.workloads) {
      for (const program of PROGRAMS) {
        for (const statement of statementsOf(cluster, relay, program)) yield* waysIn(cluster, relay, program, statement);
      }
    }
  },
};

function* statementsOf(cluster: Cluster, relay: Workload, program: RelayProgram): Generator<Statement> {
  const [object] = relay.objects;
  let runs = false;
  for (const container of relay.pods.flatMap(({ containers }) => containers)) {
    const words = commandWords(container);
    if (container.role === 'init' || object === undefined || !isRunBy(program, container, words)) continue;
    runs = true;
    for (const forwarding of program.ofCommand(words, container)) yield { object, field: container.path, forwarding };
  }
  if (runs && program.ofConfig !== undefined) yield* configured(cluster, relay, (text) => program.ofConfig?.(text) ?? []);
}

function isRunBy({ executables }: RelayProgram, { image }: Container, words: readonly string[]): boolean {
  return [imageRepository(image), ...words].some((path) => executables.includes(path.slice(path.lastIndexOf('/') + 1)));
}

function* configured(cluster: Cluster, relay: Workload, read: (text: string) => readonly Forwarding[]): Generator<Statement> {
  const mounted = mountedConfigMaps(relay);
  if (mounted.size === 0) return;
  for (const object of cluster.objectsOf('', 'ConfigMap')) {
    const { raw: { data }, metadata } = object;
    if ((metadata.namespace ?? 'default') !== relay.namespace.name || !mounted.has(metadata.name) || typeof data !== 'object' || data === null) continue;
    for (const [key, text] of Object.entries(data)) {
      for (const forwarding of typeof text === 'string' ? read(text) : []) yield { object, field: `data[${key}]`, forwarding };
    }
  }
}

function* waysIn(cluster: Cluster, relay: Workload, program: RelayProgram, { object, field, forwarding }: Statement): Generator<FoundWayIn> {
  const service = serviceOf(cluster, relay, forwarding);
  if (service === undefined) return;
  for (const { workload, ports, services } of workloadsBehind(cluster, service)) {
    if (workload === relay) continue;
    const says = object === relay.objects[0] ? 'its command line' : object.ref;
    const provided = `${relay.id} passes to ${services[0] ?? ''} what it gets on ${forwarding.listens.toString()}, as ${says} says (${program.name})`;
    yield { kind: 'Relay', object, field, workload, ports, through: [object.ref, ...services], front: frontOf(relay, forwarding, provided) };
  }
}

/** By name, or by the cluster address of a Service. A name without namespace means one beside whoever connects. */
function serviceOf(cluster: Cluster, relay: Workload, { host, port, by }: Forwarding): NamedService | undefined {
  if (isLoopback(host) || (by === 'elsewhere' && !host.includes('.'))) return undefined;
  const numbered = port === undefined ? {} : { port };
  if (isIP(host) === 0) {
    const named = serviceNamedBy(host, relay.namespace.name);
    return named === undefined ? undefined : { ...named, ...numbered };
  }
  const service = cluster.services.find(({ spec }) => spec.clusterIPs.includes(host));
  return service === undefined ? undefined : { ...nameOf(service), ...numbered };
}

function frontOf(workload: Workload, { listens: ports, by }: Forwarding, provided: string): ProxyFront {
  return { kind: 'proxy', workload, adminPorts: [], otherwise: [], entryPorts: { ports, provided }, ...(by === undefined ? {} : { seenAs: SEEN[by] }) };
}

const SEEN: Readonly<Record<NonNullable<Forwarding['by']>, SeenAs>> = {
  kubelet: { kind: 'unprotected' },
  elsewhere: { kind: 'peer', peers: [], name: 'the server of ssh' },
};
