/** Which network a gateway is for. */
export enum GatewayScope {
  /** Everyone. */
  INTERNET = 'internet',
  /** The networks that reach the nodes: VPC, LAN, VPN. */
  PRIVATE_NETWORK = 'private-network',
}
