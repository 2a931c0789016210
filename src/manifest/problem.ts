import { KubernetesObject } from './kubernetes-object';
import { Origin } from './origin';

/**
 * Something wrong with the input.
 *
 * - `unparsable`: no objects could be read at that place. Every command ends with exit status 2.
 * - `refused`: the API server would refuse the object. `check` reports it and treats the object as absent,
 *   the other commands end with exit status 2.
 * - `tolerated`: the API server would refuse the object too, but what it says about the network is beyond doubt (a Pod
 *   whose container has no image, a Service with unnamed ports). It stays among the objects; `check` reports it as it
 *   reports a refused one, the other commands mention it and go on.
 */
export interface InputProblem {
  readonly kind: 'unparsable' | 'refused' | 'tolerated';
  /** `Kind ns/name` as far as it is known. */
  readonly ref?: string;
  /** Field path as the API server writes it (`spec.ingress[0].from[0].ipBlock.cidr`); empty for the whole document. */
  readonly path: string;
  /** What is wrong, with the offending value, and what is allowed; without the path. */
  readonly message: string;
  /** Rule of the catalogue that reports it; `API-INVALID` where the catalogue has none. */
  readonly rule: string;
  readonly origin: Origin;
  /** The refused object as far as it could be read, so that findings can name the workloads it touches. */
  readonly object?: KubernetesObject;
}
