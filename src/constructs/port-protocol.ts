/** Transport protocol of a port. */
export enum PortProtocol {
  /** Transmission Control Protocol. */
  TCP = 'TCP',
  /** User Datagram Protocol. */
  UDP = 'UDP',
  /** Stream Control Transmission Protocol; needs a network plugin that supports it. */
  SCTP = 'SCTP',
}
