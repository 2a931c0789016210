import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { CallerIdentity, distinctCallers, IdentifiedCaller } from '../../emit/caller-identity';
import { istioAuthorizationSpec, strictPeerAuthenticationSpec } from '../../emit/istio-policies';
import { LabelMap, LabelSelection } from '../../emit/labels';
import { anyAddressAuthenticationSpec, linkerdAuthorizationSpec, linkerdServerSpec, meshTlsAuthenticationSpec } from '../../emit/linkerd-policies';
import { MeshSettings } from './service-mesh';

/** One port on which pods are reached. */
export interface MeshPort {
  readonly port: number;
  readonly scheme?: string;
  /** Whether something reaches it that has no identity in the mesh. */
  readonly isPlain: boolean;
}

/** A caller, whose identity is known when everything was said. */
export interface LateCaller {
  readonly identity: () => CallerIdentity;
  readonly ports: readonly number[];
}

/** Pods, and who may connect to them, as they are told to a mesh. */
export interface MeshSubject {
  readonly name: string;
  readonly namespace: string;
  readonly labels: LabelMap;
  /** Names of its versions; each is a value of the label for names where there are several. */
  readonly versions: readonly string[];
  /** Late, because authors may change them until synth. */
  readonly podLabels: () => LabelSelection;
  /** TCP ports. */
  readonly ports: readonly MeshPort[];
  readonly callers: readonly LateCaller[];
  /** Ports that the kubelet probes by HTTP; late as well. */
  readonly httpProbed: () => readonly number[];
}

/** Writes an object of the subject. */
type Write = (apiVersion: string, kind: string, name: string, spec: () => object) => void;

/** What tells a mesh who may connect to the pods; nothing unless the author asked for it. */
export function meshPolicies(scope: Construct, subject: MeshSubject, settings: MeshSettings): void {
  const { namespace, labels } = subject;
  const write: Write = (apiVersion, kind, name, spec) => {
    new ApiObject(scope, `${kind.toLowerCase()}-${name}`, {
      apiVersion, kind, metadata: { name, namespace, labels: { ...labels } }, spec: Lazy.any({ produce: spec }),
    });
  };
  POLICIES[settings.mesh.family](subject, settings, write);
}

type WritePolicies = (subject: MeshSubject, settings: MeshSettings, write: Write) => void;
const POLICIES: Readonly<Record<MeshSettings['mesh']['family'], WritePolicies>> = { istio, linkerd };

const ISTIO_SECURITY = 'security.istio.io/v1';

/** Selectors of Istio have one value for each label, so that versions with names of their own have policies of their own. */
function istio({ ports, versions, callers, ...subject }: MeshSubject, settings: MeshSettings, write: Write): void {
  const { strictMutualTls, authorization, trustDomain } = settings;
  const plainPorts = ports.filter(({ isPlain }) => isPlain).map(({ port }) => port);
  versions.forEach((name, i) => {
    const podLabels = (): LabelMap => versionsOf(subject.podLabels())[i]!;
    if (strictMutualTls) {
      write(ISTIO_SECURITY, 'PeerAuthentication', name, () => strictPeerAuthenticationSpec({ podLabels: podLabels(), plainPorts }));
    }
    if (authorization) {
      write(ISTIO_SECURITY, 'AuthorizationPolicy', name,
        () => istioAuthorizationSpec({ podLabels: podLabels(), trustDomain, plainPorts, callers: distinctCallers(callers.map(identified)) }));
    }
  });
}

/** One map of labels for each combination of their values. */
function versionsOf(selection: LabelSelection): LabelMap[] {
  return Object.entries(selection).reduce<LabelMap[]>((maps, [key, value]) =>
    (typeof value === 'string' ? [value] : value).flatMap((one) => maps.map((map) => ({ ...map, [key]: one }))), [{}]);
}

function identified({ identity, ports }: LateCaller): IdentifiedCaller {
  return { identity: identity(), ports };
}

const LINKERD_POLICY = 'policy.linkerd.io/v1alpha1';
const LINKERD_SERVER = 'policy.linkerd.io/v1beta3';

function linkerd({ ports, callers, ...subject }: MeshSubject, { authorization }: MeshSettings, write: Write): void {
  if (!authorization) return;
  for (const { port, scheme, isPlain } of ports) {
    const name = `${subject.name}-${port}`;
    write(LINKERD_SERVER, 'Server', name,
      () => linkerdServerSpec({ podLabels: subject.podLabels(), port, scheme, isProbedByHttp: subject.httpProbed().includes(port) }));
    const admitted = callers.filter((caller) => caller.ports.includes(port));
    if (admitted.length > 0) {
      write(LINKERD_POLICY, 'MeshTLSAuthentication', name,
        () => meshTlsAuthenticationSpec(distinctCallers(admitted.map(identified)).map(({ identity }) => identity)));
      write(LINKERD_POLICY, 'AuthorizationPolicy', name, () => linkerdAuthorizationSpec(name, 'MeshTLSAuthentication', name));
    }
    if (!isPlain) continue;
    write(LINKERD_POLICY, 'NetworkAuthentication', name, anyAddressAuthenticationSpec);
    write(LINKERD_POLICY, 'AuthorizationPolicy', `${name}-plain`, () => linkerdAuthorizationSpec(name, 'NetworkAuthentication', name));
  }
}
