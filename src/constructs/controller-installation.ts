import { ControllerPreset } from '../controllers/controller';
import { CertificateKind, DataPlane } from '../controllers/data-plane';
import { dialectNamed } from '../controllers/dialects/dialects';
import { FeatureTable } from '../controllers/features/feature';
import { namedLabels } from '../controllers/gateway-names';
import { GatewayPreset, GeneratedProxy } from '../controllers/gateway-preset';
import { GATEWAY_PRESETS } from '../controllers/presets';
import { TRAEFIK } from '../controllers/traefik';
import { PolicyPeer } from '../emit/network-policy';
import { AddressSet } from '../network/address-set';
import { ControllerProfile, NetworkScope } from '../profile/profile';
import { refuse } from './declaration-error';
import { Problems } from './validation';

/** How an installation differs from what the preset says; what is absent is as usual. */
export interface InstallationOptions {
  readonly className?: string;
  readonly namespace?: string;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly cidrs?: readonly string[];
  readonly hostNetwork?: boolean;
}

/** The Gateway that asks. */
export interface GatewayIdentity {
  readonly name: string;
  readonly namespace: string;
}

/** Pods of one namespace, by their labels. */
interface Selected {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A controller as it is installed in the cluster: the preset, and what differs from it. */
export class ControllerInstallation {
  public readonly className: string;

  /** @throws DeclarationError with everything that cannot be of an installation */
  public constructor(caller: string, private readonly product: ControllerPreset | GatewayPreset, private readonly options: InstallationOptions) {
    this.className = options.className ?? this.product.className;
    const problems = new Problems();
    problems.objectName('className', this.className);
    if (options.namespace !== undefined) problems.namespaceName('namespace', options.namespace);
    if (options.podLabels !== undefined) {
      problems.labels('podLabels', options.podLabels);
      problems.check(Object.keys(options.podLabels).length > 0, () => 'podLabels: is empty and would let in every pod of the namespace; name the labels of the controller\'s pods');
    }
    checkCidrs(this.product, options, problems);
    refuse('INVALID_VALUE', caller, problems.all);
  }

  /** Its preset as an ingress controller; undefined if it serves the Gateway API. */
  public get ingress(): ControllerPreset | undefined {
    return 'classBy' in this.product ? this.product : undefined;
  }

  /** Its preset as an implementation of the Gateway API; undefined if it serves Ingresses. */
  public get gateway(): GatewayPreset | undefined {
    return 'classBy' in this.product ? undefined : this.product;
  }

  /** Why nobody should start with it any more. */
  public get retired(): string | undefined {
    return this.ingress?.retired;
  }

  /** Kinds of certificates that it takes; undefined for the usual ones. */
  public get certificates(): readonly CertificateKind[] | undefined {
    return this.product.certificates;
  }

  /** Where its pods are; undefined where it has none of its own. */
  public get podNamespace(): string | undefined {
    return this.options.namespace ?? this.product.pods?.namespace;
  }

  public get presetName(): string {
    return this.product.name;
  }

  /** Name of the class that its documentation uses. */
  public get usualClass(): string {
    return this.product.className;
  }

  /** Its proxies, where they are the same for all gateways; undefined where there are none, or each Gateway has its own. */
  public get ownPods(): { readonly namespace: string; readonly labels: Readonly<Record<string, string>> } | undefined {
    const pods = this.gateway?.perGateway === undefined ? this.product.pods : undefined;
    const namespace = this.options.namespace ?? pods?.namespace;
    const labels = this.options.podLabels ?? pods?.labels;
    return namespace === undefined || labels === undefined || this.product.policyGroup !== undefined ? undefined : { namespace, labels };
  }

  /** Whether its pods run on the network of their nodes. */
  public get onHostNetwork(): boolean {
    return this.options.hostNetwork === true;
  }

  /** Ports of its pods that serve routes. */
  public entryPorts(): readonly number[] {
    const { ingress, gateway } = this;
    if (ingress !== undefined) return [...new Set(Object.values(ingress.ports))].sort((a, b) => a - b);
    return [80, 443].map((port) => (gateway?.listensOn === 'entry-point' ? TRAEFIK.ports[port]! : gateway?.listensOn === 'unprivileged' ? port + 10_000 : port));
  }

  public get title(): string {
    return this.product.title;
  }

  public get features(): FeatureTable {
    const table = 'classBy' in this.product ? dialectNamed(this.product.dialect)?.features : this.product.features;
    return { ...table!, ...('classBy' in this.product ? this.product.features : undefined) };
  }

  /**
   * Whether the check must be told where the controller is: not of what a known product makes for each Gateway, whose labels, and whose load
   * balancer, follow from the Gateway itself.
   */
  public get needsDescription(): boolean {
    const { namespace, podLabels, cidrs, hostNetwork } = this.options;
    return !this.makesKnownProxies || [namespace, podLabels, cidrs, hostNetwork].some((option) => option !== undefined);
  }

