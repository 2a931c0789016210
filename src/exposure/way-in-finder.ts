import { Cluster, Workload } from '../cluster/model';
import { ClientFilter } from '../manifest/kinds/routes/client-filter';
import { PortSet } from '../network/port-set';
import { Profile } from '../profile/profile';
import { GatewayCluster } from './gateway-api/generated-proxies';
import { SeenAs, WayIn, WayInKind, Zone, ZoneEntry } from './model';

/** What a way in is found in. */
export interface ExposureContext {
  readonly cluster: Cluster;
  /** The proxies among its workloads that are made for Gateways and that no manifest contains. */
  readonly gateways: GatewayCluster;
  readonly profile: Profile;
}

/**
 * What stands between the outside and a way in.
 *
 * - `open`: it is known who gets as far as the way in, and what the policies of the pod see.
 * - `proxy`: pods of the manifests forward to it; who gets in is who reaches those pods. The policies see those pods.
 */
export type Front =
  | { readonly kind: 'open'; readonly entries: readonly ZoneEntry[]; readonly seenAs: SeenAs; readonly scope: Zone | 'unknown' }
  | ProxyFront;

export interface ProxyFront {
  readonly kind: 'proxy';
  readonly workload: Workload;
  /** Pod ports of the proxy that normally serve no routes. */
  readonly adminPorts: readonly number[];
  /** Who gets to the proxy by something outside the manifests; counts only where nothing in them leads to it. */
  readonly otherwise: readonly ZoneEntry[];
  /** Ports of the proxy that serve this route; all but `adminPorts` if absent. */
  readonly entryPorts?: EntryPorts;
  /** What must hold for the proxy to serve the route at all; certain if absent. */
  readonly provided?: string;
  /** Whom it serves on this route, and the object that says so; everybody if absent. */
  readonly clients?: { readonly filter: ClientFilter; readonly by: string };
  /** What policies of the backends see, where that is not the workload as it stands. */
  readonly seenAs?: SeenAs;
}

/** Where a proxy listens for a route. */
export interface EntryPorts {
  /** Pod ports of the proxy; empty where it listens nowhere for the route. */
  readonly ports: PortSet;
  /** What must hold for the route to be served there; certain if absent. */
  readonly provided?: string;
}

/** A way in as its file finds it: who gets to it is said by `front`. */
export interface FoundWayIn extends Omit<WayIn, 'entries' | 'seenAs' | 'scope'> {
  readonly front: Front;
}

/** One way in: a file of this folder, named by it. */
export interface WayInFinder {
  readonly kind: WayInKind;
  find(context: ExposureContext): Iterable<FoundWayIn>;
}
