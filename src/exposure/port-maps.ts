import { Cluster, Workload } from '../cluster/model';
import { serviceTargets } from '../cluster/service-targets';
import { ControllerPreset } from '../controllers/controller';
import { HAPROXY_INGRESS } from '../controllers/haproxy-ingress';
import { HAPROXYTECH } from '../controllers/haproxytech';
import { INGRESS_NGINX } from '../controllers/ingress-nginx';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { PortSet } from '../network/port-set';
import { ControllerProfile } from '../profile/profile';
import { frontOf } from './controllers/controller-front';
import { ControllerPods } from './controllers/controller-pods';
import { Controller, Controllers, homeOf as homeOfController, presetOf } from './controllers/controllers';
import { where } from './controllers/entry-ports';
import { aliasChain, portsBehind } from './services/service-aliases';
import { NamedService, serviceNamedBy } from './services/service-names';
import { portsByWorkload } from './services/service-way-in';
import { ExposureContext, FoundWayIn, WayInFinder } from './way-in-finder';

/** A ConfigMap of ports, and who reads it. */
interface PortMap {
  readonly configMap: KubernetesObject;
  readonly protocol: 'TCP' | 'UDP';
  /** Nobody where the controller that stands there was not told to. */
  readonly readers: readonly Controller[];
}

interface Reader {
  readonly preset: ControllerPreset;
  readonly flags: Readonly<Partial<Record<'TCP' | 'UDP', string>>>;
}

/**
 * Controllers that forward whole connections by a ConfigMap, and the flags that name it (ingress-nginx, "Exposing TCP and UDP services";
 * HAProxy Ingress, `--tcp-services-configmap`; HAProxy Kubernetes Ingress Controller, `--configmap-tcp-services`).
 */
const READERS: readonly Reader[] = [
  { preset: INGRESS_NGINX, flags: { TCP: '--tcp-services-configmap', UDP: '--udp-services-configmap' } },
  { preset: HAPROXY_INGRESS, flags: { TCP: '--tcp-services-configmap' } },
  { preset: HAPROXYTECH, flags: { TCP: '--configmap-tcp-services' } },
];

/** What the charts and the documentation of the controllers call it. */
const CONVENTIONAL_NAME = /(?:^|-)(?:tcp|udp)(?:-services)?(?:-configmap)?$/;
const PORT = /^\d{1,5}$/;

/**
 * ConfigMaps such as `"5432": shop/db:5432`: the controller listens on that port and passes every connection on. It is open to the outside only
 * where the Service of the controller publishes the port too.
 */
export const PORT_MAPS: WayInFinder = {
  kind: 'ControllerRoute',
  *find(context) {
    for (const map of portMaps(context)) yield* waysInBy(context, map);
  },
};

/** The ConfigMaps of ports of which it is known who reads them. */
export function portMaps({ cluster, profile }: ExposureContext): readonly PortMap[] {
  const candidates = cluster.objectsOf('', 'ConfigMap').filter((configMap) => entriesOf(configMap).length > 0);
  if (candidates.length === 0) return [];
  const pods = new ControllerPods(cluster);
  const controllers = new Controllers(cluster, profile);
  return candidates.flatMap((configMap) => {
    const named = READERS.flatMap((reader) => namedByFlag(reader, pods, configMap));
    if (named.length > 0) return named;
    if (!CONVENTIONAL_NAME.test(configMap.metadata.name)) return [];
    const protocol = configMap.metadata.name.includes('udp') ? 'UDP' : 'TCP';
    const home = homeOf(configMap);
    const isReaderHere = (one: ControllerProfile) => READERS.some(({ preset }) => presetOf(one) === preset
      && homeOfController(one, preset) === home);
    const described = profile.controllers.filter(isReaderHere);
    const readers = described.flatMap((one) => controllers.described(one, { serves: `class "${one.className}"` })).filter(({ kind }) => kind === 'described');
    if (readers.length > 0) return [{ configMap, protocol, readers }];
    return isUnread(pods, configMap) ? [{ configMap, protocol, readers }] : [];
  });
}

function namedByFlag({ preset, flags }: Reader, pods: ControllerPods, configMap: KubernetesObject): readonly PortMap[] {
  return (['TCP', 'UDP'] as const).flatMap((protocol) => {
    const flag = flags[protocol];
    const readers = flag === undefined ? [] : pods.running(preset).filter(({ workload }) => {
      const value = pods.flagAround(workload, flag, preset)?.replace('$(POD_NAMESPACE)', workload.namespace.name);
      return value === `${homeOf(configMap)}/${configMap.metadata.name}`;
    });
    if (readers.length === 0) return [];
    return [{ configMap, protocol, readers: readers.map(({ workload }): Controller => ({ kind: 'pods', workload, preset, serves: 'ports of ConfigMaps' })) }];
  });
}

/** Whether a controller that could read it stands in its namespace, with arguments, none of which name it. */
function isUnread(pods: ControllerPods, configMap: KubernetesObject): boolean {
  return READERS.some(({ preset }) => pods.running(preset).some(({ workload }) => workload.namespace.name === homeOf(configMap)
    && workload.pods.some(({ containers }) => containers.some(({ args, command }) => args.length + command.length > 0))));
}

interface PortEntry {
  readonly port: number;
  readonly service: NamedService;
  readonly field: string;
}

function entriesOf({ raw: { data }, metadata }: KubernetesObject): readonly PortEntry[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    if (!PORT.test(key) || typeof value !== 'string' || !value.includes('/')) return [];
    const service = serviceNamedBy(value.trim(), metadata.namespace ?? 'default');
    return service === undefined ? [] : [{ port: Number(key), service, field: `data[${key}]` }];
  });
}

function* waysInBy({ cluster, profile }: ExposureContext, { configMap, protocol, readers }: PortMap): Generator<FoundWayIn> {
  for (const { port, service, field } of entriesOf(configMap)) {
    const chain = aliasChain(cluster, service);
    for (const controller of readers) {
      const entryPorts = (proxy: Workload) => where(proxy, { ports: PortSet.of(protocol, port) });
      const front = frontOf(controller, { annotations: [], hasNodePort: false, entryPorts }, profile);
      for (const [workload, ports] of portsOf(cluster, chain, service, protocol)) {
        yield {
          kind: 'ControllerRoute',
          object: configMap,
          field,
          workload,
          ports,
          through: [configMap.ref, ...chain.map(({ ref }) => ref)],
          gateways: gatewaysOf(controller),
          routes: [{ path: '/', tls: false }],
          front,
        };
      }
    }
  }
}

function portsOf(cluster: Cluster, chain: ReturnType<typeof aliasChain>, { port }: NamedService, protocol: 'TCP' | 'UDP'): ReadonlyMap<Workload, PortSet> {
  const service = chain.at(-1);
  if (service === undefined) return new Map();
  if (chain.length > 1) return portsBehind(cluster, service, port === undefined ? {} : { port });
  return portsByWorkload(serviceTargets(cluster, service).filter(({ servicePort }) => servicePort.protocol === protocol
    && (port === undefined || servicePort.port === port || servicePort.name === port)));
}

function gatewaysOf(controller: Controller): readonly string[] {
  return controller.kind === 'described' ? [controller.description.className] : [];
}

function homeOf({ metadata }: KubernetesObject): string {
  return metadata.namespace ?? 'default';
}
