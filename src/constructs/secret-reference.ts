import { refuse } from './declaration-error';
import { oneOf, Shape, TEXT, typedOptions } from './prop-types';
import { Problems } from './validation';

/** Versions of ReferenceGrants that clusters have. */
export enum ReferenceGrantVersion {
  /** With Gateway API 1.5 and later. */
  V1 = 'v1',
  /** With every Gateway API. */
  V1BETA1 = 'v1beta1',
}

/** Settings of certificates from a Secret that exists. */
export interface SecretOptions {
  /**
   * Namespace of the Secret, where that is another one: a Gateway may then use this Secret and no other of the namespace (ReferenceGrant),
   * with Contour the Ingresses of the apps (TLSCertificateDelegation). Other ingress controllers do not look there.
   * @default - that of each app, or of the Gateway
   */
  readonly namespace?: string;
  /**
   * Version of the ReferenceGrant.
   * @default ReferenceGrantVersion.V1
   */
  readonly grantVersion?: ReferenceGrantVersion;
}

const SHAPE: Shape<SecretOptions> = { namespace: TEXT, grantVersion: oneOf(ReferenceGrantVersion) };

/** A Secret, and where it is if that was said. */
export interface SecretReference {
  readonly secretName: string;
  readonly namespace?: string;
  readonly grantVersion: ReferenceGrantVersion;
}

/** @throws DeclarationError with everything that cannot be of a Secret */
export function secretReference(caller: string, secretName: string, given: SecretOptions): SecretReference {
  const { namespace, grantVersion } = typedOptions(caller, given, SHAPE);
  const problems = new Problems();
  problems.objectName('secretName', secretName);
  if (namespace !== undefined) problems.namespaceName('namespace', namespace);
  problems.check(grantVersion === undefined || namespace !== undefined, () => 'grantVersion: has no effect without namespace, because nothing is granted within one');
  refuse('INVALID_VALUE', caller, problems.all);
  return { secretName, grantVersion: grantVersion ?? ReferenceGrantVersion.V1, ...(namespace !== undefined && { namespace }) };
}
