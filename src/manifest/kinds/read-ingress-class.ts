import { Field } from '../field';
import { ObjectMetadata } from '../kubernetes-object';
import { dnsLabel, dnsSubdomain } from '../names';
import { IngressClassSpec } from './ingress';
import { readReference } from './read-ingress';

const DEFAULT_CLASS_ANNOTATION = 'ingressclass.kubernetes.io/is-default-class';
const MAX_CONTROLLER = 250;

/** Reads an IngressClass of networking.k8s.io/v1 (pkg/apis/networking/validation). */
export function readIngressClass(object: Field, metadata: ObjectMetadata): IngressClassSpec {
  const spec = object.objectOrEmpty('spec');
  const controller = spec.requiredText('controller', 'the name of the controller, such as "traefik.io/ingress-controller"');
  if (controller !== '') spec.check('controller', controller, controllerName);
  const parameters = spec.object('parameters');
  return {
    controller,
    parameters: parameters === undefined ? undefined : readParameters(parameters),
    isDefault: metadata.annotations[DEFAULT_CLASS_ANNOTATION] === 'true',
  };
}

function controllerName(name: string): string | undefined {
  if (name.length > MAX_CONTROLLER) return `must have at most ${MAX_CONTROLLER} characters`;
  const slash = name.indexOf('/');
  if (slash < 0 || dnsSubdomain(name.slice(0, slash)) !== undefined) return 'must be a domain and a path, such as "example.com/ingress-controller"';
  return /^\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(name.slice(slash)) ? undefined : 'must have a path of URL characters after the domain';
}

function readParameters(parameters: Field): NonNullable<IngressClassSpec['parameters']> {
  const namespace = parameters.name('namespace', dnsLabel);
  const scope = parameters.choice('scope', ['Cluster', 'Namespace'] as const, 'Cluster');
  if (scope === 'Namespace' && namespace === undefined) parameters.reportMissing('namespace', 'parameters of scope "Namespace" have one');
  if (scope === 'Cluster' && namespace !== undefined) parameters.report('namespace', 'must not be given with scope "Cluster"');
  return { ...readReference(parameters, 'parameters'), namespace };
}
