import { Origin } from './origin';

/** A value as JSON knows it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** An object as JSON knows it. What is read from YAML inherits nothing; values of a construct tree are as they were given, so look up own keys. */
export interface JsonObject { readonly [key: string]: Json | undefined }

/** Labels or annotations; inherits nothing, so a key that is not there is undefined whatever it is called. */
export interface StringMap { readonly [key: string]: string }

/** Reference to the object that manages another one (`metadata.ownerReferences`). */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly controller: boolean;
}

/** `metadata`, read and checked; `namespace` is filled in (`default`) for namespaced kinds. */
export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: StringMap;
  readonly annotations: StringMap;
  readonly ownerReferences: readonly OwnerReference[];
}

/**
 * One object of the input, of any kind, whether or not the kind is understood.
 *
 * `T` is what the reader of its kind made of `spec` (or `undefined` for kinds that nobody reads).
 */
export interface KubernetesObject<T = unknown> {
  /** `Kind ns/name`, or `Kind name` where the object has no namespace: how reports write it. */
  readonly ref: string;
  readonly apiVersion: string;
  /** API group, empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** `group/Kind`, with nothing before the slash for the core group. */
  readonly groupKind: string;
  readonly metadata: ObjectMetadata;
  /** The object as it was written. */
  readonly raw: JsonObject;
  /** What the reader of the kind returned. */
  readonly spec: T;
  readonly origin: Origin;
  /** Where the field `path` (such as `spec.ports[0].nodePort`) stands; the object itself if it is not found. */
  locate(path?: string): Origin;
}
