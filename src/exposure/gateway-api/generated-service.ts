import { Gateway, OwnedListener } from '../../cluster/gateway-api/objects';
import { Cluster, Service } from '../../cluster/model';
import { GatewayPreset, GeneratedProxy } from '../../controllers/gateway-preset';
import { Listener } from '../../manifest/kinds/gateway-api/gateway';
import { ServicePort, ServiceSpec, ServiceType } from '../../manifest/kinds/service';
import { Json, StringMap } from '../../manifest/kubernetes-object';
import { filledIn } from './gateway-names';
import { FoundParameters, parametersOf, settingOf } from './gateway-parameters';
import { GatewayProduct } from './gateway-product';

/** First port that needs no privilege, and what is added to the others (Envoy Gateway). */
const UNPRIVILEGED = 1024;
const SHIFT = 10000;

/** The Service that a product makes for a Gateway, and what must hold for it to look like this. */
export interface GeneratedService {
  readonly service: Service;
  readonly provided?: string;
}

/** Where the Service stands, and the pods that it selects. */
export interface ServicePlace {
  readonly namespace: string;
  readonly selector: StringMap;
}

/**
 * The Service that the product puts in front of the proxies of a Gateway: one port for each port of a listener, of type LoadBalancer
 * unless it is told otherwise, with `infrastructure.annotations` (Gateway API, GatewayInfrastructure).
 */
export function generatedService(
  cluster: Cluster, gateway: Gateway, listeners: readonly OwnedListener[], product: GatewayProduct, place: ServicePlace,
): GeneratedService {
  const preset = product.preset as GatewayPreset;
  const made = preset.perGateway as GeneratedProxy;
  const parameters = parametersOf(cluster, gateway, product);
  const name = filledIn(made.service, gateway);
  const service: Service = {
    ref: `Service ${place.namespace}/${name}`,
    apiVersion: 'v1',
    group: '',
    version: 'v1',
    kind: 'Service',
    metadata: { name, namespace: place.namespace, labels: {}, annotations: annotationsOf(gateway, preset, parameters), ownerReferences: [] },
    raw: {},
    spec: specOf(gateway, preset, parameters, { selector: place.selector, ports: portsOf(listeners, preset) }),
    origin: gateway.origin,
    locate: () => gateway.origin,
  };
  return { service, ...(parameters.provided === undefined ? {} : { provided: parameters.provided }) };
}

/** Pod port of the proxy that serves a listener. */
export function proxyPort({ port, protocol }: Pick<Listener, 'port' | 'protocol'>, { listensOn }: GatewayPreset): number {
  if (typeof listensOn === 'object') return listensOn[protocol] ?? port;
  return listensOn === 'unprivileged' && port < UNPRIVILEGED ? port + SHIFT : port;
}

function specOf(gateway: Gateway, preset: GatewayPreset, parameters: FoundParameters, rest: Pick<ServiceSpec, 'selector' | 'ports'>): ServiceSpec {
  const addresses = gateway.spec.addresses.filter(({ type, value }) => type === 'IPAddress' && value !== '').map(({ value }) => value);
  const of = (key: string): Json | undefined => settingOf(parameters, below(preset, key));
  const type = typeOf(gateway, preset, of(preset.parameters?.serviceType ?? 'type'));
  const loadBalancerClass = of('loadBalancerClass');
  const ranges = of('loadBalancerSourceRanges');
  const policy = of('externalTrafficPolicy') ?? preset.perGateway?.externalTrafficPolicy;
  return {
    ...rest,
    // An address that is asked for says who reaches it; its node ports stay.
    type: type === 'LoadBalancer' && addresses.length > 0 ? 'NodePort' : type,
    externalIPs: type === 'ClusterIP' ? [] : addresses,
    headless: false,
    clusterIPs: [],
    loadBalancerSourceRanges: Array.isArray(ranges) ? ranges.filter((range) => typeof range === 'string') : [],
    ...(typeof loadBalancerClass === 'string' ? { loadBalancerClass } : {}),
    allocateLoadBalancerNodePorts: of('allocateLoadBalancerNodePorts') !== false,
    externalTrafficPolicy: policy === 'Local' ? 'Local' : 'Cluster',
    ipFamilies: [],
  };
}

const TYPES: readonly ServiceType[] = ['ClusterIP', 'NodePort', 'LoadBalancer'];

/** The annotation of the Gateway wins; Contour writes `LoadBalancerService`. */
function typeOf({ metadata }: Gateway, { perGateway }: GatewayPreset, configured: Json | undefined): ServiceType {
  const annotated = perGateway?.typeAnnotation === undefined ? undefined : metadata.annotations[perGateway.typeAnnotation];
  const written = annotated ?? (typeof configured === 'string' ? configured.replace(/Service$/, '') : undefined);
  return TYPES.find((type) => type === written) ?? 'LoadBalancer';
}

function annotationsOf({ metadata, spec }: Gateway, preset: GatewayPreset, parameters: FoundParameters): StringMap {
  const own = spec.infrastructure.annotations ?? (preset.perGateway?.copiesAnnotations === true ? metadata.annotations : {});
  const configured = settingOf(parameters, below(preset, preset.parameters?.serviceAnnotations ?? 'annotations'));
  const texts = typeof configured === 'object' && configured !== null
    ? Object.entries(configured).filter((pair): pair is [string, string] => typeof pair[1] === 'string') : [];
  return { ...own, ...Object.fromEntries(texts) };
}

function below({ parameters }: GatewayPreset, key: string): string | undefined {
  return parameters?.service === undefined ? undefined : `${parameters.service}.${key}`;
}

function portsOf(listeners: readonly OwnedListener[], preset: GatewayPreset): readonly ServicePort[] {
  const ports = new Map<string, ServicePort>();
  for (const { listener } of listeners) {
    const protocol = listener.protocol === 'UDP' ? 'UDP' : 'TCP';
    if (listener.port === 0) continue;
    ports.set(`${protocol} ${listener.port}`, { name: listener.name, port: listener.port, protocol, targetPort: proxyPort(listener, preset), path: listener.path });
  }
  return [...ports.values()];
}
