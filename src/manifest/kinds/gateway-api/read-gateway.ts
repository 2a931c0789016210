import { Field } from '../../field';
import { readAnnotations, readLabels } from '../../string-maps';
import { GatewaySpec, ListenerSetSpec } from './gateway';
import { readListeners, readNamespaceFilter } from './read-listener';
import { GATEWAY_GROUP, readGroupKind, readNamespace } from './read-names';
import { readParameters } from './read-parameters';

/** Reads a Gateway of gateway.networking.k8s.io/v1 (config/crd of kubernetes-sigs/gateway-api v1.6). */
export function readGateway(object: Field): GatewaySpec {
  const spec = object.objectOrEmpty('spec');
  const listeners = readListeners(spec, 'required');
  if (listeners.length === 0) spec.reportMissing('listeners', 'a Gateway has at least one listener');
  const infrastructure = spec.objectOrEmpty('infrastructure');
  return {
    gatewayClassName: spec.requiredText('gatewayClassName', 'the GatewayClass that serves it'),
    listeners,
    addresses: spec.objects('addresses').map((item) => ({ type: item.text('type') ?? 'IPAddress', value: item.text('value') ?? '' })),
    infrastructure: {
      labels: infrastructure.has('labels') ? readLabels(infrastructure, 'labels') : undefined,
      annotations: infrastructure.has('annotations') ? readAnnotations(infrastructure, 'annotations') : undefined,
      parametersRef: readParameters(infrastructure),
    },
    allowedListeners: readNamespaceFilter(spec.objectOrEmpty('allowedListeners'), ['All', 'Selector', 'Same', 'None'], 'None'),
    defaultScope: spec.choice('defaultScope', ['All', 'None'] as const, 'None'),
  };
}

/** Reads a ListenerSet of gateway.networking.k8s.io/v1. */
export function readListenerSet(object: Field): ListenerSetSpec {
  return readSet(object, 'required');
}

/** Reads an XListenerSet of gateway.networking.x-k8s.io/v1alpha1, from which ListenerSet came. */
export function readExperimentalListenerSet(object: Field): ListenerSetSpec {
  return readSet(object, 'optional');
}

function readSet(object: Field, portHint: 'required' | 'optional'): ListenerSetSpec {
  const spec = object.objectOrEmpty('spec');
  const listeners = readListeners(spec, portHint);
  if (listeners.length === 0) spec.reportMissing('listeners', 'a ListenerSet has at least one listener');
  if (!spec.has('parentRef')) spec.reportMissing('parentRef', 'the Gateway that the listeners are added to');
  const parent = spec.objectOrEmpty('parentRef');
  const name = spec.has('parentRef') ? parent.requiredText('name', 'the name of the Gateway') : '';
  return { parentRef: { ...readGroupKind(parent, GATEWAY_GROUP, 'Gateway'), name, namespace: readNamespace(parent) }, listeners };
}
