import { ChartFacts } from './fact';
import { ENVOY_GATEWAY, ISTIO_BASE, ISTIO_GATEWAY, ISTIOD, KGATEWAY, KGATEWAY_CRDS, NGINX_GATEWAY_FABRIC } from './gateway-charts';
import { HAPROXY_INGRESS, HAPROXYTECH, INGRESS_NGINX, TRAEFIK } from './ingress-charts';
import { AWS_LOAD_BALANCER_CONTROLLER, CONTOUR, F5_NGINX, KONG } from './more-ingress-charts';

/** What was read in the charts, by their names. */
export const FACTS: Readonly<Record<string, ChartFacts>> = {
  'traefik': TRAEFIK,
  'ingress-nginx': INGRESS_NGINX,
  'kubernetes-ingress': HAPROXYTECH,
  'haproxy-ingress': HAPROXY_INGRESS,
  'contour': CONTOUR,
  'kong': KONG,
  'nginx-ingress': F5_NGINX,
  'aws-load-balancer-controller': AWS_LOAD_BALANCER_CONTROLLER,
  'base': ISTIO_BASE,
  'istiod': ISTIOD,
  'gateway': ISTIO_GATEWAY,
  'gateway-helm': ENVOY_GATEWAY,
  'nginx-gateway-fabric': NGINX_GATEWAY_FABRIC,
  'kgateway-crds': KGATEWAY_CRDS,
  'kgateway': KGATEWAY,
};
