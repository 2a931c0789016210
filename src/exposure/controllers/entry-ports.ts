import { Workload } from '../../cluster/model';
import { Container } from '../../manifest/kinds/pod-template';
import { RouteRule } from '../../manifest/kinds/routes/route-object';
import { PortSet } from '../../network/port-set';
import { EntryPorts } from '../way-in-finder';

/** Containers that run while the proxy serves. */
export function proxyContainers({ pods }: Workload): readonly Container[] {
  return pods.flatMap(({ containers }) => containers).filter(({ role }) => role !== 'init');
}

/** Listeners that are ports, and those that a container port is named after; undefined where a name is nobody's. */
export function byContainerPort(proxy: Workload, { listeners, protocol }: RouteRule): EntryPorts | undefined {
  if (listeners.length === 0) return undefined;
  const declared = proxyContainers(proxy).flatMap(({ ports }) => ports);
  const found: PortSet[] = [];
  for (const listener of listeners) {
    const ports = typeof listener === 'number' ? [listener]
      : declared.filter((port) => port.name === listener && port.protocol === protocol).map(({ containerPort }) => containerPort);
    if (ports.length === 0) return undefined;
    found.push(...ports.map((port) => PortSet.of(protocol, port)));
  }
  return { ports: PortSet.union(found) };
}

/** A pod on the network of its node opens ports there whether or not it declares them, so that any way to the node may lead to them. */
export function where(proxy: Workload, entry: EntryPorts | undefined): EntryPorts | undefined {
  const onHost = proxy.pods.some(({ hostNetwork }) => hostNetwork);
  return onHost && entry?.ports.isEmpty === false && entry.provided === undefined ? undefined : entry;
}

const STREAM_LISTEN = 'KONG_STREAM_LISTEN';

/** Kong listens for connections where KONG_STREAM_LISTEN says so, and nowhere unless it is set (Kong Gateway, configuration reference). */
export function kongPorts(proxy: Workload, rule: RouteRule): EntryPorts | undefined {
  const wanted = byContainerPort(proxy, rule);
  if (wanted === undefined) return undefined;
  const listening = proxyContainers(proxy).flatMap(({ env }) => {
    const value = env[STREAM_LISTEN];
    return value === undefined ? [] : [...value.matchAll(/:(\d{1,5})(?!\d)/g)].map(([, port]) => Number(port));
  });
  const certain = rule.listeners.filter((port) => typeof port === 'number' && listening.includes(port)) as readonly number[];
  if (listening.length > 0) return { ports: PortSet.union(certain.map((port) => PortSet.of(rule.protocol, port))) };
  return { ...wanted, provided: `${proxy.id} listens on ${wanted.ports.toString()}, which ${STREAM_LISTEN} does not say` };
}
