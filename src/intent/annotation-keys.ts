import { GATEWAY_ANNOTATION } from '../profile/gateway-annotation';

/** Prefix of every annotation that belongs to the checker; a key under it that nobody knows is an error. */
export const ANNOTATION_PREFIX = 'cdk8s-exposure/';

/** Keys of the annotations, by what they declare. */
export const ANNOTATIONS = {
  /** Who may reach the workload: `public`, `internal`, `private` or `isolated`. */
  intent: `${ANNOTATION_PREFIX}intent`,
  /** Declared callers. */
  allowFrom: `${ANNOTATION_PREFIX}allow-from`,
  /** Declared destinations. Present but empty: the workload connects nowhere, yet it resolves names. */
  connectTo: `${ANNOTATION_PREFIX}connect-to`,
  /** Kinds of way in that are meant. */
  waysIn: `${ANNOTATION_PREFIX}ways-in`,
  /** Names of IngressClasses through which the workload is published. */
  gateways: `${ANNOTATION_PREFIX}gateways`,
  /** Hosts, and paths below them, that lead to the workload. */
  hosts: `${ANNOTATION_PREFIX}hosts`,
  /** Accepted findings on the object that carries it. */
  accept: `${ANNOTATION_PREFIX}accept`,
  /** What is known of the controller of an IngressClass; read by `profile`. */
  gateway: GATEWAY_ANNOTATION,
  /** On an Ingress or a Gateway, `http-01`: its certificates need pods of cert-manager in its namespace that the controller can reach. */
  acmeChallenge: `${ANNOTATION_PREFIX}acme-challenge`,
} as const;

export type AnnotationName = keyof typeof ANNOTATIONS;

/** Keys that stand on the metadata of a workload. */
export const WORKLOAD_ANNOTATIONS: readonly AnnotationName[] = ['intent', 'allowFrom', 'connectTo', 'waysIn', 'gateways', 'hosts'];

/** The name of an annotation key, or undefined for a key that nobody knows. */
export function annotationName(key: string): AnnotationName | undefined {
  return (Object.keys(ANNOTATIONS) as AnnotationName[]).find((name) => ANNOTATIONS[name] === key);
}
