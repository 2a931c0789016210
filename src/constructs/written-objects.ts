import { Construct } from 'constructs';
import { ExposureRegistry } from './exposure-registry';
import { isDnsLabel, quoted } from './validation';

/** An object that a construct is about to write. */
export interface WrittenObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Kinds whose names are labels of DNS (RFC 1035); those of others may have 253 characters, so that no suffix is too much for them. */
const LONGEST: Readonly<Record<string, number>> = { Service: 63 };

/**
 * Takes the name of an object for `owner`.
 *
 * @param base the name of `owner`, with which that of the object begins
 * @returns why it cannot have the name: it is too long, or another construct writes an object of that name
 */
export function nameProblems(owner: Construct, { apiVersion, kind, namespace, name }: WrittenObject, base: string): string[] {
  const longest = LONGEST[kind] ?? 253;
  const suffix = name.slice(base.length);
  if (name.length > longest) {
    return [`name: ${quoted(base)} has ${base.length} characters, and its ${kind} is named ${quoted(`${base}${suffix}`)}: with ${quoted(suffix)} behind it, it may have at most ${longest - suffix.length}`];
  }
  const holder = ExposureRegistry.of(owner).claimName(owner, `${apiVersion.split('/')[0]}/${kind} ${namespace}`, name);
  return holder === undefined || holder === owner ? []
    : [`name: its ${kind} ${quoted(name)} would be that of ${holder.node.path} in namespace ${quoted(namespace)}; give one of them another name`];
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
