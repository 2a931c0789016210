import { Gateway, GatewayApi, GatewayClass, namespaceOf } from '../../cluster/gateway-api/objects';
import { Cluster } from '../../cluster/model';
import { GatewayPreset } from '../../controllers/gateway-preset';
import { baseOf, GATEWAY_PRESETS, presetOfGatewayClass } from '../../controllers/presets';
import { descriptionOn } from '../../profile/gateway-annotation';
import { ControllerProfile, Profile } from '../../profile/profile';
import { CLASS_ANNOTATION } from '../ingresses/ingress-class';

/** Who serves a Gateway, as far as its class and exposure.yaml say. */
export interface GatewayProduct {
  /** Absent where the manifests do not contain the class. */
  readonly gatewayClass?: GatewayClass;
  /** Absent for a product that is not known. */
  readonly preset?: GatewayPreset;
  /** What exposure.yaml, or the annotation of the class, says of the controller. */
  readonly descriptions: readonly ControllerProfile[];
}

/** Labels by which the pods of one Gateway are told from those of another. */
const OWNER_LABELS: Readonly<Record<string, keyof GatewayName>> = {
  'gateway.networking.k8s.io/gateway-name': 'name',
  'gateway.envoyproxy.io/owning-gateway-name': 'name',
  'gateway.envoyproxy.io/owning-gateway-namespace': 'namespace',
  'projectcontour.io/owning-gateway-name': 'name',
};

export interface GatewayName {
  readonly name: string;
  readonly namespace: string;
}

export function productOf(cluster: Cluster, profile: Profile, gateway: Gateway): GatewayProduct {
  const { gatewayClassName } = gateway.spec;
  const gatewayClass = GatewayApi.of(cluster).classNamed(gatewayClassName);
  const byClass = presetOfGatewayClass(gatewayClassName, gatewayClass?.spec.controllerName);
  const name = { name: gateway.metadata.name, namespace: namespaceOf(gateway.metadata) };
  const annotated = gatewayClass === undefined ? undefined : descriptionOn(gatewayClass.metadata);
  const written = profile.controllers.filter((one) => one.className === gatewayClassName
    && describes(cluster, one, byClass, gatewayClass !== undefined));
  const descriptions = [...written, ...(annotated === undefined ? [] : [annotated])].filter((one) => isAbout(one, name));
  const [described] = descriptions.flatMap(({ preset }) => GATEWAY_PRESETS.get(preset) ?? []);
  return { gatewayClass, preset: byClass ?? described, descriptions };
}

/** Whether a description of a class of this name is about the GatewayClass: an IngressClass may bear the same name. */
function describes(cluster: Cluster, { preset, className }: ControllerProfile, byClass: GatewayPreset | undefined, isKnownClass: boolean): boolean {
  const described = GATEWAY_PRESETS.get(preset);
  if (byClass !== undefined) {
    const names = [byClass.name, byClass.ingressPreset, ...byClass.describedAs ?? []];
    return names.includes(baseOf(preset)) || described?.controllerNames.length === 0;
  }
  if (described !== undefined) return true;
  const servesBoth = [...GATEWAY_PRESETS.values()].some(({ ingressPreset }) => ingressPreset === baseOf(preset));
  return (!isKnownClass && servesBoth) || !isIngressClass(cluster, className);
}

/** Whether an Ingress may be of a class of this name, so that a description of the class is about that. */
function isIngressClass(cluster: Cluster, className: string): boolean {
  return cluster.ingressClasses.some(({ metadata }) => metadata.name === className)
    || cluster.ingresses.some(({ metadata, spec }) => (spec.ingressClassName ?? metadata.annotations[CLASS_ANNOTATION]) === className);
}

/** Descriptions of controllers that may serve a Gateway whose class is not known. */
export function descriptionsOfParent(profile: Profile, parent: GatewayName): readonly ControllerProfile[] {
  const serving = new Set([...GATEWAY_PRESETS.values()].flatMap(({ name, ingressPreset = name }) => [name, ingressPreset]));
  return profile.controllers.filter((one) => serving.has(baseOf(one.preset)) && isAbout(one, parent));
}

/** A description may be about the pods of one Gateway of its class only. */
function isAbout({ podLabels = {} }: ControllerProfile, gateway: GatewayName): boolean {
  return Object.entries(OWNER_LABELS).every(([label, owner]) => (podLabels[label] ?? gateway[owner]) === gateway[owner]);
}
