/** Ways in which a service mesh takes part in the connections of pods. */
export type MeshName = 'istio-ambient' | 'istio-sidecar' | 'linkerd';

/** What pods say, or their namespace, to be in a mesh. */
export interface MeshMarks {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A mesh, as policies that are enforced outside of pods meet it. */
export interface Mesh {
  readonly name: MeshName;
  /** Name for people. */
  readonly title: string;
  /** Meshes of one family know each other's identities. */
  readonly family: 'istio' | 'linkerd';
  /** TCP port of the pod on which connections arrive that the mesh carries. */
  readonly port: number;
  /** On a Namespace. */
  readonly namespaceMarks: MeshMarks;
  /** On the template of pods. */
  readonly podMarks: MeshMarks;
  /** Where the kubelet's probes come from, where not from the node. */
  readonly probeCidrs: readonly string[];
  /** Pods that the proxy beside each container connects to, in the namespace of the control plane. */
  readonly controlPlane: readonly { readonly labels: Readonly<Record<string, string>>; readonly ports: readonly number[] }[];
  /** Whether it puts nothing into the pods that answer ACME challenges: cert-manager keeps them out of it (cert-manager/cert-manager issue 4471). */
  readonly leavesOutAcmeSolvers: boolean;
  /** Usual namespace of the control plane. */
  readonly controlPlaneNamespace: string;
  /**
   * Levels of the Pod Security Standards that admit its pods: with what it injects by default, and where a plugin of the network (CNI) redirects
   * connections instead of an init container.
   */
  readonly podSecurity: { readonly usual: readonly PodSecurityLevelName[]; readonly withCniPlugin: readonly PodSecurityLevelName[] };
  /** Where all of this is documented. */
  readonly sources: readonly string[];
}

type PodSecurityLevelName = 'privileged' | 'baseline' | 'restricted';

const EVERY_LEVEL: readonly PodSecurityLevelName[] = ['restricted', 'baseline', 'privileged'];

/**
 * The node, as pods in ambient mode see its probes: HOST_PROBE_SNAT_IP and HOST_PROBE_SNAT_IPV6 of istio-cni, chosen so that nothing else has them
 * (istio/istio cni/README.md).
 */
export const AMBIENT_PROBE_CIDRS: readonly string[] = ['169.254.7.127/32', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128'];

/** On which HBONE connections arrive, the tunnels of Istio's ambient mode. Pods with a sidecar take them too. */
const HBONE_PORT = 15008;

/** What both modes of Istio share. */
const ISTIO: Pick<Mesh, 'family' | 'port' | 'controlPlaneNamespace'> = { family: 'istio', port: HBONE_PORT, controlPlaneNamespace: 'istio-system' };

export const MESHES: Readonly<Record<MeshName, Mesh>> = {
  'istio-ambient': {
    name: 'istio-ambient',
    title: 'Istio ambient',
    ...ISTIO,
    namespaceMarks: { labels: { 'istio.io/dataplane-mode': 'ambient' } },
    podMarks: { labels: { 'istio.io/dataplane-mode': 'ambient' } },
    probeCidrs: AMBIENT_PROBE_CIDRS,
    // the proxy of the node talks to it
    controlPlane: [],
    leavesOutAcmeSolvers: false,
    podSecurity: { usual: EVERY_LEVEL, withCniPlugin: EVERY_LEVEL },
    sources: [
      'istio.io/latest/docs/ambient/usage/add-workloads', 'istio.io/latest/docs/ambient/usage/networkpolicy', 'istio/istio cni/README.md',
    ],
  },
  'istio-sidecar': {
    name: 'istio-sidecar',
    title: 'Istio',
    ...ISTIO,
    namespaceMarks: { labels: { 'istio-injection': 'enabled' } },
    podMarks: { labels: { 'sidecar.istio.io/inject': 'true' } },
    // probes are rewritten to a port of the sidecar, and come from the node
    probeCidrs: [],
    controlPlane: [{ labels: { app: 'istiod' }, ports: [15012] }],
    leavesOutAcmeSolvers: true,
    podSecurity: { usual: ['privileged'], withCniPlugin: ['baseline', 'privileged'] },
    sources: [
      'istio.io/latest/docs/setup/additional-setup/sidecar-injection', 'istio.io/latest/docs/ops/deployment/application-requirements',
      'istio.io/latest/docs/setup/additional-setup/pod-security-admission',
    ],
  },
  'linkerd': {
    name: 'linkerd',
    title: 'Linkerd',
    family: 'linkerd',
    port: 4143,
    namespaceMarks: { annotations: { 'linkerd.io/inject': 'enabled' } },
    podMarks: { annotations: { 'linkerd.io/inject': 'enabled' } },
    probeCidrs: [],
    controlPlane: [
      { labels: { 'linkerd.io/control-plane-component': 'destination' }, ports: [8086, 8090] },
      { labels: { 'linkerd.io/control-plane-component': 'identity' }, ports: [8080] },
    ],
    leavesOutAcmeSolvers: false,
    controlPlaneNamespace: 'linkerd',
    podSecurity: { usual: ['privileged'], withCniPlugin: EVERY_LEVEL },
    sources: [
      'linkerd.io/2/reference/proxy-configuration', 'linkerd.io/2.19/common-errors/network-policy', 'linkerd.io/2/features/cni',
      'linkerd/linkerd2 charts/linkerd-control-plane/templates: addresses of destination, policy and identity',
    ],
  },
};

/**
 * Whether connections from pods of one mesh to those of the other arrive on the port of the mesh instead of that of the application. Sidecars of
 * Istio keep the port; whoever speaks with pods in ambient mode does so by HBONE.
 *
 * @param client undefined for pods that are in none
 */
export function carries(client: MeshName | undefined, server: MeshName | undefined): boolean {
  if (client === undefined || server === undefined || MESHES[client].family !== MESHES[server].family) return false;
  return client !== 'istio-sidecar' || server !== 'istio-sidecar';
}
