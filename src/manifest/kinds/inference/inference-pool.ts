import { StringMap } from '../../kubernetes-object';

/** Pods that a route sends requests to without a Service between them (Gateway API Inference Extension, InferencePool). */
export interface InferencePoolSpec {
  /** Labels of its pods, in its own namespace; without any it has none. */
  readonly selector: StringMap;
  /** Ports of the pods. */
  readonly ports: readonly number[];
}
