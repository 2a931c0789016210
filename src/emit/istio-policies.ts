import { CallerIdentity, IdentifiedCaller } from './caller-identity';
import { LabelMap } from './labels';

/** Pods, and the ports to which nobody of the mesh alone connects. */
export interface PeerAuthenticationIntent {
  /** Absent for every pod of the namespace. */
  readonly podLabels?: LabelMap;
  readonly plainPorts: readonly number[];
}

/** `spec` of a PeerAuthentication that refuses connections without mutual TLS, but on some ports (istio.io: PeerAuthentication). */
export function strictPeerAuthenticationSpec({ podLabels, plainPorts }: PeerAuthenticationIntent): object {
  return {
    ...(podLabels && { selector: { matchLabels: podLabels } }),
    mtls: { mode: 'STRICT' },
    ...(plainPorts.length > 0 && { portLevelMtls: Object.fromEntries(plainPorts.map((port) => [String(port), { mode: 'PERMISSIVE' }])) }),
  };
}

/** Who may connect to pods. */
export interface IstioAuthorizationIntent {
  readonly podLabels: LabelMap;
  readonly trustDomain: string;
  readonly callers: readonly IdentifiedCaller[];
  /** Ports that others reach, who have no identity: policies of the network say who. */
  readonly plainPorts: readonly number[];
}

/**
 * `spec` of an AuthorizationPolicy that lets in the callers, each on its ports, and nobody else: pods that one ALLOW policy selects refuse what none
 * of them allows (istio.io: AuthorizationPolicy). It asks for nothing that a proxy of layer 4 cannot decide.
 */
export function istioAuthorizationSpec({ podLabels, trustDomain, callers, plainPorts }: IstioAuthorizationIntent): object {
  const rules = [
    ...callers.filter(({ ports }) => ports.length > 0)
      .map(({ identity, ports }) => ({ from: [{ source: source(identity, trustDomain) }], to: toPorts(ports) })),
    ...(plainPorts.length > 0 ? [{ to: toPorts(plainPorts) }] : []),
  ];
  return { selector: { matchLabels: podLabels }, action: 'ALLOW', ...(rules.length > 0 && { rules }) };
}

function toPorts(ports: readonly number[]): object[] {
  return [{ operation: { ports: ports.map(String) } }];
}

function source(identity: CallerIdentity, trustDomain: string): object {
  if (identity.kind === 'namespace') return { namespaces: [identity.name] };
  return { principals: [`${trustDomain}/ns/${identity.namespace}/sa/${identity.name}`] };
}
