import { DataPlane } from './data-plane';
import { FeatureTable } from './features/feature';
import { GatewayParameters } from './gateway-parameters';

/** What is known about one implementation of the Gateway API: data only. */
export interface GatewayPreset extends DataPlane {
  /** `spec.controllerName` of its GatewayClasses; none where several products share the preset. */
  readonly controllerNames: readonly string[];
  /** Class name that its documentation uses. */
  readonly className: string;
  /** Classes that its installation makes, so that manifests need not contain them; where products share a `controllerName`, those of this preset. */
  readonly ownClasses?: RegExp;
  /** The preset of its ingress controller, whose pods and description serve Gateways too. */
  readonly ingressPreset?: string;
  /** Presets of ingress controllers of the same vendor: who describes one of them for a GatewayClass means this product. */
  readonly describedAs?: readonly string[];
  /** The proxies and the Service that it makes for each Gateway. */
  readonly perGateway?: GeneratedProxy;
  /** An object that configures the Gateway or its class, and what it says of the Service or the load balancer. */
  readonly parameters?: GatewayParameters;
  /** The object that each Gateway names as `infrastructure.parametersRef`, for products whose Gateways are of no use without one. */
  readonly configuration?: (needs: GatewayNeeds) => GatewayConfiguration;
  /**
   * Where the proxy listens: on the port of the listener (`same`), on that port plus 10000 where it is below 1024
   * (`unprivileged`), only where an entry point of its installation has that port (`entry-point`), or on one port for all listeners of a
   * protocol. Default: not known.
   */
  readonly listensOn?: 'same' | 'unprivileged' | 'entry-point' | Readonly<Record<string, number>>;
  /** Versions of kinds that it does not watch, with the reason. */
  readonly unwatched?: readonly { readonly kind: string; readonly version: string; readonly until: string }[];
  /** Whether it routes inside the mesh only: nothing outside the cluster gets to it. */
  readonly meshOnly?: true;
  /** What it makes of the features of a public app on a route; none for a product that `GatewayController` does not offer. */
  readonly features?: FeatureTable;
  /** Where each fact above is from. */
  readonly sources: readonly string[];
}

/** In the texts `{name}`, `{namespace}` and `{class}` stand for those of the Gateway. */
export interface GeneratedProxy {
  /** Namespace of the proxies. Default: that of the Gateway. */
  readonly namespace?: string;
  /** Labels of the pods, as far as they are known; none where the product puts none on them and there are no pods to select. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly service: string;
  /** Annotation of the Gateway that chooses the type of the Service; LoadBalancer otherwise. */
  readonly typeAnnotation?: string;
  /** Whether annotations of the Gateway itself are copied where `infrastructure.annotations` is absent. */
  readonly copiesAnnotations?: true;
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
}

/** What an author wants of a Gateway that it cannot say itself. */
export interface GatewayNeeds {
  readonly scope: 'internet' | 'private-network';
  readonly certificateArns: readonly string[];
}

/** An object in the namespace of a Gateway, and of its name. */
export interface GatewayConfiguration {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: object;
}
