/** A TunnelBinding of the Cloudflare operator: Services that a tunnel publishes. */
export interface TunnelBindingSpec {
  readonly subjects: readonly TunnelSubject[];
}

export interface TunnelSubject {
  /** A Service of the binding's namespace. */
  readonly name: string;
  /** URL that the tunnel connects to instead of the first port of the Service. */
  readonly target?: string;
  readonly path: string;
}
