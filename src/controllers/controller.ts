/** How an Ingress says that a controller is meant. */
export type ClassBy = 'field' | 'annotation';

/** What is known about one ingress controller: data only. Every field has its source in the file of the controller. */
export interface ControllerPreset {
  /** Name in exposure.yaml and in `GatewayController`: a key of section `presets`. */
  readonly name: string;
  /** Name for people. */
  readonly title: string;
  /** `spec.controller` of its IngressClasses; undefined where it has none (GKE). A value that starts with it and `/` belongs to it too. */
  readonly controller?: string;
  /** Class name that its documentation uses. */
  readonly className: string;
  readonly classBy: ClassBy;
  /** Where its proxy pods are by default; undefined where the traffic does not come from pods. */
  readonly pods?: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  /** Labels of the namespace of its pods that its installation sets, beside `kubernetes.io/metadata.name`. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Address ranges that its traffic comes from, where that is not a pod, as far as they are the same everywhere. */
  readonly cidrs?: readonly string[];
  /** Entry points of the proxy: port of its Service → port of its container. */
  readonly ports: Readonly<Record<number, number>>;
  /** Annotation dialect: key of the dialect table. */
  readonly dialect: string;
  /** Annotations that make a public Ingress serve TLS only. */
  readonly tlsAnnotations: Readonly<Record<string, string>>;
  /** How plain HTTP is sent to HTTPS. */
  readonly redirect: Redirect;
  /** Whether it also serves an Ingress without any class when no default class exists. */
  readonly servesClassless: boolean;
  /** Why nobody should start with it any more: one sentence with the date. */
  readonly retired?: string;
  /** Images of the proxy, as repositories without registry and tag, by which a workload of the manifests is recognised. */
  readonly images: readonly string[];
  /**
   * A cloud load balancer without pods of its own: it connects from its addresses, to pods where `podTargets` holds
   * on the Ingress or the Service or where there is no node port, else to node ports. Without `podTargets` always to pods.
   */
  readonly loadBalancer?: { readonly podTargets?: { readonly annotation: string; readonly value: RegExp } };
  /** The provider whose clusters it serves without being installed; it then also decides what the class field means. */
  readonly builtInto?: string;
  /** Which network reaches it, where the class alone says so. Absent: what stands in front of its pods decides. */
  readonly scope?: 'internet' | 'private-network';
  /** Flag of the proxy that restricts it to one class name; without the flag it serves every class of `controller`. */
  readonly classFlag?: string;
  /** Flag of the proxy that says which `spec.controller` it serves, where that is not `controller`. */
  readonly controllerFlag?: string;
  /** Ports of the proxy's container that serve no Ingress unless somebody moved an entry point to them: dashboards, metrics, webhooks. */
  readonly adminPorts: readonly number[];
  /** Where each fact above is from. */
  readonly sources: readonly string[];
}

/**
 * How plain HTTP is sent to HTTPS: by annotations on the Ingress itself, or by a second Ingress on the plain
 * entry point that a middleware object answers.
 */
export type Redirect =
  | { readonly kind: 'annotations'; readonly annotations: Readonly<Record<string, string>> }
  | { readonly kind: 'middleware'; readonly annotations: Readonly<Record<string, string>>; readonly middlewareAnnotation: string }
  | { readonly kind: 'none' };
