import { LabelSelector } from '../../../network/label-selector';
import { StringMap } from '../../kubernetes-object';

export interface GatewayClassSpec {
  /** Product that serves Gateways of the class, such as `istio.io/gateway-controller`. */
  readonly controllerName: string;
  readonly parametersRef?: ParametersReference;
}

/** The object that configures a class or a Gateway, of a kind of the product's own. */
export interface ParametersReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Absent on a Gateway: its own namespace. */
  readonly namespace?: string;
}

/** Namespaces from which something may attach. `Same`: that of the object which says so. */
export interface NamespaceFilter {
  readonly from: 'All' | 'Selector' | 'Same' | 'None';
  /** With `Selector`; without one nothing is selected. */
  readonly selector?: LabelSelector;
}

/** An object of another kind that a Gateway uses, such as the Secret of a certificate. */
export interface ObjectReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Absent: the namespace of the object that refers. */
  readonly namespace?: string;
  readonly path: string;
}

export interface Listener {
  readonly name: string;
  /** Absent means every host. `*.` stands for one or more labels. */
  readonly hostname?: string;
  /** 0 where a ListenerSet leaves the choice to the product. */
  readonly port: number;
  /** HTTP, HTTPS, TLS, TCP, UDP, or a protocol of the product. */
  readonly protocol: string;
  readonly tls?: { readonly mode: 'Terminate' | 'Passthrough'; readonly certificateRefs: readonly ObjectReference[] };
  readonly allowedRoutes: {
    readonly namespaces: NamespaceFilter;
    /** Empty: every kind that the protocol can carry. */
    readonly kinds: readonly { readonly group: string; readonly kind: string }[];
  };
  /** Field path of the listener. */
  readonly path: string;
}

export interface GatewaySpec {
  readonly gatewayClassName: string;
  readonly listeners: readonly Listener[];
  readonly addresses: readonly { readonly type: string; readonly value: string }[];
  /** What the product puts on the objects that it makes for the Gateway; undefined where nothing was said. */
  readonly infrastructure: { readonly labels?: StringMap; readonly annotations?: StringMap; readonly parametersRef?: ParametersReference };
  /** ListenerSets that may attach. */
  readonly allowedListeners: NamespaceFilter;
  /** Whether routes that use default gateways attach. */
  readonly defaultScope: 'All' | 'None';
}

export interface ListenerSetSpec {
  readonly parentRef: { readonly group: string; readonly kind: string; readonly name: string; readonly namespace?: string };
  readonly listeners: readonly Listener[];
}
