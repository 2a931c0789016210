/** What every Ingress of a class has in common, by IngressClassParams of the AWS Load Balancer Controller or of EKS Auto Mode. It wins over annotations. */
export interface IngressClassParamsSpec {
  readonly scheme?: 'internal' | 'internet-facing';
  /** All Ingresses of the class, and of others with this group, share one load balancer. */
  readonly groupName?: string;
  readonly inboundCidrs: readonly string[];
  readonly targetType?: 'instance' | 'ip';
  /** Port to which plain HTTP is sent. */
  readonly sslRedirectPort?: string;
  /** Whether it names certificates, so that listeners serve TLS. */
  readonly hasCertificates: boolean;
}
