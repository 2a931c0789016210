/** Where a certificate can be from: Secrets of Kubernetes, or a store of a cloud. */
export type CertificateKind = 'secret' | 'acm' | 'google-managed' | 'google-pre-shared' | 'google-map';

/** Where the traffic of a product comes from when it reaches a backend: data only. */
export interface DataPlane {
  /** Name in exposure.yaml and in `GatewayController`. */
  readonly name: string;
  /** Name for people. */
  readonly title: string;
  /** Where its proxy pods are by default; undefined where the traffic does not come from pods, or from pods made for each Gateway. */
  readonly pods?: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  /** Labels of the namespace of its pods that its installation sets, beside `kubernetes.io/metadata.name`. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /**
   * Labels of namespaces by which its documentation lets its traffic in, whichever network its pods run on; its pods are then not selected by labels
   * of their own.
   */
  readonly policyGroup?: Readonly<Record<string, string>>;
  /** Address ranges that its traffic comes from, where that is not a pod, as far as they are the same everywhere. */
  readonly cidrs?: readonly string[];
  /** Which addresses must be named before a policy can let its traffic in: those that differ from cluster to cluster. */
  readonly neededCidrs?: string;
  /**
   * A cloud load balancer without pods of its own: it connects from its addresses, to pods where `podTargets` holds
   * on the route or the Service or where there is no node port, else to node ports. Without `podTargets` always to pods.
   */
  readonly loadBalancer?: { readonly podTargets?: { readonly annotation: string; readonly value: RegExp } };
  /** Identity that Cilium gives its traffic, which no selector of a NetworkPolicy matches. */
  readonly entity?: 'ingress';
  /** Which network reaches it, where the class alone says so. Absent: what stands in front of its pods decides. */
  readonly scope?: 'internet' | 'private-network';
  /** Kinds of certificates that it takes; others it ignores. Default: Secrets. */
  readonly certificates?: readonly CertificateKind[];
  /** Ports of the proxy's container that serve no route unless somebody moved an entry point to them: dashboards, metrics, webhooks. */
  readonly adminPorts: readonly number[];
}
