import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DEFAULT_CLASS, ingressClassAnnotations, ingressClassSpec } from '../emit/ingress-class';
import { managedBy } from '../emit/labels';
import { formatGatewayAnnotation } from '../profile/gateway-annotation';
import { NetworkScope } from '../profile/profile';
import { clusterObject } from './cluster-object';
import { ControllerInstallation } from './controller-installation';
import { ExposureRegistry } from './exposure-registry';
import { quoted } from './validation';

/** What a gateway says of its class, which other gateways may have too; undefined for what was not said. */
export interface ClassSettings {
  readonly installation: ControllerInstallation;
  readonly scope: NetworkScope;
  readonly isCreated?: boolean;
  readonly isDefault?: boolean;
  /** What the installation of the controller from here says of the class. */
  readonly installed?: InstalledClass;
}

/** A class whose controller is installed with it. */
export interface InstalledClass {
  /** Whether the manifests of the installation contain it. */
  readonly isMade: boolean;
  /** What it names, where that is not the usual value. */
  readonly controllerName?: string;
}

/** A gateway as far as its class is concerned. */
export interface ClassOwner extends Construct {
  readonly className: string;
  readonly _classSettings: ClassSettings;
}

/**
 * The class of a gateway, unless another one has written it, or the installation of the controller does. It is written once for all, so what
 * they say of it must agree.
 */
export function makeClass(owner: ClassOwner, others: readonly ClassOwner[]): void {
  const { installation, scope, isCreated = true, isDefault } = owner._classSettings;
  const controllerName = classController(owner._classSettings);
  const registry = ExposureRegistry.of(owner);
  if (!isCreated || controllerName === undefined) {
    // nothing in the manifests says who serves the class
    if (installation.needsDescription || !isMadeElsewhere(owner._classSettings)) registry.addController(installation.profile(scope));
    return;
  }
  const isIngress = installation.ingress !== undefined;
  if (registry.claimName(owner, isIngress ? 'IngressClass' : 'GatewayClass', owner.className) === undefined) {
    clusterObject(owner, CLASS, {
      apiVersion: isIngress ? 'networking.k8s.io/v1' : 'gateway.networking.k8s.io/v1',
      kind: isIngress ? 'IngressClass' : 'GatewayClass',
      metadata: {
        name: owner.className,
        labels: { ...managedBy() },
        ...(installation.needsDescription && { annotations: ingressClassAnnotations(installation.profile(scope)) }),
      },
      spec: isIngress ? ingressClassSpec(controllerName) : { controllerName },
    });
  }
  if (isDefault !== true) return;
  const written = [owner, ...others].map(({ node }) => node.tryFindChild(CLASS)).find((child) => child !== undefined);
  (written as ApiObject | undefined)?.metadata.addAnnotation(DEFAULT_CLASS, 'true');
}

const CLASS = 'class';

/** Why the gateways of one class cannot all have it. */
export function classProblems(owner: ClassOwner, others: readonly ClassOwner[]): string[] {
  const own = saidOf(owner);
  return others.flatMap((other) => {
    const theirs = saidOf(other);
    return own.flatMap(({ prop, value }, i) => {
      const { value: otherValue } = theirs[i]!;
      return value === undefined || otherValue === undefined || value === otherValue ? []
        : [`${prop}: says ${value}, and ${other.node.path} says ${otherValue} of the same class ${quoted(owner.className)}, which is written once; say the same, or give one of them a className of its own`];
    });
  });
}

/** Gateways that have the class of `owner`, without itself. */
export function sameClass<Owner extends ClassOwner>(owner: ClassOwner, all: readonly Owner[]): readonly Owner[] {
  const isIngress = (gateway: ClassOwner): boolean => gateway._classSettings.installation.ingress !== undefined;
  return all.filter((other) => other !== owner && other.className === owner.className && isIngress(other) === isIngress(owner));
}

/** What the installation of another gateway says of the class of `owner`. */
export function installedWith(owner: ClassOwner, all: readonly ClassOwner[]): InstalledClass | undefined {
  return sameClass(owner, all).map(({ _classSettings }) => _classSettings.installed).find((installed) => installed !== undefined);
}

interface Said {
  readonly prop: string;
  readonly value: string | undefined;
}

function saidOf({ _classSettings }: ClassOwner): readonly Said[] {
  const { installation, scope, isCreated, isDefault } = _classSettings;
  const { gateway } = installation;
  const { preset, namespace, podLabels, cidrs } = installation.profile(scope);
  const where = { ...(namespace !== undefined && { namespace }), ...(podLabels && { podLabels }), ...(cidrs && { cidrs: [...cidrs].sort() }) };
  // gateways for Ingresses of two networks share more than the class, which is found when everything was said
  const isOfClass = gateway !== undefined && gateway.configuration === undefined && installation.needsDescription;
  return [
    { prop: 'controller', value: classController(_classSettings) ?? installation.title },
    { prop: 'controller', value: installation.needsDescription ? formatGatewayAnnotation({ preset, ...where }) : 'what is usual' },
    { prop: 'scope', value: isOfClass ? scope : undefined },
    { prop: 'createIngressClass', value: isCreated === undefined ? undefined : String(isCreated) },
    { prop: 'defaultClass', value: isDefault === undefined ? undefined : String(isDefault) },
  ];
}

/** What a class names; undefined where the class is not the author's to make, or there is none. */
export function classController({ installation, installed }: Pick<ClassSettings, 'installation' | 'installed'>): string | undefined {
  const { ingress, gateway, className } = installation;
  if (gateway !== undefined) return isMadeElsewhere({ installation, ...(installed && { installed }) }) ? undefined : gateway.controllerNames[0];
  return installed?.controllerName ?? ingress?.installedController?.replace('{class}', className) ?? ingress?.controller;
}

/** Whether the installation of the product makes the class. */
export function isMadeElsewhere({ installation: { gateway, className }, installed }: Pick<ClassSettings, 'installation' | 'installed'>): boolean {
  return gateway?.ownClasses?.test(className) === true || installed?.isMade === true;
}