  /** Whether it makes proxies for each Gateway of which it is known what they look like. */
  private get makesKnownProxies(): boolean {
    return this.gateway?.perGateway !== undefined && GATEWAY_PRESETS.get(this.presetName)?.controllerNames.length !== 0;
  }

  /** @param scope which network gets to it */
  public profile(scope: NetworkScope): ControllerProfile {
    const { name } = this.product;
    // pods that are made for each Gateway have labels that the preset derives from the Gateway
    const pods = this.gateway?.perGateway === undefined ? this.product.pods : undefined;
    const withoutPods = this.options.hostNetwork === true || this.hidesPods;
    const namespace = this.options.namespace ?? pods?.namespace;
    const podLabels = this.options.podLabels ?? pods?.labels;
    const cidrs = this.cidrs();
    return {
      preset: name,
      className: this.className,
      ...(namespace === undefined || withoutPods ? {} : { namespace }),
      ...(podLabels === undefined || withoutPods ? {} : { podLabels }),
      ...(cidrs.length === 0 ? {} : { cidrs }),
      ...(this.saysNetworkItself(cidrs, withoutPods) ? {} : { scope }),
    };
  }

  /** What is made for a Gateway says by itself which network gets to it. */
  private saysNetworkItself(cidrs: readonly string[], withoutPods: boolean): boolean {
    return this.makesKnownProxies && cidrs.length === 0 && !withoutPods;
  }

  /** Where its traffic comes from: its own pods, those that it makes for a Gateway, addresses, or an identity that it has. */
  public peers(gateway?: GatewayIdentity): PolicyPeer[] {
    const cidrs = this.cidrs();
    const addresses: PolicyPeer[] = cidrs.length === 0 ? [] : [{ kind: 'addresses', addresses: AddressSet.union(cidrs.map((c) => AddressSet.parseCidr(c))) }];
    return [...(this.hidesPods ? [] : this.proxies(gateway)), ...addresses];
  }

  /** The identity of Cilium that stands for its traffic, which only policies of Cilium can name. */
  public get entity(): string | undefined {
    return this.product.entity;
  }

  /** Whether both run on the network of nodes, some of which are the same: then one may answer for the other. */
  public sharesNodesWith(other: ControllerInstallation): boolean {
    if (this.options.hostNetwork !== true || other.options.hostNetwork !== true) return false;
    const [own, others] = [this, other].map((one) => AddressSet.union(one.cidrs().map((cidr) => AddressSet.parseCidr(cidr))));
    return !own!.intersect(others!).isEmpty;
  }

  /** Addresses stand in place of the usual pods; whoever means both names both. */
  private get hidesPods(): boolean {
    const { cidrs, namespace, podLabels } = this.options;
    return cidrs !== undefined && namespace === undefined && podLabels === undefined;
  }

  private cidrs(): readonly string[] {
    return [...new Set([...this.product.cidrs ?? [], ...this.options.cidrs ?? []])];
  }

  /** Its pods, wherever its traffic seems to come from; none where no policy can select them. */
  public proxies(gateway?: GatewayIdentity): PolicyPeer[] {
    const { policyGroup } = this.product;
    if (policyGroup !== undefined && this.options.namespace === undefined && this.options.podLabels === undefined) {
      return [{ kind: 'labelled-namespaces', labels: policyGroup }];
    }
    if (this.options.hostNetwork === true) return [];
    const made = this.gateway?.perGateway;
    const usual = made === undefined ? this.product.pods : this.madeFor(made, gateway);
    const namespace = this.options.namespace ?? usual?.namespace;
    const labels = this.options.podLabels ?? usual?.labels;
    return namespace === undefined || labels === undefined ? [] : [{ kind: 'pods', namespace, labels }];
  }

  /** The pods of one Gateway; undefined where the product makes none that can be selected. */
  private madeFor({ namespace, labels }: GeneratedProxy, gateway: GatewayIdentity | undefined): Selected | undefined {
    if (labels === undefined || gateway === undefined) return undefined;
    return { namespace: namespace ?? gateway.namespace, labels: namedLabels(labels, { ...gateway, class: this.className }) };
  }
}

function checkCidrs(product: DataPlane, { cidrs, hostNetwork }: InstallationOptions, problems: Problems): void {
  (cidrs ?? []).forEach((cidr, i) => {
    try {
      AddressSet.parseCidr(cidr);
    } catch (error) {
      problems.add(`cidrs[${i}]: ${(error as Error).message}`);
    }
  });
  const named = (cidrs ?? []).length > 0;
  problems.check(cidrs === undefined || product.entity === undefined, () => 'cidrs: have no effect; its traffic has an identity, which policies of Cilium name: leave them out');
  problems.check(hostNetwork !== true || named || product.policyGroup !== undefined || product.entity !== undefined, () => 'cidrs: is missing; pods on the host network can only be let in by address: name the addresses of their nodes');
  problems.check(product.neededCidrs === undefined || named, () => `cidrs: is missing; its traffic comes from no pod: name ${product.neededCidrs}`);
  problems.check(cidrs === undefined || named, () => 'cidrs: is empty; leave it out, or name the addresses');
}
