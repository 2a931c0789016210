import { ParentReference } from '../../manifest/kinds/gateway-api/route';
import { Cluster } from '../model';
import { commonHosts } from './hostnames';
import { admits } from './namespaces-admitted';
import { Gateway, GATEWAY_GROUP, GATEWAY_X_GROUP, GatewayApi, GatewayRoute, ListenerSet, namespaceOf, OwnedListener } from './objects';
import { unlessServed } from './versions';

/** A listener that takes a route. */
export interface Attachment extends OwnedListener {
  /** Absent where the route uses default Gateways. */
  readonly parentRef?: ParentReference;
  /** Hosts that the route gets there; undefined means every host. At least one. */
  readonly hosts: readonly (string | undefined)[];
  /** What must hold for it; nothing if it is certain. */
  readonly assuming: readonly string[];
}

/** Why a parent does not take the route: the first thing that no listener of it satisfies. */
export type RefusalReason = 'section' | 'protocol' | 'kind' | 'namespace' | 'hostname' | 'listener-set';

/** A parent of the manifests that does not take the route. */
export interface Refusal {
  readonly parentRef: ParentReference;
  readonly parent: Gateway | ListenerSet;
  readonly reason: RefusalReason;
}

/** Where a route goes. */
export interface RouteAttachments {
  readonly attachments: readonly Attachment[];
  readonly refusals: readonly Refusal[];
  /** Parents that the manifests do not contain, or of kinds that nobody knows. */
  readonly elsewhere: readonly ParentReference[];
}

