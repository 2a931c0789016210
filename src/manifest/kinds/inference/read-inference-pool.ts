import { Field } from '../../field';
import { readLabels } from '../../string-maps';
import { FIRST_PORT, LAST_PORT } from '../read-port';
import { InferencePoolSpec } from './inference-pool';

/**
 * Reads an InferencePool: `selector.matchLabels` and `targetPorts` of v1, or the bare labels and the one `targetPortNumber` of the versions
 * before (kubernetes-sigs/gateway-api-inference-extension, api/v1 and apix/v1alpha2).
 */
export function readInferencePool(object: Field): InferencePoolSpec {
  const spec = object.objectOrEmpty('spec');
  const labels = spec.object('selector')?.object('matchLabels') === undefined ? readLabels(spec, 'selector') : readLabels(spec.objectOrEmpty('selector'), 'matchLabels');
  const ports = [
    ...spec.objects('targetPorts').map((item) => item.integer('number', FIRST_PORT, LAST_PORT)),
    spec.integer('targetPortNumber', FIRST_PORT, LAST_PORT),
  ];
  return { selector: labels, ports: [...new Set(ports.filter((port) => port !== undefined))] };
}
