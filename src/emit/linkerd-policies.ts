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
}

/**
 * How Linkerd is to take what arrives. HTTP it finds out by itself; it would wait for the client to speak first where the server does, as databases
 * do, unless the port is opaque (linkerd.io: Protocol Detection).
 */
const PROTOCOLS: Readonly<Record<string, string | undefined>> = { http: undefined, grpc: 'gRPC' };

/** `spec` of a Server, which refuses everyone to whom no AuthorizationPolicy gives leave (linkerd.io: Authorization Policy). */
export function linkerdServerSpec({ podLabels, port, scheme }: LinkerdServerIntent): object {
  const isHttp = scheme !== undefined && scheme in PROTOCOLS;
  const proxyProtocol = isHttp ? PROTOCOLS[scheme] : 'opaque';
  return { podSelector: labelSelector(podLabels), port, ...(proxyProtocol !== undefined && { proxyProtocol }), accessPolicy: 'deny' };
}

/** `spec` of an AuthorizationPolicy that gives leave to those whom an authentication of the same namespace names. */
export function linkerdAuthorizationSpec(server: string, kind: 'MeshTLSAuthentication' | 'NetworkAuthentication', name: string): object {
  return { targetRef: { group: GROUP, kind: 'Server', name: server }, requiredAuthenticationRefs: [{ group: GROUP, kind, name }] };
}

/**
 * `spec` of a MeshTLSAuthentication.
 *
 * @param self identity of the pods themselves. An authentication must name somebody: where nobody is let in, it names the one who always gets in.
 */
export function meshTlsAuthenticationSpec(callers: readonly CallerIdentity[], self: CallerIdentity): object {
  if (callers.some(({ kind }) => kind === 'mesh')) return { identities: ['*'] };
  return { identityRefs: (callers.length > 0 ? callers : [self]).map(reference) };
}

function reference(identity: CallerIdentity): object {
  if (identity.kind === 'service-account') return { kind: 'ServiceAccount', name: identity.name, namespace: identity.namespace };
  return { kind: 'Namespace', name: identity.kind === 'namespace' ? identity.name : '' };
}

/** `spec` of a NetworkAuthentication of every address: policies of the network say who gets there. */
export function anyAddressAuthenticationSpec(): object {
  return { networks: [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }] };
}
