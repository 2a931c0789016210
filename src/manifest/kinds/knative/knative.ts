import { WorkloadSpec } from '../pod-template';

/** A share of the traffic of a Knative route. */
export interface KnativeTarget {
  /** Configuration whose newest revision gets it; that of the Service itself if neither is given. */
  readonly configuration?: string;
  readonly revision?: string;
  readonly path: string;
}

/** A Service of serving.knative.dev: pods, and a route to them. */
export interface KnativeServiceSpec extends WorkloadSpec {
  readonly traffic: readonly KnativeTarget[];
}

/** A Route of serving.knative.dev. */
export interface KnativeRouteSpec {
  readonly traffic: readonly KnativeTarget[];
}

/** A DomainMapping of serving.knative.dev: its name is the host. */
export interface DomainMappingSpec {
  /** What answers: by API group, kind and name, in the namespace of the mapping. */
  readonly ref: { readonly group: string; readonly kind: string; readonly name: string };
}
