import { Workload } from '../../cluster/model';
import { TRAEFIK } from '../../controllers/traefik';
import { RouteRule } from '../../manifest/kinds/routes/route-object';
import { PortSet } from '../../network/port-set';
import { EntryPorts } from '../way-in-finder';
import { byContainerPort, proxyContainers } from './entry-ports';

interface EntryPoint {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

const ADDRESS = /:(\d{1,5})(\/udp)?(?:\/tcp)?$/i;
const ADDRESS_SETTING = /^(?:--entrypoints\.([^.=]+)\.address|traefik_entrypoints_([^=]+)_address)=(.*)$/i;
const DEFAULT_SETTING = /^(?:--entrypoints\.([^.=]+)\.asdefault|traefik_entrypoints_([^=]+)_asdefault)(?:=true)?$/i;
/** Serves Traefik's own API, and is never a default (Traefik, "EntryPoints"). */
const INTERNAL = 'traefik';

/**
 * Where Traefik listens for a rule: on the entry points that it names, else on the default ones, which are all of its protocol unless some are
 * marked. Entry points are static configuration: arguments or environment, or a file, which is not read. The ports of its Helm chart's containers
 * bear the names of the entry points.
 */
export function traefikPorts(proxy: Workload, rule: RouteRule): EntryPorts | undefined {
  const settings = staticSettings(proxy);
  const points = entryPoints(settings);
  const names = rule.listeners.map((name) => String(name).toLowerCase());
  if (points.size === 0) return names.length === 0 ? undefined : byContainerPort(proxy, rule) ?? somewhere(rule, proxy);
  const marked = new Set(settings.flatMap((setting) => nameIn(DEFAULT_SETTING, setting) ?? []));
  const chosen = [...points].filter(([name, { protocol }]) => protocol === rule.protocol
    && (names.length > 0 ? names.includes(name) : name !== INTERNAL && (marked.size === 0 || marked.has(name))));
  return { ports: PortSet.union(chosen.map(([, { port, protocol }]) => PortSet.of(protocol, port))) };
}

/** Static configuration that the manifests show: arguments and environment variables, as `key=value`. */
export function staticSettings(proxy: Workload): readonly string[] {
  return proxyContainers(proxy).flatMap(({ command, args, env }) => [...command, ...args, ...Object.entries(env).map(([key, value]) => `${key}=${value}`)]);
}

function entryPoints(settings: readonly string[]): ReadonlyMap<string, EntryPoint> {
  const points = new Map<string, EntryPoint>();
  for (const setting of settings) {
    const name = nameIn(ADDRESS_SETTING, setting);
    const [, port, udp] = ADDRESS.exec(setting) ?? [];
    if (name !== undefined && port !== undefined) points.set(name, { port: Number(port), protocol: udp === undefined ? 'TCP' : 'UDP' });
  }
  return points;
}

function nameIn(pattern: RegExp, setting: string): string | undefined {
  const [, byFlag, byVariable] = pattern.exec(setting) ?? [];
  return (byFlag ?? byVariable)?.toLowerCase();
}

/** An entry point that nothing in the manifests gives an address: any port but those of Traefik's own. */
function somewhere({ listeners, protocol }: RouteRule, proxy: Workload): EntryPorts {
  const admin = PortSet.union(TRAEFIK.adminPorts.map((port) => PortSet.of('TCP', port)));
  return {
    ports: PortSet.all(protocol).minus(admin),
    provided: `entry point ${listeners.map((name) => `"${name}"`).join(' or ')} of ${proxy.id} is on a port that leads there: its static configuration is not in its arguments`,
  };
}
