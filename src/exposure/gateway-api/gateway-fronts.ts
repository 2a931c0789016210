import { Gateway, GatewayRoute, OwnedListener } from '../../cluster/gateway-api/objects';
import { gatewayCarrier } from '../../cluster/mesh';
import { Cluster, Workload } from '../../cluster/model';
import { DataPlane } from '../../controllers/data-plane';
import { GatewayPreset } from '../../controllers/gateway-preset';
import { JOINING_AMBIENT } from '../../controllers/istio-gateway';
import { dataPlaneNamed } from '../../controllers/presets';
import { PortSet } from '../../network/port-set';
import { ControllerProfile, NetworkScope, Profile } from '../../profile/profile';
import { Backend, frontOf, onlyIf } from '../controllers/controller-front';
import { ControllerPods } from '../controllers/controller-pods';
import { Controller } from '../controllers/controllers';
import { ifTargeted } from '../ingresses/balancer-targets';
import { SeenAs } from '../model';
import { Front } from '../way-in-finder';
import { publicEntries, undecidedEntries } from '../zones';
import { listeningPorts, unlessEntryPoint, unlessEnabled } from './entry-points';
import { filledInLabels } from './gateway-names';
import { parametersOf, settingOf } from './gateway-parameters';
import { GatewayProduct, productOf } from './gateway-product';
import { proxiesOf } from './gateway-proxies';
import { GatewayCluster, GeneratedProxy } from './generated-proxies';
import { proxyPort } from './generated-service';
import { managementOf } from './self-managed';

/** What is taken for granted of a product that is not known. */
const UNKNOWN_PRODUCT: DataPlane = { name: 'unknown', title: 'an unknown product', adminPorts: [] };

/** What stands in front of the listeners of Gateways. */
export class GatewayFronts {
  private readonly cluster: Cluster;
  private readonly pods: ControllerPods;

  public constructor(private readonly gateways: GatewayCluster, private readonly profile: Profile) {
    this.cluster = gateways.cluster;
    this.pods = new ControllerPods(gateways.cluster);
  }

  /** Everything that may serve the listener, for one backend. Empty where nothing outside the cluster gets to it. */
  public of(owned: OwnedListener, backend: Backend): readonly Front[] {
    const { gateway, listener } = owned;
    const generated = this.gateways.proxies.get(gateway.ref);
    if (generated !== undefined) return [generatedFront(owned, generated)];
    const product = productOf(this.cluster, this.profile, gateway);
    const { preset, descriptions: [description] } = product;
    if (preset?.meshOnly === true) return [];
    const serves = `class "${gateway.spec.gatewayClassName}"`;
    const proxies = proxiesOf(this.cluster, this.pods, gateway, preset);
    if (proxies.length > 0) return proxies.map((workload) => this.proxyFront(workload, owned, product, backend, serves));
    const described = product.descriptions.flatMap((one) => this.statedFronts(one, gateway, product, backend));
    const untargeted = description === undefined ? [this.undescribedFront(gateway, product, backend)] : described;
    const fronts = untargeted.map((front) => ifTargeted(front, preset, backend, gateway));
    const assumption = unlessEntryPoint(preset, listener);
    return assumption === undefined ? fronts : fronts.map((front) => onlyIf(front, assumption));
  }

  /** What must hold for the product to see the route at all. */
  public unwatched(gateway: Gateway, { kind, version }: GatewayRoute): readonly string[] {
    const { preset } = productOf(this.cluster, this.profile, gateway);
    return (preset?.unwatched ?? []).filter((one) => one.kind === kind && one.version === version)
      .map(({ until }) => `${preset?.title} watches ${kind} ${version}: ${until}`);
  }

  /** The port on which the proxies of a Gateway reach the pods of a workload, whatever port is meant; undefined where they reach that. */
  public carrier(gateway: Gateway, workload: Workload): number | undefined {
    const { preset } = productOf(this.cluster, this.profile, gateway);
    return preset !== undefined && JOINING_AMBIENT.has(preset.name) ? gatewayCarrier(workload) : undefined;
  }

  /** Everything that may serve a Gateway that the manifests do not contain, as far as exposure.yaml describes it. */
  public elsewhere(descriptions: readonly ControllerProfile[], what: string, backend: Backend): readonly Front[] {
    return descriptions.flatMap((description) => {
      const preset = dataPlaneNamed(description.preset);
      return preset === undefined ? [] : [frontOf({ kind: 'described', preset, description, serves: what }, backend, this.profile)];
    });
  }

  private proxyFront(workload: Workload, { gateway, listener }: OwnedListener, product: GatewayProduct, backend: Backend, serves: string): Front {
    const { preset, descriptions: [description] } = product;
    const controller: Controller = { kind: 'pods', workload, preset: preset ?? UNKNOWN_PRODUCT, serves, ...(description === undefined ? {} : { description }) };
    const entryPorts = (): ReturnType<typeof listeningPorts> => listeningPorts(this.cluster, workload, listener, preset);
    const front = frontOf(controller, { ...backend, entryPorts }, this.profile);
    const assumption = unlessEnabled(preset, workload, gateway);
    return assumption === undefined ? front : onlyIf(front, assumption);
  }

