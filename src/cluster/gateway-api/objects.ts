import { GatewayClassSpec, GatewaySpec, Listener, ListenerSetSpec } from '../../manifest/kinds/gateway-api/gateway';
import { ReferenceGrantSpec } from '../../manifest/kinds/gateway-api/reference-grant';
import { RouteSpec } from '../../manifest/kinds/gateway-api/route';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { Cluster } from '../model';

export type GatewayClass = KubernetesObject<GatewayClassSpec>;
export type Gateway = KubernetesObject<GatewaySpec>;
export type ListenerSet = KubernetesObject<ListenerSetSpec>;
export type GatewayRoute = KubernetesObject<RouteSpec>;
export type ReferenceGrant = KubernetesObject<ReferenceGrantSpec>;

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';
/** Group of the experiments. */
export const GATEWAY_X_GROUP = 'gateway.networking.x-k8s.io';

export const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;

/** A listener, and who has it. */
export interface OwnedListener {
  readonly gateway: Gateway;
  /** The Gateway itself, or a ListenerSet. */
  readonly owner: Gateway | ListenerSet;
  readonly listener: Listener;
}

/** The objects of the Gateway API that the manifests contain and that can be read. */
export class GatewayApi {
  /** What `cluster` contains. */
  public static of(cluster: Cluster): GatewayApi {
    const known = BY_CLUSTER.get(cluster) ?? new GatewayApi(cluster);
    BY_CLUSTER.set(cluster, known);
    return known;
  }

  public readonly classes: readonly GatewayClass[];
  public readonly gateways: readonly Gateway[];
  public readonly listenerSets: readonly ListenerSet[];
  public readonly routes: readonly GatewayRoute[];
  public readonly grants: readonly ReferenceGrant[];

  private constructor(cluster: Cluster) {
    const read = <T extends KubernetesObject>(kind: string, group = GATEWAY_GROUP): readonly T[] =>
      cluster.objectsOf(group, kind).filter((object): object is T => object.spec !== undefined);
    this.classes = read('GatewayClass');
    this.gateways = read('Gateway');
    this.listenerSets = [...read<ListenerSet>('ListenerSet'), ...read<ListenerSet>('XListenerSet', GATEWAY_X_GROUP)];
    this.routes = ROUTE_KINDS.flatMap((kind) => read<GatewayRoute>(kind));
    this.grants = read('ReferenceGrant');
  }

  public classNamed(name: string): GatewayClass | undefined {
    return this.classes.find(({ metadata }) => metadata.name === name);
  }

  public gateway(namespace: string, name: string): Gateway | undefined {
    return this.gateways.find(({ metadata }) => metadata.name === name && namespaceOf(metadata) === namespace);
  }

  public listenerSet(group: string, namespace: string, name: string): ListenerSet | undefined {
    return this.listenerSets.find((set) => set.group === group && set.metadata.name === name && namespaceOf(set.metadata) === namespace);
  }
}

const BY_CLUSTER = new WeakMap<Cluster, GatewayApi>();

export function namespaceOf({ namespace }: { readonly namespace?: string }): string {
  return namespace ?? 'default';
}
