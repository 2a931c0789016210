import { Gateway, OwnedListener } from '../../cluster/gateway-api/objects';
import { Cluster, Service } from '../../cluster/model';
import { GatewayPreset, GeneratedProxy } from '../../controllers/gateway-preset';
import { Listener } from '../../manifest/kinds/gateway-api/gateway';
import { ContainerPort } from '../../manifest/kinds/pod-template';
import { ServicePort, ServiceSpec, ServiceType } from '../../manifest/kinds/service';
import { Json, JsonObject, StringMap } from '../../manifest/kubernetes-object';
import { isMap } from '../tunnels/config-document';
import { filledIn } from './gateway-names';
import { FoundParameters, parametersOf, settingOf } from './gateway-parameters';
import { GatewayProduct } from './gateway-product';
import { hostPortsOf, ontoNodes } from './node-proxies';
import { patchedService, ServiceDraft } from './service-patches';

/** First port that needs no privilege, and what is added to the others (Envoy Gateway). */
const UNPRIVILEGED = 1024;
const SHIFT = 10000;

/** The Service that a product makes for a Gateway, and what is known of the pods behind it. */
export interface GeneratedService {
  readonly service: Service;
  /** The product as its parameters make it. */
  readonly preset: GatewayPreset;
  /** What must hold for outside traffic to get to the proxies, where what configures them does not let anybody know how. */
  readonly provided?: string;
  /** Where the proxies may be on the network of the nodes: what policies see then. */
  readonly onNodes?: string;
  /** Ports of the proxy that listen on its node too. */
  readonly hostPorts: readonly ContainerPort[];
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
  const parameters = parametersOf(cluster, gateway, product);
  const preset = asConfigured(product.preset as GatewayPreset, parameters);
  const made = preset.perGateway as GeneratedProxy;
  const name = filledIn(made.service, gateway);
  const ports = portsOf(listeners, preset);
  const draft = draftOf(gateway, preset, parameters);
  const patched = patchedService(draft, parameters, preset.parameters, ports);
  const { annotations, spec } = patched ?? draft;
  const service: Service = {
    ref: `Service ${place.namespace}/${name}`,
    apiVersion: 'v1',
    group: '',
    version: 'v1',
    kind: 'Service',
    groupKind: '/Service',
    metadata: { name, namespace: place.namespace, labels: {}, annotations: textsOf(annotations), ownerReferences: [] },
    raw: {},
    spec: specOf(gateway, spec, { selector: place.selector, ports }),
    origin: gateway.origin,
    locate: () => gateway.origin,
  };
  const onNodes = ontoNodes(parameters, preset.parameters);
  const placed = onNodes === undefined ? undefined : `what configures ${gateway.ref} puts its proxies on the network of the nodes (${onNodes})`;
  const { path = '' } = preset.parameters?.servicePatch ?? {};
  const unread = patched !== undefined ? undefined
    : `the patch of the Service of ${gateway.ref} (${path}), which is not understood here, lets outside traffic in`;
  const conditions = [parameters.provided, unread, placed].filter((condition) => condition !== undefined);
  return {
    service,
    preset,
    hostPorts: hostPortsOf(parameters, preset.parameters, ports),
    ...(conditions.length === 0 ? {} : { provided: conditions.join(', or ') }),
    ...(placed === undefined ? {} : { onNodes: placed }),
  };
}

/** Pod port of the proxy that serves a listener. */
export function proxyPort({ port, protocol }: Pick<Listener, 'port' | 'protocol'>, { listensOn }: GatewayPreset): number {
  if (typeof listensOn === 'object') return listensOn[protocol] ?? port;
  return listensOn === 'unprivileged' && port < UNPRIVILEGED ? port + SHIFT : port;
}

function asConfigured(preset: GatewayPreset, parameters: FoundParameters): GatewayPreset {
  return settingOf(parameters, preset.parameters?.listensOnSame) === true ? { ...preset, listensOn: 'same' } : preset;
}

/** What the product says of the Service before it is patched. */
function draftOf(gateway: Gateway, preset: GatewayPreset, parameters: FoundParameters): ServiceDraft {
  const of = (key: string | undefined): Json | undefined => (key === undefined ? undefined : settingOf(parameters, below(preset, key)));
  const addresses = gateway.spec.addresses.filter(({ type, value }) => type === 'IPAddress' && value !== '').map(({ value }) => value);
  const type = typeOf(gateway, preset, of(preset.parameters?.serviceType ?? 'type'));
  // ranges of clients that are kept out leave everybody else
  const ranges = of(preset.parameters?.sourceRangesPolicy) === 'Deny' ? undefined : of('loadBalancerSourceRanges');
  const said = {
    loadBalancerClass: of('loadBalancerClass'),
    loadBalancerSourceRanges: ranges,
    externalTrafficPolicy: of('externalTrafficPolicy') ?? preset.perGateway?.externalTrafficPolicy,
    allocateLoadBalancerNodePorts: of('allocateLoadBalancerNodePorts'),
  };
  return { annotations: annotationsOf(gateway, preset, parameters), spec: { ...said, type, externalIPs: type === 'ClusterIP' ? [] : addresses } };
}

function specOf(gateway: Gateway, draft: JsonObject, rest: Pick<ServiceSpec, 'selector' | 'ports'>): ServiceSpec {
  const type = TYPES.find((one) => one === draft.type) ?? 'LoadBalancer';
  const isAddressed = gateway.spec.addresses.some(({ type: kind, value }) => kind === 'IPAddress' && value !== '');
  return {
    ...rest,
    // An address that is asked for says who reaches it; its node ports stay.
    type: type === 'LoadBalancer' && isAddressed ? 'NodePort' : type,
    externalIPs: textListOf(draft.externalIPs),
    headless: false,
    clusterIPs: [],
    loadBalancerSourceRanges: textListOf(draft.loadBalancerSourceRanges),
    ...(typeof draft.loadBalancerClass === 'string' ? { loadBalancerClass: draft.loadBalancerClass } : {}),
    allocateLoadBalancerNodePorts: draft.allocateLoadBalancerNodePorts !== false,
    externalTrafficPolicy: draft.externalTrafficPolicy === 'Local' ? 'Local' : 'Cluster',
    ipFamilies: [],
  };
}

function textListOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
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
  const configured = textsOf(settingOf(parameters, below(preset, preset.parameters?.serviceAnnotations ?? 'annotations')));
  return preset.parameters?.gatewayAnnotationsFirst === true ? { ...configured, ...own } : { ...own, ...configured };
}

function textsOf(value: Json | undefined): StringMap {
  const pairs = isMap(value) ? Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string') : [];
  return Object.fromEntries(pairs);
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
