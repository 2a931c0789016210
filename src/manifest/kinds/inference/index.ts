import { dnsSubdomain } from '../../names';
import type { Kind } from '../index';
import { readInferencePool } from './read-inference-pool';

/** Groups of the Gateway API Inference Extension: the second is that of its experiments. */
export const INFERENCE_KINDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  'inference.networking.k8s.io': { InferencePool: kind(['v1']) },
  'inference.networking.x-k8s.io': { InferencePool: kind(['v1alpha2', 'v1alpha1']) },
};

function kind(versions: readonly string[]): Kind {
  return { scope: 'namespaced', versions, otherVersions: true, nameSyntax: dnsSubdomain, read: readInferencePool };
}
