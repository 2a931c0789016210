import { CallerIdentity } from './caller-identity';
import { labelSelector, LabelSelection } from './labels';

/** API group of Linkerd's policies. */
const GROUP = 'policy.linkerd.io';

/** One port of pods. */
export interface LinkerdServerIntent {
  readonly podLabels: LabelSelection;
  readonly port: number;
  /** Scheme of its URL; undefined where it has none. */
  readonly scheme: string | undefined;
  /** Whether the kubelet probes it by HTTP. */
  readonly isProbedByHttp: boolean;
}

/**
 * How Linkerd is to take what arrives. HTTP it finds out by itself; it would wait for the client to speak first where the server does, as databases
 * do, unless the port is opaque (linkerd.io: Protocol Detection). It lets the kubelet's probes by HTTP through only where it finds out itself
 * (linkerd/linkerd2: policy-controller/grpc/src/inbound.rs).
 */
const PROTOCOLS: Readonly<Record<string, string | undefined>> = { http: undefined, grpc: 'gRPC' };

/** `spec` of a Server, which refuses everyone to whom no AuthorizationPolicy gives leave (linkerd.io: Authorization Policy). */
export function linkerdServerSpec({ podLabels, port, scheme, isProbedByHttp }: LinkerdServerIntent): object {
  const proxyProtocol = isProbedByHttp ? undefined : scheme !== undefined && scheme in PROTOCOLS ? PROTOCOLS[scheme] : 'opaque';
  return { podSelector: labelSelector(podLabels), port, ...(proxyProtocol !== undefined && { proxyProtocol }), accessPolicy: 'deny' };
}

/** `spec` of an AuthorizationPolicy that gives leave to those whom an authentication of the same namespace names. */
export function linkerdAuthorizationSpec(server: string, kind: 'MeshTLSAuthentication' | 'NetworkAuthentication', name: string): object {
  return { targetRef: { group: GROUP, kind: 'Server', name: server }, requiredAuthenticationRefs: [{ group: GROUP, kind, name }] };
}

/** `spec` of a MeshTLSAuthentication. @param callers at least one: Linkerd takes no authentication that names nobody */
export function meshTlsAuthenticationSpec(callers: readonly CallerIdentity[]): object {
  return {
    identityRefs: callers.map((identity) => (identity.kind === 'namespace' ? { kind: 'Namespace', name: identity.name }
      : { kind: 'ServiceAccount', name: identity.name, namespace: identity.namespace })),
  };
}

/** `spec` of a NetworkAuthentication of every address: policies of the network say who gets there. */
export function anyAddressAuthenticationSpec(): object {
  return { networks: [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }] };
}
