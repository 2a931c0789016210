import { exposureOf } from '../exposure-of';
import { loadBalancer, SHOP, WEB, workload } from '../routes/publishing';

/** An Ingress of the shop that leads to the web application. */
export function ingress({ className, annotation }: { readonly className?: string; readonly annotation?: string } = {}): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop, annotations: ${annotation === undefined ? '{}' : `{ kubernetes.io/ingress.class: "${annotation}" }`} }
spec: { ${className === undefined ? '' : `ingressClassName: ${className}, `}defaultBackend: { service: { name: web, port: { number: 80 } } } }
`;
}

export function ingressClass(name: string, controller: string, isDefault = false): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: ${name}, annotations: { ingressclass.kubernetes.io/is-default-class: "${isDefault}" } }
spec: { controller: ${controller} }
`;
}

/** A proxy in namespace edge behind a public load balancer, with arguments and more of its container. */
export function proxy(image: string, args: readonly string[] = [], { name = 'proxy', container = '' } = {}): string {
  return workload(name, 'edge', image, `, args: ${JSON.stringify(args)} ${container}`) + loadBalancer(name, 'edge', 8088);
}

export const INGRESS_NGINX = 'registry.k8s.io/ingress-nginx/controller:v1';
export const F5 = 'nginx/nginx-ingress:5.6.0';
export const HAPROXY_TECH = 'haproxytech/kubernetes-ingress:3.2';
export const HAPROXY_INGRESS = 'quay.io/jcmoraisjr/haproxy-ingress:v0.16';
export const TRAEFIK = 'traefik:v3.7';
export const SKIPPER = 'registry.opensource.zalan.do/teapot/skipper:v0.21';
export const ENVOY = 'envoyproxy/envoy:v1';
export const CONTOUR = 'projectcontour/contour:v1';
export const KONG = 'kong:3.9';
export const KONG_CONTROLLER = 'kong/kubernetes-ingress-controller:3.5';

export type Served = 'served' | 'perhaps' | 'not served';

/** Whether a proxy of namespace edge serves the web application of the shop to the internet, and what that depends on. */
export function servedBy(manifests: string, name = 'proxy', exposureYaml = ''): { readonly served: Served; readonly provided: readonly string[] } {
  const rows = exposureOf(SHOP + manifests, exposureYaml).reach
    .filter(({ workload: { id }, from, through }) => id === WEB && from === 'internet' && through.includes(`Service edge/${name}`));
  const served = rows.some(({ verdict }) => verdict === 'reachable') ? 'served' : rows.length > 0 ? 'perhaps' : 'not served';
  return { served, provided: [...new Set(rows.flatMap(({ assuming }) => assuming))] };
}
