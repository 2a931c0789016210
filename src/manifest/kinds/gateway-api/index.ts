import { dnsSubdomain } from '../../names';
import type { Kind, KindReader } from '../index';
import { readExperimentalListenerSet, readGateway, readListenerSet } from './read-gateway';
import { readGatewayClass } from './read-gateway-class';
import { readReferenceGrant } from './read-reference-grant';
import { readConnectionRoute, readGrpcRoute, readHttpRoute } from './read-route';

/** Kinds of gateway.networking.k8s.io, in every version whose shape is the same. Which of them a cluster serves is up to its CRDs. */
export const GATEWAY_API_KINDS: Readonly<Record<string, Kind>> = {
  GatewayClass: kind('cluster', ['v1', 'v1beta1', 'v1alpha2'], readGatewayClass),
  Gateway: kind('namespaced', ['v1', 'v1beta1', 'v1alpha2'], readGateway),
  ListenerSet: kind('namespaced', ['v1'], readListenerSet),
  HTTPRoute: kind('namespaced', ['v1', 'v1beta1', 'v1alpha2'], readHttpRoute),
  GRPCRoute: kind('namespaced', ['v1', 'v1alpha2'], readGrpcRoute),
  TLSRoute: kind('namespaced', ['v1', 'v1alpha3', 'v1alpha2'], readConnectionRoute),
  TCPRoute: kind('namespaced', ['v1', 'v1alpha2'], readConnectionRoute),
  UDPRoute: kind('namespaced', ['v1', 'v1alpha2'], readConnectionRoute),
  ReferenceGrant: kind('namespaced', ['v1', 'v1beta1', 'v1alpha2'], readReferenceGrant),
};

/** Kinds of gateway.networking.x-k8s.io: experiments under a name of their own. */
export const EXPERIMENTAL_GATEWAY_API_KINDS: Readonly<Record<string, Kind>> = {
  XListenerSet: kind('namespaced', ['v1alpha1'], readExperimentalListenerSet),
};

function kind(scope: Kind['scope'], versions: readonly string[], read: KindReader): Kind {
  return { scope, versions, otherVersions: true, nameSyntax: dnsSubdomain, read };
}
