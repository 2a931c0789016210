import { KubernetesObject } from '../../manifest/kubernetes-object';
import { GATEWAY_GROUP, GATEWAY_X_GROUP } from './objects';

/** Versions that the standard channel of Gateway API 1.6 serves (config/crd/standard of kubernetes-sigs/gateway-api v1.6.1). */
const SERVED: Readonly<Record<string, readonly string[]>> = {
  GatewayClass: ['v1', 'v1beta1'],
  Gateway: ['v1', 'v1beta1'],
  ListenerSet: ['v1'],
  HTTPRoute: ['v1', 'v1beta1'],
  GRPCRoute: ['v1'],
  TLSRoute: ['v1'],
  TCPRoute: ['v1'],
  UDPRoute: ['v1'],
  ReferenceGrant: ['v1', 'v1beta1'],
  BackendTLSPolicy: ['v1'],
};

/** What to write instead of a version of the Gateway API that its standard channel does not serve; undefined if it does, or the kind is another. */
export function servedInstead({ group, kind, version }: KubernetesObject): string | undefined {
  if (group === GATEWAY_X_GROUP && kind === 'XListenerSet') return `kind ListenerSet of ${GATEWAY_GROUP}/v1`;
  if (group !== GATEWAY_GROUP || SERVED[kind] === undefined || SERVED[kind].includes(version)) return undefined;
  return `${GATEWAY_GROUP}/${SERVED[kind][0]}`;
}

/** What must hold for an object of the Gateway API to exist in a cluster; undefined where its version is served. */
export function unlessServed(object: KubernetesObject): string | undefined {
  const instead = servedInstead(object);
  return instead === undefined ? undefined
    : `the cluster serves ${object.ref} as ${object.apiVersion}, which the standard channel of Gateway API 1.6 does not: write ${instead}`;
}
