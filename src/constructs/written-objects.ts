import { Construct } from 'constructs';
import { ExposureRegistry } from './exposure-registry';
import { isDnsLabel, quoted } from './validation';

/** An object that a construct is about to write. */
export interface WrittenObject {
  /** With its group where two groups have the kind. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * Takes the names of the objects for `owner`.
 *
 * @returns why it cannot have some of them: another construct writes an object of that name
 */
export function takenNames(owner: Construct, objects: readonly WrittenObject[]): string[] {
  const registry = ExposureRegistry.of(owner);
  return objects.flatMap(({ kind, namespace, name }) => {
    const holder = registry.claimName(owner, `${kind} ${namespace}`, name);
    return holder === undefined || holder === owner ? []
      : [`name: its ${kind} ${quoted(name)} would be that of ${holder.node.path} in namespace ${quoted(namespace)}; give one of them another name`];
  });
}

/** A gateway whose name stands in manifests. */
interface NamedGateway extends Construct {
  readonly _identity: { readonly name: string; readonly namespace: string };
}

/** Why the name of a gateway cannot be that of its objects. It becomes the value of a label of its pods (GEP-1762). */
export function gatewayNameProblems(owner: NamedGateway): string[] {
  const { name, namespace } = owner._identity;
  const ids = 'its ids from the Chart down, which make the name';
  if (!isDnsLabel(name)) return [`the name ${quoted(name)} must be a DNS label (lower-case letters, digits and dashes inside) of at most 63 characters; change ${ids}`];
  const holder = ExposureRegistry.of(owner).claimName(owner, `SharedIngressGateway ${namespace}`, name);
  return holder === undefined || holder === owner ? []
    : [`${holder.node.path} has the name ${quoted(name)} in namespace ${quoted(namespace)} too, and their objects would be the same; change ${ids}, or the namespace of a Chart`];
}
