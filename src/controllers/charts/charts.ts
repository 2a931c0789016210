import { AWS_ALB_CHART, AWS_GATEWAY_CHART } from './aws';
import { ControllerCharts } from './chart';
import { CONTOUR_CHART } from './contour';
import { F5_NGINX_CHART } from './f5-nginx';
import { ENVOY_GATEWAY_CHART, KGATEWAY_CHARTS, NGINX_GATEWAY_FABRIC_CHART } from './gateway-products';
import { HAPROXY_INGRESS_CHART, HAPROXYTECH_CHART } from './haproxy';
import { INGRESS_NGINX_CHART } from './ingress-nginx';
import { ISTIO_GATEWAY_CHARTS, ISTIO_INGRESS_CHARTS } from './istio';
import { KONG_CHART } from './kong';
import { TRAEFIK_CHART, TRAEFIK_GATEWAY_CHART, TRAEFIK_NGINX_CHART } from './traefik';

/** The charts of each product that can be installed, by the name of its preset. */
export const CONTROLLER_CHARTS: Readonly<Record<string, ControllerCharts>> = {
  'traefik': TRAEFIK_CHART,
  'traefik-nginx': TRAEFIK_NGINX_CHART,
  'traefik-gateway': TRAEFIK_GATEWAY_CHART,
  'ingress-nginx': INGRESS_NGINX_CHART,
  'f5-nginx': F5_NGINX_CHART,
  'haproxytech': HAPROXYTECH_CHART,
  'haproxy-ingress': HAPROXY_INGRESS_CHART,
  'contour': CONTOUR_CHART,
  'kong': KONG_CHART,
  'istio-ingress': ISTIO_INGRESS_CHARTS,
  'istio-gateway': ISTIO_GATEWAY_CHARTS,
  'envoy-gateway': ENVOY_GATEWAY_CHART,
  'nginx-gateway-fabric': NGINX_GATEWAY_FABRIC_CHART,
  'kgateway': KGATEWAY_CHARTS,
  'aws-alb': AWS_ALB_CHART,
  'aws-gateway': AWS_GATEWAY_CHART,
};

const BY_THE_CLOUD = 'its cloud runs it, there is nothing to install';
const BY_CILIUM = 'Cilium is the network of the cluster; its own installation enables this (values ingressController.enabled, gatewayAPI.enabled)';

/** Why the others cannot be installed. */
const NOT_INSTALLED: Readonly<Record<string, string>> = {
  'k3s-traefik': 'k3s installs it itself',
  'gke-external': BY_THE_CLOUD,
  'gke-internal': BY_THE_CLOUD,
  'gke-gateway': BY_THE_CLOUD,
  'gke-gateway-regional': BY_THE_CLOUD,
  'gke-gateway-internal': BY_THE_CLOUD,
  'eks-auto-alb': BY_THE_CLOUD,
  'agic': 'it is an add-on of AKS, which installs it',
  'openshift': 'OpenShift runs its routers itself',
  'cilium': BY_CILIUM,
  'cilium-gateway': BY_CILIUM,
  'contour-gateway': 'the Gateway provisioner of Contour is in no official chart',
};

/** The charts of a product, or why there are none. */
export function chartsOf(preset: string): ControllerCharts | string {
  return CONTROLLER_CHARTS[preset] ?? NOT_INSTALLED[preset] ?? 'no chart of it was verified';
}

/**
 * Whether values that were verified with one version mean the same to another: of the same major version, or minor version before 1.0, not older,
 * since an older one may not know all of the values, no pre-release, and written as the repository writes them.
 */
export function isOfLine(verified: string, version: string): boolean {
  const from = partsOf(verified);
  const parts = partsOf(version);
  if (from === undefined || parts === undefined || version.startsWith('v') !== verified.startsWith('v')) return false;
  const line = from[0] === 0 ? 2 : 1;
  const differing = parts.findIndex((part, i) => part !== from[i]);
  return differing === -1 || (differing >= line && parts[differing]! > from[differing]!);
}

/** Major, minor and patch version; undefined of anything else, and of pre-releases. */
function partsOf(version: string): readonly number[] | undefined {
  return /^v?(\d+)\.(\d+)\.(\d+)(?:\+[0-9A-Za-z.-]+)?$/.exec(version)?.slice(1).map(Number);
}
