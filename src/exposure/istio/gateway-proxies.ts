import { PodClass, Workload } from '../../cluster/model';
import { ISTIO_GATEWAY } from '../../controllers/istio-gateway';
import { ISTIO_INGRESS } from '../../controllers/istio-ingress';
import { IstioGatewaySpec } from '../../manifest/kinds/istio/gateway';
import { KubernetesObject, StringMap } from '../../manifest/kubernetes-object';
import { ControllerProfile } from '../../profile/profile';
import { Controller, homeOf, podsOf } from '../controllers/controllers';
import { ExposureContext } from '../way-in-finder';

export type IstioGateway = KubernetesObject<IstioGatewaySpec>;

/** Proxies that take a Gateway as their configuration. */
export interface GatewayProxy {
  readonly controller: Controller;
  /** Their namespace, where it is known. */
  readonly namespace?: string;
  /** Labels of their pods, as far as they are known. */
  readonly labels: readonly StringMap[];
  /** Whether the pods may have other labels too. */
  readonly mayHaveMore: boolean;
}

const SCOPE_SETTING = 'PILOT_SCOPE_GATEWAY_TO_NAMESPACE';

/**
 * Finds the pods behind Gateways: those of any namespace that have the labels of the `selector`, or of its own namespace if the
 * control plane of the manifests says so (Istio reference, Gateway.selector; PILOT_SCOPE_GATEWAY_TO_NAMESPACE).
 */
export class GatewayProxies {
  private scoped?: boolean;
  private readonly known = new Map<IstioGateway, readonly GatewayProxy[]>();

  public constructor(private readonly context: ExposureContext) {}

  /** Workloads of the manifests, else what exposure.yaml describes, else proxies of which nothing but the selector is known. */
  public of(gateway: IstioGateway): readonly GatewayProxy[] {
    const found = this.known.get(gateway) ?? this.find(gateway);
    this.known.set(gateway, found);
    return found;
  }

  private find({ spec: { selector = {} }, metadata: { namespace = 'default' } }: IstioGateway): readonly GatewayProxy[] {
    const serves = `Istio Gateways for pods ${labelText(selector)}`;
    const home = this.isScoped ? namespace : undefined;
    // without a selector every proxy that is a gateway takes it, and the manifests do not say which pods are
    const workloads = Object.keys(selector).length === 0 ? [] : this.selected(selector, home);
    if (workloads.length > 0) return workloads.map((workload) => this.running(workload, serves));
    const isWhere = (one: ControllerProfile): boolean => home === undefined || homeOf(one, ISTIO_INGRESS) === home;
    const possible = this.descriptions().filter((one) => mayBe(one, selector) && isWhere(one));
    const sure = [...possible, ...this.ofGatewayApi(selector).filter(isWhere)].filter(({ podLabels = {} }) => hasAll(podLabels, selector));
    const described = sure.length > 0 ? sure : possible;
    if (described.length > 0) return described.map((one) => descriptionAsProxy(one, selector, serves));
    const elsewhere = home !== undefined && this.selected(selector, undefined).length > 0;
    const provided = `pods with these labels run in namespace ${namespace} too, beside those of the manifests in other namespaces, which ${SCOPE_SETTING} leaves out`;
    return [{
      controller: { kind: 'unknown', preset: ISTIO_INGRESS, serves, ...(elsewhere && { provided }) },
      labels: [selector],
      mayHaveMore: true,
      ...(home !== undefined && { namespace: home }),
    }];
  }

  /** Who may serve a Gateway that the manifests do not contain: one of those that are described, else nobody knows. */
  public ofUnknownGateway(name: string): readonly GatewayProxy[] {
    const serves = `Istio Gateway ${name}`;
    const described = this.descriptions().map((one) => descriptionAsProxy(one, {}, serves));
    return described.length > 0 ? described : [{ controller: { kind: 'unknown', preset: ISTIO_INGRESS, serves }, labels: [], mayHaveMore: true }];
  }

  /** The same proxies may serve the Gateway API too, and be described as those; whoever gives all of their labels means them. */
  private ofGatewayApi(selector: StringMap): readonly ControllerProfile[] {
    if (Object.keys(selector).length === 0) return [];
    return this.context.profile.controllers.filter(({ preset }) => preset === ISTIO_GATEWAY.name);
  }

  private get isScoped(): boolean {
    this.scoped ??= this.context.cluster.workloads.some(({ pods }) =>
      pods.some(({ containers }) => containers.some(({ env }) => env[SCOPE_SETTING] === 'true')));
    return this.scoped;
  }

  private selected(selector: StringMap, namespace: string | undefined): readonly Workload[] {
    const { cluster } = this.context;
    const workloads = namespace === undefined ? cluster.workloads : cluster.workloadsIn(namespace);
    return workloads.filter(({ pods }) => pods.some(({ labels }) => hasAll(labels, selector)));
  }

  private running(workload: Workload, serves: string): GatewayProxy {
    const description = this.descriptions().find((one) => isOf(one, workload.namespace.name, workload.pods));
    return {
      controller: { kind: 'pods', workload, preset: ISTIO_INGRESS, serves, ...(description !== undefined && { description }) },
      namespace: workload.namespace.name,
      labels: workload.pods.map(({ labels }) => labels),
      mayHaveMore: false,
    };
  }

  private descriptions(): readonly ControllerProfile[] {
    return this.context.profile.controllers.filter(({ preset }) => preset === ISTIO_INGRESS.name);
  }
}

/** The labels of a description are those by which its pods are known; they have those of the selector too. */
function descriptionAsProxy(description: ControllerProfile, selector: StringMap, serves: string): GatewayProxy {
  const { podLabels } = description;
  const labels = { ...podLabels ?? (Object.keys(selector).length === 0 ? ISTIO_INGRESS.pods?.labels : {}), ...selector };
  const pods = podsOf({ ...description, podLabels: labels }, ISTIO_INGRESS);
  return {
    controller: { kind: 'described', preset: ISTIO_INGRESS, description: { ...description, podLabels: labels }, serves },
    labels: [labels],
    mayHaveMore: true,
    ...(pods !== undefined && { namespace: pods.namespace }),
  };
}

/** Whether nothing that the description says of its pods contradicts the selector. */
function mayBe({ podLabels = {} }: ControllerProfile, selector: StringMap): boolean {
  return Object.entries(selector).every(([key, value]) => podLabels[key] === undefined || podLabels[key] === value);
}

function isOf(description: ControllerProfile, namespace: string, pods: readonly PodClass[]): boolean {
  const described = podsOf(description, ISTIO_INGRESS);
  return described?.namespace === namespace && pods.some(({ labels }) => hasAll(labels, described.labels));
}

export function hasAll(labels: StringMap, wanted: StringMap): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function labelText(labels: StringMap): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',') || 'of any label';
}
