import { Gateway } from '../../cluster/gateway-api/objects';
import { Cluster, Workload } from '../../cluster/model';
import { selectedWorkloads } from '../../cluster/service-targets';
import { GatewayPreset } from '../../controllers/gateway-preset';
import { TRAEFIK } from '../../controllers/traefik';
import { Listener } from '../../manifest/kinds/gateway-api/gateway';
import { PortSet } from '../../network/port-set';
import { Protocol } from '../../network/protocol';
import { ControllerPods } from '../controllers/controller-pods';
import { staticSettings } from '../controllers/traefik-entry-points';
import { EntryPorts } from '../way-in-finder';
import { proxyPort } from './generated-service';

/** Entry points of Traefik's Helm chart that serve users: `web` and `websecure` (traefik-helm-chart 41.3.0, values.yaml). */
export const TRAEFIK_ENTRY_POINTS: readonly number[] = [8000, 8443];
const ENTRY_POINT_ADDRESS = /^(?:--entrypoints\.[^.=]+\.address|traefik_entrypoints_[^=]+_address)=[^=]*:(\d{1,5})(?:\/(?:tcp|udp))?$/i;
const TRAEFIK_PROVIDER = '--providers.kubernetesgateway';

/**
 * Ports on which a proxy of the manifests may listen for a listener: the port of the listener, that to which the product moves it, and
 * that to which a Service of the proxy leads from it. Undefined where the product chooses the port.
 */
export function listeningPorts(cluster: Cluster, proxy: Workload, listener: Listener, preset: GatewayPreset | undefined): EntryPorts | undefined {
  const { port } = listener;
  if (port === 0) return undefined;
  const protocol: Protocol = listener.protocol === 'UDP' ? 'UDP' : 'TCP';
  if (preset?.listensOn === 'entry-point') return { ports: PortSet.of(protocol, port) };
  const ofServices = cluster.services
    .filter((service) => service.metadata.namespace === proxy.namespace.name && selectedWorkloads(cluster, service).includes(proxy))
    .flatMap(({ spec }) => spec.ports.filter((one) => one.port === port && one.protocol === protocol))
    .flatMap(({ targetPort }) => (typeof targetPort === 'number' ? [targetPort] : portsNamed(proxy, targetPort)));
  const moved = preset === undefined ? port : proxyPort(listener, preset);
  return { ports: PortSet.union([port, moved, ...ofServices].map((one) => PortSet.of(protocol, one))) };
}

/** Ports of the entry points of Traefik: those of its arguments where it is in the manifests, else those of its Helm chart. */
export function entryPointsOf(cluster: Cluster): readonly number[] {
  const settings = new ControllerPods(cluster).running(TRAEFIK).flatMap(({ workload }) => staticSettings(workload));
  const configured = settings.flatMap((setting) => ENTRY_POINT_ADDRESS.exec(setting)?.[1] ?? []).map(Number);
  const ports = configured.filter((port) => !TRAEFIK.adminPorts.includes(port));
  return ports.length === 0 ? TRAEFIK_ENTRY_POINTS : [...new Set(ports)].sort((a, b) => a - b);
}

/** What must hold where Traefik is not in the manifests: its listeners are served only by an entry point of the same port. */
export function unlessEntryPoint(preset: GatewayPreset | undefined, { port, name }: Listener): string | undefined {
  if (preset?.listensOn !== 'entry-point' || port === 0 || TRAEFIK_ENTRY_POINTS.includes(port)) return undefined;
  return `${preset.title} has an entry point on port ${port} for listener "${name}", which its Helm chart does not make`;
}

/** What must hold for Traefik to serve Gateways at all: its provider is a setting, which may also stand in a file. */
export function unlessEnabled(preset: GatewayPreset | undefined, { id, pods }: Workload, { ref }: Gateway): string | undefined {
  if (preset?.listensOn !== 'entry-point') return undefined;
  const words = pods.flatMap(({ containers }) => containers).flatMap(({ command, args }) => [...command, ...args]);
  if (words.some((word) => word.toLowerCase().startsWith(TRAEFIK_PROVIDER) && !word.toLowerCase().endsWith('=false'))) return undefined;
  return `${id} serves ${ref}: its arguments do not enable ${TRAEFIK_PROVIDER}`;
}

function portsNamed(proxy: Workload, name: string): readonly number[] {
  return proxy.pods.flatMap(({ ports }) => ports).filter((port) => port.name === name).map(({ containerPort }) => containerPort);
}
