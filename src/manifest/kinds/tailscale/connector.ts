/** A Connector of the Tailscale operator, as far as it is a subnet router. */
export interface ConnectorSpec {
  /** `subnetRouter.advertiseRoutes`: ranges that the members of the tailnet reach through it. */
  readonly advertiseRoutes: readonly string[];
}
