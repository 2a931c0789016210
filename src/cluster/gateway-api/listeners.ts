import { Cluster } from '../model';
import { admits } from './namespaces-admitted';
import { Gateway, GATEWAY_GROUP, GatewayApi, namespaceOf, OwnedListener } from './objects';

/** The listeners of a Gateway: its own, and those of ListenerSets that it admits, or may admit. */
export function listenersOf(cluster: Cluster, gateway: Gateway): readonly OwnedListener[] {
  const home = namespaceOf(gateway.metadata);
  const sets = GatewayApi.of(cluster).listenerSets.filter(({ metadata, spec: { parentRef } }) => parentRef.group === GATEWAY_GROUP
    && parentRef.kind === 'Gateway' && parentRef.name === gateway.metadata.name && (parentRef.namespace ?? namespaceOf(metadata)) === home
    && admits(cluster, gateway.spec.allowedListeners, home, namespaceOf(metadata), gateway.ref).admitted !== 'no');
  return [gateway, ...sets].flatMap((owner) => owner.spec.listeners.map((listener) => ({ gateway, owner, listener })));
}
