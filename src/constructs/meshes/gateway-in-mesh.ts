import { named } from '../../controllers/gateway-names';
import { JOINING_AMBIENT } from '../../controllers/istio-gateway';
import { MESHES, MeshName } from '../../controllers/meshes';
import { CallerIdentity } from '../../emit/caller-identity';
import { AllowedTraffic, PolicyPeer } from '../../emit/network-policy';
import { PodPort } from '../../emit/port';
import { ControllerInstallation, GatewayIdentity } from '../controller-installation';
import { controlPlaneTraffic } from './mesh-marks';
import { MeshNamespaces, withCarrier } from './mesh-namespaces';
import { MeshSettings } from './service-mesh';

/** The gateway, as far as a mesh is concerned. */
interface MeshGateway {
  readonly className: string;
  readonly _identity: GatewayIdentity;
  readonly _installation: ControllerInstallation;
  _peers(): readonly PolicyPeer[];
}

/** A gateway as members of meshes meet it: those of Istio are members themselves, others where their namespace is. */
export class GatewayInMesh {
  public constructor(private readonly gateway: MeshGateway, private readonly meshes: MeshNamespaces) {}

  /** The mesh that its pods are in; Istio's gateways speak as sidecars do. */
  public get mesh(): MeshName | undefined {
    if (this.isIstio) return 'istio-sidecar';
    const mesh = this.settings?.mesh.name;
    // proxies choose among the addresses of pods, and a sidecar passes on in plain text what it knows by no Service (istio/istio issue 41033)
    return mesh === 'istio-sidecar' ? undefined : mesh;
  }

  /** Whether its pods are on the network of their nodes. */
  public get isOnNodes(): boolean {
    return this.gateway._installation.onHostNetwork;
  }

  /** Who it is in the mesh; undefined where it is not in it. */
  public identityFor({ mesh }: MeshSettings): CallerIdentity | undefined {
    if (this.mesh === undefined || MESHES[this.mesh].family !== mesh.family) return undefined;
    const { className, _identity: identity, _installation: { gateway } } = this.gateway;
    const service = this.isIstio ? gateway?.perGateway?.service : undefined;
    // the pods that Istio makes for a Gateway have an account of their name
    if (service !== undefined) return { kind: 'service-account', namespace: identity.namespace, name: named(service, { ...identity, class: className }) };
    const { namespace } = this;
    return namespace === undefined ? undefined : { kind: 'namespace', name: namespace };
  }

  /** Whether some of its traffic has no identity in the mesh. */
  public isPlainFor(settings: MeshSettings): boolean {
    return this.identityFor(settings) === undefined || this.gateway._peers().some(({ kind }) => kind !== 'pods');
  }

  /** The ports on which its connections to `ports` of pods in `namespace` arrive. */
  public portsTo(ports: readonly PodPort[], namespace: string): readonly PodPort[] {
    return withCarrier(ports, this.mesh, this.meshes.meshOf(namespace));
  }

  /** Its traffic to pods, with the port on which it arrives. */
  public carried({ peer, ports }: AllowedTraffic): AllowedTraffic {
    return { peer, ports: peer.kind === 'pods' ? this.portsTo(ports, peer.namespace) : ports };
  }

  /** What the proxies of a mesh beside it connect to. */
  public get controlPlane(): readonly AllowedTraffic[] {
    return this.settings === undefined ? [] : controlPlaneTraffic(this.settings);
  }

  /** Where its probes come from, where not from the node. */
  public get probeCidrs(): readonly string[] {
    return this.settings?.mesh.probeCidrs ?? [];
  }

  /** Why the mesh of its own namespace would refuse its clients, who have no identity; undefined if it does not. */
  public get refused(): string | undefined {
    const { namespace } = this;
    const joined = namespace === undefined ? undefined : this.meshes.joinedAs(namespace);
    // only what the namespace itself says is said of its pods
    if (joined?.isMarked !== true || !(joined.settings.authorization || (joined.settings.strictMutualTls && !this.isIstio))) return undefined;
    return `its pods are in namespace ${namespace}, where ${joined.settings.mesh.title} refuses everyone who is not declared, as all of its clients; put it into a namespace of its own`;
  }

  private get namespace(): string | undefined {
    const pods = this.gateway._peers().find((peer) => peer.kind === 'pods');
    return pods?.kind === 'pods' ? pods.namespace : undefined;
  }

  private get settings(): MeshSettings | undefined {
    return this.namespace === undefined ? undefined : this.meshes.settingsOf(this.namespace);
  }

  private get isIstio(): boolean {
    return JOINING_AMBIENT.has(this.gateway._installation.presetName);
  }
}
