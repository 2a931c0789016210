import { carries, MeshName, MESHES } from '../controllers/meshes';
import { StringMap } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Workload } from './model';

/** How a service mesh takes part in the connections of a workload. */
export interface MeshMembership {
  readonly mesh: MeshName;
  /** Its name for people. */
  readonly title: string;
  /** Port of the pod that takes connections on behalf of the others. */
  readonly port: number;
  /** Ports on which connections come directly all the same. */
  readonly direct: PortSet;
  /** Ports to which it connects directly. */
  readonly directOut: PortSet;
}

const { 'istio-ambient': AMBIENT, 'istio-sidecar': SIDECAR, linkerd: LINKERD } = MESHES;

/**
 * The mesh that a workload shows that it is in. What is written on the pods outweighs what is written on the namespace; pods on the host's
 * network are in none.
 *
 * - Istio ambient: label `istio.io/dataplane-mode: ambient` (Istio documentation, "Add workloads to the mesh"). It takes connections on 15008
 *   (same, "Ambient and Kubernetes NetworkPolicy").
 * - Istio with sidecars: label `istio-injection: enabled` or a revision on the namespace, `sidecar.istio.io/inject` on the pods (same, "Installing the
 *   Sidecar"). Pods that are in ambient mode connect to them on 15008 too.
 * - Linkerd: annotation `linkerd.io/inject: enabled`. Between its pods the port becomes 4143, or that of `config.linkerd.io/inbound-port`, except for
 *   the ports that are skipped (Linkerd documentation, "Network Policy", "Proxy Configuration").
 */
export function meshOf({ pods, objects, namespace }: Workload): MeshMembership | undefined {
  if (pods.every(({ hostNetwork }) => hostNetwork)) return undefined;
  return membershipBy({
    podLabels: united(pods.map(({ labels }) => labels)),
    podAnnotations: united(objects.map(({ spec }) => spec.template.annotations)),
    namespaceLabels: namespace.labels,
    namespaceAnnotations: namespace.object?.metadata.annotations ?? {},
  });
}

/** Where the kubelet's probes of the workload come from, if its mesh gives them an address of their own; the node always gets in. */
export function probeAddresses(workload: Workload): AddressSet {
  const { mesh } = meshOf(workload) ?? {};
  const cidrs = mesh === undefined ? [] : MESHES[mesh].probeCidrs;
  return AddressSet.union(cidrs.map((cidr) => AddressSet.parseCidr(cidr)));
}

/** What says whether pods with a network of their own are in a mesh. */
export interface MeshEvidence {
  readonly podLabels: StringMap;
  readonly podAnnotations: StringMap;
  readonly namespaceLabels: StringMap;
  readonly namespaceAnnotations: StringMap;
}

/** The mesh that pods are in by what they and their namespace say; see `meshOf`. */
export function membershipBy(evidence: MeshEvidence): MeshMembership | undefined {
  return linkerdOf(evidence) ?? ambientOf(evidence) ?? sidecarOf(evidence);
}

/** The port through which callers may come instead, because a mesh carries them; none outside a mesh. */
export function meshPorts(workload: Workload): PortSet {
  const membership = meshOf(workload);
  return membership === undefined ? PortSet.NONE : PortSet.of('TCP', membership.port);
}

/**
 * The port of the pod that a connection between two members arrives at instead of `port`; undefined where it arrives there.
 *
 * @param client undefined for a gateway of Istio, which speaks to ambient pods as they do among themselves
 */
export function carrierPort(client: MeshMembership | 'istio-gateway' | undefined, server: MeshMembership, port: number): number | undefined {
  if (client === undefined) return undefined;
  const from = client === 'istio-gateway' ? 'istio-sidecar' : client.mesh;
  const goesDirectly = server.direct.has('TCP', port) || (client !== 'istio-gateway' && client.directOut.has('TCP', port));
  return carries(from, server.mesh) && !goesDirectly ? server.port : undefined;
}

/** The port on which a gateway of Istio reaches the pods of a workload in ambient mode, whatever port is meant; undefined for all others. */
export function gatewayCarrier(workload: Workload): number | undefined {
  const server = meshOf(workload);
  return server?.mesh === 'istio-ambient' ? server.port : undefined;
}

function ambientOf({ podLabels, podAnnotations, namespaceLabels }: MeshEvidence): MeshMembership | undefined {
  const mode = podLabels['istio.io/dataplane-mode'] ?? namespaceLabels['istio.io/dataplane-mode'];
  if (mode !== 'ambient' || podAnnotations['ambient.istio.io/bypass-inbound-capture'] === 'true') return undefined;
  return { mesh: AMBIENT.name, title: AMBIENT.title, port: AMBIENT.port, direct: PortSet.NONE, directOut: PortSet.NONE };
}

function sidecarOf({ podLabels, podAnnotations, namespaceLabels }: MeshEvidence): MeshMembership | undefined {
  const own = podLabels['sidecar.istio.io/inject'] ?? podAnnotations['sidecar.istio.io/inject'];
  const ofNamespace = namespaceLabels['istio-injection'] === 'enabled'
    || (namespaceLabels['istio.io/rev'] !== undefined && namespaceLabels['istio-injection'] !== 'disabled');
  if (own === 'false' || (own !== 'true' && !ofNamespace)) return undefined;
  return { mesh: SIDECAR.name, title: SIDECAR.title, port: SIDECAR.port, direct: PortSet.NONE, directOut: PortSet.NONE };
}

function linkerdOf({ podAnnotations, namespaceAnnotations }: MeshEvidence): MeshMembership | undefined {
  const setting = (key: string) => podAnnotations[key] ?? namespaceAnnotations[key];
  const inject = setting('linkerd.io/inject');
  if (inject !== 'enabled' && inject !== 'ingress') return undefined;
  return {
    mesh: LINKERD.name,
    title: LINKERD.title,
    port: Number(setting('config.linkerd.io/inbound-port')) || LINKERD.port,
    direct: portList(setting('config.linkerd.io/skip-inbound-ports')),
    directOut: portList(setting('config.linkerd.io/skip-outbound-ports')),
  };
}

/** `25,443,4567-4568`; what is no port is left out. */
function portList(text: string | undefined): PortSet {
  return PortSet.union((text ?? '').split(',').flatMap((item) => {
    const [first = 0, last = first] = item.split('-').map((part) => Number(part.trim()));
    return Number.isInteger(first) && Number.isInteger(last) && first >= 1 && last <= 65535 && first <= last ? [PortSet.of('TCP', first, last)] : [];
  }));
}

/** The maps in one; what the first of them says of a key counts. */
function united(maps: readonly StringMap[]): StringMap {
  return Object.assign({}, ...[...maps].reverse()) as StringMap;
}
