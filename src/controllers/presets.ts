import { AGIC } from './agic';
import { APISIX } from './apisix';
import { AWS_ALB, EKS_AUTO_ALB } from './aws-alb';
import { CILIUM } from './cilium';
import { CILIUM_GATEWAY } from './cilium-gateway';
import { AWS_GATEWAY, AZURE_CONTAINERS_GATEWAY, GKE_GATEWAY, GKE_GATEWAY_INTERNAL, GKE_GATEWAY_REGIONAL, VPC_LATTICE } from './cloud-gateways';
import { CONTOUR } from './contour';
import { ControllerPreset } from './controller';
import { CUSTOM } from './custom';
import { DataPlane } from './data-plane';
import { EMISSARY } from './emissary';
import { ENVOY_GATEWAY } from './envoy-gateway';
import { F5_NGINX } from './f5-nginx';
import { GatewayPreset } from './gateway-preset';
import { CONTOUR_GATEWAY, GEP1762, KGATEWAY, NGINX_GATEWAY_FABRIC } from './gep1762';
import { GKE_EXTERNAL, GKE_INTERNAL } from './gke';
import { GLOO } from './gloo';
import { HAPROXY_INGRESS_GATEWAY, HAPROXYTECH_GATEWAY } from './haproxy-gateway';
import { HAPROXY_INGRESS } from './haproxy-ingress';
import { HAPROXYTECH } from './haproxytech';
import { INGRESS_NGINX } from './ingress-nginx';
import { ISTIO_GATEWAY, ISTIO_WAYPOINT } from './istio-gateway';
import { ISTIO_INGRESS } from './istio-ingress';
import { KONG } from './kong';
import { KONG_GATEWAY, KONG_OPERATOR } from './kong-gateway';
import { OPENSHIFT } from './openshift';
import { SKIPPER } from './skipper';
import { K3S_TRAEFIK, TRAEFIK } from './traefik';
import { TRAEFIK_GATEWAY } from './traefik-gateway';
import { TRAEFIK_NGINX } from './traefik-nginx';

/** Every ingress controller that is known, by its name in exposure.yaml. */
export const PRESETS: ReadonlyMap<string, ControllerPreset> = byName([
  TRAEFIK, INGRESS_NGINX, F5_NGINX, HAPROXYTECH, HAPROXY_INGRESS, CONTOUR, KONG, ISTIO_INGRESS,
  AWS_ALB, EKS_AUTO_ALB, GKE_EXTERNAL, GKE_INTERNAL, AGIC, OPENSHIFT, CILIUM,
  EMISSARY, APISIX, GLOO, SKIPPER,
  K3S_TRAEFIK, TRAEFIK_NGINX, CUSTOM,
]);

/** Every implementation of the Gateway API that is known, by its name in exposure.yaml. */
export const GATEWAY_PRESETS: ReadonlyMap<string, GatewayPreset> = byName([
  ENVOY_GATEWAY, TRAEFIK_GATEWAY, ISTIO_GATEWAY, ISTIO_WAYPOINT, NGINX_GATEWAY_FABRIC, KGATEWAY, CONTOUR_GATEWAY, KONG_GATEWAY, KONG_OPERATOR,
  HAPROXYTECH_GATEWAY, HAPROXY_INGRESS_GATEWAY, CILIUM_GATEWAY, GKE_GATEWAY, GKE_GATEWAY_REGIONAL, GKE_GATEWAY_INTERNAL, AWS_GATEWAY,
  VPC_LATTICE, AZURE_CONTAINERS_GATEWAY, GEP1762,
]);

/** Names that exposure.yaml accepts as `preset`, in the order of the tables. */
export const PRESET_NAMES: readonly string[] = [...PRESETS.keys(), ...GATEWAY_PRESETS.keys()];

/** Where the traffic of the product comes from that has this name in exposure.yaml, whatever it serves. */
export function dataPlaneNamed(name: string): DataPlane | undefined {
  return PRESETS.get(name) ?? GATEWAY_PRESETS.get(name);
}

/** Name of the preset whose classes a preset serves: its own, or that of which it is a variant. */
export function baseOf(preset: string): string {
  return PRESETS.get(preset)?.variantOf ?? preset;
}

/** The preset to which `spec.controller` of an IngressClass belongs, or undefined for a product that is not known; never a variant. */
export function presetOfController(controller: string): ControllerPreset | undefined {
  for (const preset of PRESETS.values()) {
    if (preset.controller === undefined || preset.variantOf !== undefined) continue;
    if (controller === preset.controller || controller.startsWith(`${preset.controller}/`)) return preset;
  }
  return undefined;
}

/**
 * The preset that serves a GatewayClass: by `spec.controllerName`, or, for a class that the manifests do not contain, by the name under
 * which a product installs it. Undefined for a product that is not known.
 */
export function presetOfGatewayClass(className: string, controllerName?: string): GatewayPreset | undefined {
  const presets = [...GATEWAY_PRESETS.values()];
  if (controllerName === undefined) return presets.find((preset) => preset.ownClasses?.test(className) === true);
  const serving = presets.filter((preset) => preset.controllerNames.includes(controllerName));
  return serving.find((preset) => preset.ownClasses?.test(className) === true) ?? serving[0];
}

/** The preset whose classes are chosen by annotation only and have this name (GKE). */
export function presetOfAnnotation(className: string): ControllerPreset | undefined {
  return [...PRESETS.values()].find((preset) => preset.classBy === 'annotation' && preset.className === className);
}

function byName<T extends { readonly name: string }>(presets: readonly T[]): ReadonlyMap<string, T> {
  return new Map(presets.map((preset) => [preset.name, preset]));
}
