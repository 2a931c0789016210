import { Workload } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Peer } from '../reachability/model';

/** Where outside traffic starts. The private network also reaches node addresses and internal load balancers. */
export type Zone = 'internet' | 'private-network';
export const ZONES: readonly Zone[] = ['internet', 'private-network'];

export type ReachVerdict = 'reachable' | 'unknown';

/**
 * How outside traffic enters. Grows with the files of this folder. `Other` is whatever no file reads in depth: such a
 * way in is possible, never certain.
 */
export type WayInKind = 'LoadBalancer' | 'NodePort' | 'externalIPs' | 'hostPort' | 'hostNetwork' | 'Ingress' | 'Gateway' | 'ControllerRoute' | 'VirtualService' | 'Knative'
  | 'Tunnel' | 'MultiCluster' | 'TargetGroup' | 'PrivateLink' | 'BGP' | 'Relay' | 'Other';

/** A zone that gets as far as the way in. What is not listed does not. */
export interface ZoneEntry {
  readonly zone: Zone;
  readonly verdict: ReachVerdict;
  /** What would settle an `unknown`, as a sentence that names the setting of exposure.yaml. */
  readonly assuming: readonly string[];
  /** The client addresses that get in, where the way in filters them; all of the zone if absent. */
  readonly clients?: AddressSet;
  /** Objects before `WayIn.through` that lead this zone to it, outermost first: the Service of an ingress controller. */
  readonly via?: readonly string[];
}

/**
 * What the policies of the pod see as the source:
 *
 * - `client`: the address of the client.
 * - `node`: the address of some node (source NAT), possibly the pod's own, which is always let in.
 * - `peer`: a pod, or a fixed set of addresses (a proxy, a cloud load balancer). Without peers it is not known who. Where `unless`
 *   is given the peers are only the documented ones: whom policies stop, they may let through if that is so. The policies of `sender`, a
 *   workload that the peers stand for, must let it connect.
 * - `address`: one address, of which only is known that it is among `within` (a load balancer that replaces the client's).
 * - `unprotected`: nothing looks, because policies do not isolate the pod (hostNetwork).
 */
export type SeenAs =
  | { readonly kind: 'client' }
  | { readonly kind: 'node' }
  | { readonly kind: 'peer'; readonly peers: readonly Peer[]; readonly name: string; readonly unless?: string; readonly sender?: Workload }
  | { readonly kind: 'address'; readonly within: AddressSet; readonly name: string }
  | { readonly kind: 'unprotected' };

/** A way in that leads to one workload. */
export interface WayIn {
  readonly kind: WayInKind;
  /** The object that opens it: findings are reported on it. */
  readonly object: KubernetesObject;
  /** Field path in `object` that opens it, for the position. */
  readonly field?: string;
  readonly workload: Workload;
  /** Ports of the pod. */
  readonly ports: PortSet;
  /** Port of the pod on which a mesh may carry these connections instead. */
  readonly carrier?: number;
  readonly entries: readonly ZoneEntry[];
  readonly seenAs: SeenAs;
  /** Objects on the way, outermost first: `Ingress shop/web`, `Service shop/web`. */
  readonly through: readonly string[];
  /** Host and path of an application-layer way in; an absent host means every host. */
  readonly routes?: readonly Route[];
  /** Names by which a declaration may call the gateway of an application-layer way in: its class. */
  readonly gateways?: readonly string[];
  /** Whether the way in reaches only the private network on purpose (internal load balancer, internal class). */
  readonly scope: Zone | 'unknown';
  /** Whether it leads to this workload at all depends on what the manifests do not say: a tunnel whose targets are configured elsewhere. */
  readonly possible?: true;
}

export interface Route {
  readonly host?: string;
  readonly path: string;
  /** Whether nothing below the path is routed (pathType Exact). */
  readonly exact?: true;
  /** How the path is compared, where it is no prefix and nothing but host and path is looked at. */
  readonly type?: 'Exact' | 'RegularExpression';
  /** Whether the `*` of the host stands for more than one label too (Gateway API); else for exactly one (Ingress). */
  readonly anyDepth?: true;
  readonly tls: boolean;
}

/** A zone that gets to a port of a workload, with the way that lets it; everything else is unreachable. */
export interface Reach {
  readonly workload: Workload;
  readonly from: Zone;
  readonly ports: PortSet;
  readonly verdict: ReachVerdict;
  readonly through: readonly string[];
  readonly assuming: readonly string[];
  readonly wayIn: WayIn;
}

/** All ways in, also those that policies block today, and what gets through. */
export interface Exposure {
  readonly waysIn: readonly WayIn[];
  readonly reach: readonly Reach[];
  waysInto(workload: Workload): readonly WayIn[];
  reachOf(workload: Workload): readonly Reach[];
}
