import { Ingress } from '../../cluster/model';

/** Whether the Ingress is a second one for paths of another, whose annotations hold for both (ingress-nginx, "Canary"). */
export function isCanary({ metadata }: Ingress): boolean {
  return metadata.annotations['nginx.ingress.kubernetes.io/canary'] === 'true';
}
