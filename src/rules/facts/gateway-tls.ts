import { Ingress } from '../../cluster/model';
import { WayIn } from '../../exposure/model';

/**
 * Annotations by which a controller takes its certificate from elsewhere than `spec.tls`.
 *
 * Sources: AWS Load Balancer Controller (annotations.md), GKE Ingress (managed certificates, pre-shared certificates),
 * Application Gateway Ingress Controller (annotations.md), Traefik (router.tls), OpenShift (ingress-to-route).
 */
const CERTIFICATE_ANNOTATIONS: readonly string[] = [
  'alb.ingress.kubernetes.io/certificate-arn',
  'networking.gke.io/managed-certificates',
  'networking.gke.io/certmap',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
  'traefik.ingress.kubernetes.io/router.tls',
  'route.openshift.io/termination',
];

/** Whether the Ingress serves TLS at all, for at least one of its hosts. */
export function servesTls(ingress: Ingress, waysIn: readonly WayIn[]): boolean {
  if (ingress.spec.tls.length > 0 || hasOwnCertificate(ingress)) return true;
  return waysIn.some((wayIn) => wayIn.routes?.some((route) => route.tls) === true);
}

/** Whether the controller takes a certificate for every host of the Ingress from elsewhere. */
export function hasOwnCertificate({ metadata }: Ingress): boolean {
  return CERTIFICATE_ANNOTATIONS.some((key) => (metadata.annotations[key] ?? 'false') !== 'false');
}

/** Whether `pattern`, a host that may begin with one wildcard label, covers `host` (Ingress API: exactly one label). */
export function coversHost(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  if (!pattern.startsWith('*.') || host.startsWith('*.')) return false;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot + 1) === pattern.slice(2);
}
