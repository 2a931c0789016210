import { buildCluster } from '../../cluster/build';
import { listenersOf } from '../../cluster/gateway-api/listeners';
import { Gateway, GatewayApi, namespaceOf } from '../../cluster/gateway-api/objects';
import { Cluster, Workload } from '../../cluster/model';
import { GatewayPreset } from '../../controllers/gateway-preset';
import { Container, ContainerPort, WorkloadSpec } from '../../manifest/kinds/pod-template';
import { KubernetesObject, StringMap } from '../../manifest/kubernetes-object';
import { Profile } from '../../profile/profile';
import { hypotheticalPodObject } from '../../reachability/hypothetical-pod';
import { DescribedPod } from '../../reachability/model';
import { ControllerPods } from '../controllers/controller-pods';
import { filledInLabels } from './gateway-names';
import { GatewayProduct, productOf } from './gateway-product';
import { addressServices, proxiesOf } from './gateway-proxies';
import { generatedService } from './generated-service';
import { managementOf, unlessMadeByProduct } from './self-managed';

/** Proxies that a product makes for a Gateway when it sees it, and that no manifest contains. */
export interface GeneratedProxy {
  readonly workload: Workload;
  /** What is known of its pods; absent where no policy can select them. */
  readonly pod?: DescribedPod;
  readonly preset: GatewayPreset;
  /** What must hold for outside traffic to get to it, where what configures it does not let anybody know how. */
  readonly provided?: string;
  /** Where it may be on the network of the nodes: policies see it under their addresses then. */
  readonly onNodes?: string;
}

/** A cluster with the proxies and Services that products make for its Gateways. */
export interface GatewayCluster {
  readonly cluster: Cluster;
  /** By `ref` of the Gateway. */
  readonly proxies: ReadonlyMap<string, GeneratedProxy>;
  /** Refs of the objects that were added. */
  readonly added: ReadonlySet<string>;
}

/** A namespace that cannot exist: there policies select nothing, as they do not select proxies without pods. */
const NOWHERE = '(on the nodes)';

interface Made {
  readonly gateway: Gateway;
  readonly preset: GatewayPreset;
  readonly pod: KubernetesObject;
  readonly described?: DescribedPod;
  readonly service: KubernetesObject;
  readonly provided?: string;
  readonly onNodes?: string;
}

/**
 * The cluster as it will be when products have made their proxies: one workload and one Service for each Gateway whose proxies are not in the
 * manifests, unless it is described which network gets to them. Then policies, load balancers and other ways in treat them as they treat every other pod.
 */
export function withGeneratedProxies(cluster: Cluster, profile: Profile): GatewayCluster {
  const pods = new ControllerPods(cluster);
  const made = GatewayApi.of(cluster).gateways.flatMap((gateway) => makeFor(cluster, profile, pods, gateway) ?? []);
  if (made.length === 0) return { cluster, proxies: new Map(), added: new Set() };
  const services = made.map(({ service }) => service).filter(({ metadata }) => cluster.service(namespaceOf(metadata), metadata.name) === undefined);
  const objects = [...cluster.objects, ...made.map(({ pod }) => pod), ...services];
  const extended = buildCluster({ objects, problems: cluster.problems });
  const proxies = made.flatMap(({ gateway, pod, described, service: _, ...known }): readonly (readonly [string, GeneratedProxy])[] => {
    const workload = extended.workloadOf(pod);
    return workload === undefined ? [] : [[gateway.ref, { ...known, workload, pod: described }]];
  });
  return { cluster: extended, proxies: new Map(proxies), added: new Set([...made.map(({ pod }) => pod), ...services].map(({ ref }) => ref)) };
}

function makeFor(cluster: Cluster, profile: Profile, pods: ControllerPods, gateway: Gateway): Made | undefined {
  const product = productOf(cluster, profile, gateway);
  const { preset } = product;
  const { descriptions: [description, ...others] } = product;
  if (preset?.perGateway === undefined || addressServices(gateway).length > 0) return undefined;
  // who says which network gets to the proxies says it of all of them; who says where they are leaves that to what is made for the Gateway
  if (others.length > 0 || description?.scope !== undefined || (description?.cidrs ?? []).length > 0) return undefined;
  if (proxiesOf(cluster, pods, gateway, preset).length > 0 || managementOf(cluster, gateway, product) === 'self') return undefined;
  return make(cluster, gateway, product, preset);
}

function make(cluster: Cluster, gateway: Gateway, product: GatewayProduct, preset: GatewayPreset): Made {
  const { descriptions: [description] } = product;
  // who describes more of the pods does not take away what the product puts on them
  const labels = unitedLabels(preset.perGateway?.labels, description?.podLabels);
  const namespace = description?.namespace ?? preset.perGateway?.namespace ?? namespaceOf(gateway.metadata);
  const own: StringMap = { gateway: gateway.ref };
  const known = filledInLabels(labels ?? {}, gateway);
  const described = { namespace, labels: { ...known, ...gateway.spec.infrastructure.labels } };
  // Pods of which no label is known are told apart by one that nobody else can have.
  const selector = Object.keys(known).length === 0 ? own : known;
  const place = labels === undefined ? { namespace: NOWHERE, labels: own } : { namespace, labels: { ...selector, ...described.labels } };
  const listeners = listenersOf(cluster, gateway);
  const generated = generatedService(cluster, gateway, listeners, product, { namespace: place.namespace, selector });
  const { service, preset: configured, hostPorts, onNodes } = generated;
  const isUnclear = managementOf(cluster, gateway, product) === 'unclear';
  const provided = generated.provided ?? (isUnclear ? unlessMadeByProduct(gateway) : undefined);
  return {
    gateway,
    preset: configured,
    service,
    pod: withHostPorts(hypotheticalPodObject(place), hostPorts),
    ...(labels === undefined ? {} : { described }),
    ...(provided === undefined ? {} : { provided }),
    ...(onNodes === undefined ? {} : { onNodes }),
  };
}

/** What else a container is called and runs does not matter for who gets to it. */
function withHostPorts(pod: KubernetesObject<WorkloadSpec>, ports: readonly ContainerPort[]): KubernetesObject<WorkloadSpec> {
  if (ports.length === 0) return pod;
  const container: Container = { name: 'proxy', image: '', role: 'container', ports, command: [], args: [], env: {}, path: 'spec.containers[0]' };
  return { ...pod, spec: { ...pod.spec, template: { ...pod.spec.template, containers: [container] } } };
}

/** Undefined where nothing says any: then the product has no pods. */
function unitedLabels(always: StringMap | undefined, described: StringMap | undefined): StringMap | undefined {
  return always === undefined && described === undefined ? undefined : { ...always, ...described };
}