  /** What is described without labels has those that the product puts on the proxies of the Gateway. */
  private describedFronts(description: ControllerProfile, gateway: Gateway, product: GatewayProduct, backend: Backend): readonly Front[] {
    const serves = `class "${gateway.spec.gatewayClassName}"`;
    const preset = (dataPlaneNamed(description.preset) ?? UNKNOWN_PRODUCT) as DataPlane & Partial<GatewayPreset>;
    const { labels, namespace } = preset.perGateway ?? {};
    const pods = labels === undefined ? preset.pods : {
      namespace: namespace ?? gateway.metadata.namespace ?? 'default', labels: filledInLabels(labels, gateway),
    };
    const plane: DataPlane = pods === undefined ? preset : { ...preset, pods };
    // labels that somebody chose may be on other pods too, unless nobody but the author puts any on the proxies
    const areChosen = description.podLabels !== undefined && managementOf(this.cluster, gateway, product) !== 'self';
    const workloads = areChosen ? [] : this.proxiesDescribed(description, plane);
    if (workloads.length === 0) return [frontOf({ kind: 'described', preset: plane, description, serves }, backend, this.profile)];
    return workloads.map((workload) => frontOf({ kind: 'pods', workload, preset: plane, description, serves }, backend, this.profile));
  }

  private proxiesDescribed({ namespace, podLabels, cidrs = [] }: ControllerProfile, { pods }: DataPlane): readonly Workload[] {
    // addresses stand in place of pods of which nothing is said
    if (pods === undefined || (cidrs.length > 0 && namespace === undefined && podLabels === undefined)) return [];
    return this.pods.labelled(namespace ?? pods.namespace, podLabels ?? pods.labels);
  }

  /** A Gateway whose proxies are neither in the manifests, nor described, nor made for it. */
  private undescribedFront(gateway: Gateway, product: GatewayProduct, backend: Backend): Front {
    const { preset } = product;
    const serves = `class "${gateway.spec.gatewayClassName}"`;
    if (preset === undefined) return frontOf({ kind: 'unknown', serves }, backend, this.profile);
    if (preset.loadBalancer === undefined) return frontOf({ kind: 'unknown', preset, serves }, backend, this.profile);
    const scope = this.statedScope(gateway, product) ?? preset.scope;
    const managed = frontOf({ kind: 'managed', serves, preset: { ...preset, ...(scope === undefined ? {} : { scope }) } }, backend, this.profile);
    const { provided } = parametersOf(this.cluster, gateway, product);
    return provided === undefined || managed.kind !== 'open' ? managed : { ...managed, entries: undecidedEntries(provided), scope: 'unknown' };
  }

  /**
   * The description is of the class; a Gateway of it may have a load balancer of another network. What is missing takes nothing away from what is
   * described; the internet that the rest speaks of may count.
   */
  private statedFronts(description: ControllerProfile, gateway: Gateway, product: GatewayProduct, backend: Backend): readonly Front[] {
    const as = (one: ControllerProfile): readonly Front[] => this.describedFronts(one, gateway, product, backend);
    const scope = product.preset?.loadBalancer === undefined ? undefined : this.statedScope(gateway, product);
    if (scope === undefined) return as(description);
    const { provided } = parametersOf(this.cluster, gateway, product);
    const stated = as({ ...description, scope });
    if (provided === undefined || description.scope === scope) return stated;
    const perhaps = (fronts: readonly Front[]): readonly Front[] =>
      fronts.map((front) => onlyIf(front.kind === 'open' ? { ...front, scope: 'unknown' } : front, provided));
    // nothing is described, and the internet is no more than the usual answer
    if (description.scope === undefined) return scope === 'internet' ? stated : [...stated, ...perhaps(as(description))];
    return scope === 'internet' ? [...as(description), ...perhaps(stated)] : as(description);
  }

  /** The network that reaches the load balancer of a Gateway, as far as what configures it says so. */
  private statedScope(gateway: Gateway, product: GatewayProduct): NetworkScope | undefined {
    const scheme = settingOf(parametersOf(this.cluster, gateway, product), product.preset?.parameters?.scheme);
    return scheme === 'internet-facing' ? 'internet' : scheme === 'internal' ? 'private-network' : undefined;
  }
}

/**
 * Proxies that the product makes are pods like all others, but for labels that nobody knows. Where nobody knows who gets to them either,
 * everybody may.
 */
function generatedFront({ listener }: OwnedListener, { workload, pod, preset, provided, onNodes }: GeneratedProxy): Front {
  const protocol = listener.protocol === 'UDP' ? 'UDP' : 'TCP';
  const seenAs: SeenAs = pod === undefined
    ? { kind: 'peer', peers: preset.entity === undefined ? [] : [{ kind: 'entity', entity: preset.entity }], name: `the proxy of ${preset.title}` }
    : {
      kind: 'peer',
      peers: [{ kind: 'described', pod }],
      name: `the proxies that ${preset.title} makes for the Gateway`,
      sender: workload,
      ...(onNodes === undefined ? {} : { unless: onNodes }),
    };
  if (provided !== undefined) return onlyIf({ kind: 'open', entries: publicEntries(), seenAs, scope: 'unknown' }, provided);
  const ports = listener.port === 0 ? undefined : { ports: PortSet.of(protocol, proxyPort(listener, preset)) };
  return { kind: 'proxy', workload, adminPorts: preset.adminPorts, otherwise: [], seenAs, ...(ports === undefined ? {} : { entryPorts: ports }) };
}