/** Kinds of route that a protocol carries (Gateway API, Listener). Other protocols are those of products. */
const KINDS_BY_PROTOCOL: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP', ['HTTPRoute', 'GRPCRoute']], ['HTTPS', ['HTTPRoute', 'GRPCRoute']],
  ['TLS', ['TLSRoute', 'TCPRoute']], ['TCP', ['TCPRoute']], ['UDP', ['UDPRoute']],
]);
/** Protocols whose listeners take routes by host name. */
const BY_HOSTNAME: readonly string[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'];

/** Where the route attaches (Gateway API, "Attaching to Gateways"). Parents inside a mesh (Services) count for nothing: no traffic from outside comes by them. */
export function attachmentsOf(cluster: Cluster, route: GatewayRoute): RouteAttachments {
  const api = GatewayApi.of(cluster);
  const found: { attachments: Attachment[]; refusals: Refusal[]; elsewhere: ParentReference[] } = { attachments: [], refusals: [], elsewhere: [] };
  for (const parentRef of route.spec.parentRefs) {
    if (isOfMesh(parentRef)) continue;
    const parent = parentOf(api, parentRef, namespaceOf(route.metadata));
    if (parent === undefined) {
      found.elsewhere.push(parentRef);
      continue;
    }
    const { attached, reason } = toParent(cluster, route, parentRef, parent);
    found.attachments.push(...attached);
    if (attached.length === 0) found.refusals.push({ parentRef, parent: parent.owner, reason });
  }
  found.attachments.push(...toDefaultGateways(cluster, api, route));
  return found;
}

/** Listeners of a parent, with what must hold for them to exist. */
interface Parent {
  readonly owner: Gateway | ListenerSet;
  /** Undefined where the Gateway of a ListenerSet does not admit it. */
  readonly gateway?: Gateway;
}

function isOfMesh({ group, kind }: ParentReference): boolean {
  return (['', 'core'].includes(group) && kind === 'Service') || (group === 'networking.istio.io' && kind === 'ServiceEntry') || kind === 'XMesh';
}

function parentOf(api: GatewayApi, { group, kind, namespace, name }: ParentReference, home: string): Parent | undefined {
  if (group === GATEWAY_GROUP && kind === 'Gateway') {
    const gateway = api.gateway(namespace ?? home, name);
    return gateway && { owner: gateway, gateway };
  }
  const isSet = (group === GATEWAY_GROUP && kind === 'ListenerSet') || (group === GATEWAY_X_GROUP && kind === 'XListenerSet');
  const set = isSet ? api.listenerSet(group, namespace ?? home, name) : undefined;
  if (set === undefined) return undefined;
  const { parentRef } = set.spec;
  const gateway = api.gateway(parentRef.namespace ?? namespaceOf(set.metadata), parentRef.name);
  return gateway && { owner: set, gateway };
}

/** Listeners that take the route, and why not, if none does. */
interface Outcome { readonly attached: readonly Attachment[]; readonly reason: RefusalReason }

function toParent(cluster: Cluster, route: GatewayRoute, parentRef: ParentReference, { owner, gateway }: Parent): Outcome {
  if (gateway === undefined) return { attached: [], reason: 'listener-set' };
  const set = owner === gateway ? [] : admittedSet(cluster, gateway, owner);
  if (set === undefined) return { attached: [], reason: 'listener-set' };
  const { sectionName, port } = parentRef;
  const listeners = owner.spec.listeners.filter(({ name, port: own }) => (sectionName ?? name) === name && (port ?? own) === own);
  const tried = listeners.map((listener) => tryListener(cluster, route, { gateway, owner, listener }));
  const attached = tried.flatMap((one) => ('reason' in one ? [] : [{ ...one, parentRef, assuming: [...set, ...one.assuming] }]));
  const reasons = tried.flatMap((one) => ('reason' in one ? [one.reason] : []));
  // The listener that came closest tells why.
  const reason = (['hostname', 'namespace', 'kind', 'protocol'] as const).find((one) => reasons.includes(one)) ?? 'section';
  return { attached, reason };
}

/** What must hold for the Gateway to take the ListenerSet; undefined if it does not. */
function admittedSet(cluster: Cluster, gateway: Gateway, set: Gateway | ListenerSet): readonly string[] | undefined {
  const admission = admits(cluster, gateway.spec.allowedListeners, namespaceOf(gateway.metadata), namespaceOf(set.metadata), `allowedListeners of ${gateway.ref}`);
  if (admission.admitted === 'no') return undefined;
  return admission.admitted === 'maybe' ? [admission.assuming] : [];
}

function tryListener(cluster: Cluster, route: GatewayRoute, owned: OwnedListener): Attachment | { readonly reason: RefusalReason } {
  const { listener, owner, gateway } = owned;
  const carried = KINDS_BY_PROTOCOL.get(listener.protocol);
  const passesThrough = listener.protocol === 'TLS' && route.kind === 'TCPRoute' && listener.tls?.mode === 'Passthrough';
  if (carried?.includes(route.kind) === false || passesThrough) return { reason: 'protocol' };
  const { kinds, namespaces } = listener.allowedRoutes;
  if (kinds.length > 0 && !kinds.some(({ group, kind }) => group === route.group && kind === route.kind)) return { reason: 'kind' };
  const admission = admits(cluster, namespaces, namespaceOf(owner.metadata), namespaceOf(route.metadata), `listener "${listener.name}" of ${owner.ref}`);
  if (admission.admitted === 'no') return { reason: 'namespace' };
  const hosts = BY_HOSTNAME.includes(route.kind) ? commonHosts(listener.hostname, route.spec.hostnames) : [undefined];
  if (hosts.length === 0) return { reason: 'hostname' };
  const assuming = [
    ...[...new Set([gateway, owner])].flatMap((object) => unlessServed(object) ?? []),
    ...(admission.admitted === 'maybe' ? [admission.assuming] : []),
    ...(carried === undefined ? [`listener "${listener.name}" of ${owner.ref}, whose protocol ${listener.protocol} is one of its product, takes ${route.kind}s`] : []),
  ];
  return { ...owned, hosts, assuming };
}

/** Gateways of `defaultScope: All` take routes that use default Gateways, on every listener that admits them (GEP-3793, experimental). */
function toDefaultGateways(cluster: Cluster, api: GatewayApi, route: GatewayRoute): readonly Attachment[] {
  if (!route.spec.useDefaultGateways) return [];
  return api.gateways.filter(({ spec }) => spec.defaultScope === 'All').flatMap((gateway) => gateway.spec.listeners.flatMap((listener) => {
    const one = tryListener(cluster, route, { gateway, owner: gateway, listener });
    if ('reason' in one) return [];
    return [{ ...one, assuming: [...one.assuming, `the product that serves ${gateway.ref} implements default Gateways, an experiment of the Gateway API`] }];
  }));
}
