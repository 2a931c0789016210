import { IConstruct } from 'constructs';
import { carries, MESHES, MeshName } from '../../controllers/meshes';
import { CallerIdentity } from '../../emit/caller-identity';
import { AllowedTraffic, PolicyPeer } from '../../emit/network-policy';
import { distinctPorts, PodPort } from '../../emit/port';
import { MeshSettings } from './service-mesh';

/** A namespace whose pods are in a mesh. */
export interface MeshedNamespace {
  readonly settings: MeshSettings;
  /** The construct that says so. */
  readonly by: IConstruct;
  /** Whether the Namespace says it of all of its pods; otherwise each has to say it of itself. */
  readonly isMarked: boolean;
}

/** Pods that may be in the mesh of their namespace. */
export interface MeshCandidate {
  /** What messages call them. */
  readonly title: string;
  readonly namespace: string;
  /** Who they are in the mesh. */
  identity(): CallerIdentity;
  /** Called when it is known, and whenever a namespace of the App joins a mesh. */
  meshesChanged(): void;
}

/** Which namespaces of an App are in which mesh, whatever was said first: the namespace, or what is in it. */
export class MeshNamespaces {
  private readonly joined = new Map<string, MeshedNamespace>();
  private readonly enrolled: MeshCandidate[] = [];

  /** @returns the construct that said so before; then nothing changes */
  public join(namespace: string, member: MeshedNamespace): IConstruct | undefined {
    const known = this.joined.get(namespace);
    if (known !== undefined) return known.by;
    this.joined.set(namespace, member);
    this.enrolled.forEach((candidate) => candidate.meshesChanged());
    return undefined;
  }

  public enrol(candidate: MeshCandidate): void {
    this.enrolled.push(candidate);
    if (this.joined.size > 0) candidate.meshesChanged();
  }

  /** Everyone who may be in a mesh. */
  public get candidates(): readonly MeshCandidate[] {
    return this.enrolled;
  }

  /** The namespace, if its pods were made members in this App. */
  public joinedAs(namespace: string): MeshedNamespace | undefined {
    return this.joined.get(namespace);
  }

  /** The mesh that pods of the namespace are in, as far as anybody said. */
  public meshOf(namespace: string): MeshName | undefined {
    return this.settingsOf(namespace)?.mesh.name;
  }

  /** What was said of the mesh that pods of the namespace are in. */
  public settingsOf(namespace: string): MeshSettings | undefined {
    const own = this.joined.get(namespace);
    const elsewhere = [...this.joined.values()].find(({ settings }) => settings.otherNamespaces.includes(namespace));
    return (own ?? elsewhere)?.settings;
  }

  /** The traffic with the ports on which the meshes of both sides carry it, between pods of `namespace` and its peers. */
  public carried(traffic: readonly AllowedTraffic[], namespace: string): AllowedTraffic[] {
    const own = this.meshOf(namespace);
    return traffic.map(({ peer, ports }) => ({ peer, ports: withCarrier(ports, this.meshOfPeer(peer, own), own) }));
  }

  /** Whether the peer knows, and is known by, members of the mesh. */
  public isMember(peer: PolicyPeer, mesh: MeshName): boolean {
    const other = this.meshOfPeer(peer, mesh);
    return other !== undefined && MESHES[other].family === MESHES[mesh].family;
  }

  private meshOfPeer(peer: PolicyPeer, own: MeshName | undefined): MeshName | undefined {
    switch (peer.kind) {
      case 'pods': return this.meshOf(peer.namespace);
      case 'namespace': return this.meshOf(peer.name);
      // some of them are members too
      case 'cluster': return own;
      default: return undefined;
    }
  }
}

/** The ports, and the one of the mesh where it carries connections to one of them. */
export function withCarrier(ports: readonly PodPort[], client: MeshName | undefined, server: MeshName | undefined): readonly PodPort[] {
  if (server === undefined || !carries(client, server) || !ports.some(({ protocol }) => protocol === 'TCP')) return ports;
  return distinctPorts([...ports, { protocol: 'TCP', port: MESHES[server].port }]);
}
