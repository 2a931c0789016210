import { StringMap } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { PortNames } from './rule-ports';

/** Labels of a namespace or pod. Unless `complete`, there may be more. */
export interface KnownLabels {
  readonly labels: StringMap;
  readonly complete: boolean;
}

/** Addresses of a pod: its own where the manifests give them, else those that pods of this cluster may have. */
export interface PodAddresses {
  readonly known: boolean;
  readonly set: AddressSet;
}

/** A pod whose labels are known, at least some of them. */
export interface PodEnd {
  readonly kind: 'pod';
  /** How messages call it. */
  readonly name: string;
  readonly namespace: string;
  readonly namespaceLabels: KnownLabels;
  readonly labels: KnownLabels;
  readonly ports: PortNames;
  readonly addresses: PodAddresses;
}

/** A pod about which nothing is known, in a namespace about which nothing is known. */
export interface UnknownEnd {
  readonly kind: 'unknown';
  readonly addresses: PodAddresses;
}

/** Addresses that every rule at hand treats alike, and that no selector matches: outside the cluster, or of nodes. */
export interface AddressEnd {
  readonly kind: 'addresses';
  readonly addresses: AddressSet;
  /** Ports by name of a pod that listens there, on the network of its node. */
  readonly ports: PortNames;
  /** Whether it is a node for certain; else only what manifests and profile say about nodes can tell. */
  readonly node: boolean;
}

/** Whatever the network delivers with these addresses, which every rule at hand treats alike; perhaps a pod. */
export interface AnythingEnd {
  readonly kind: 'anything';
  readonly addresses: AddressSet;
}

/** What Cilium knows by an identity of its own: its proxy for Ingresses and Gateways (`reserved:ingress`). */
export interface EntityEnd {
  readonly kind: 'entity';
  readonly entity: 'ingress';
}

/** The other end of a connection, as one rule sees it. */
export type EndPoint = PodEnd | UnknownEnd | AddressEnd | AnythingEnd | EntityEnd;

/** Port names of an end that a connection leads to. */
export function portNames(end: EndPoint): PortNames {
  switch (end.kind) {
    case 'pod':
    case 'addresses': return end.ports;
    case 'unknown': return 'unknown';
    case 'anything':
    case 'entity': return 'none';
  }
}
