import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { CallerIdentity } from '../../emit/caller-identity';
import { AllowedTraffic } from '../../emit/network-policy';
import { AddressSet } from '../../network/address-set';
import { ExposureRegistry } from '../exposure-registry';
import { PodMarks } from '../pod-owner';
import { Probe, probesOf } from '../probe';
import { controlPlaneTraffic, podMarks } from './mesh-marks';
import { MeshCandidate, MeshedNamespace } from './mesh-namespaces';
import { DEFAULT_SERVICE_ACCOUNT, isRefusedByLinkerd, MeshPods } from './mesh-pods';
import { LateCaller, meshPolicies, MeshSubject } from './mesh-policies';
import { memberProblems } from './mesh-problems';

/** Schemes of which Istio knows that they begin with the client, or sees it; of any other the server may speak first (istio.io: Protocol Selection). */
const SNIFFED: readonly string[] = ['http', 'https', 'http2', 'grpc', 'grpc-web', 'tls', 'ws', 'wss'];

/** What a Service says for a mesh. */
export interface MeshServicePorts {
  /** Whether ports on which replicas talk to each other must stand in it too. */
  readonly withPeerPorts: boolean;
  /** Whether nobody may look into what the port carries. */
  readonly isOpaque: (scheme: string | undefined) => boolean;
}

/** Pods as members of the mesh of their namespace, if it has one. What is written for that lies below `scope`, and follows what was said last. */
export class MeshMember implements MeshCandidate {
  private readonly registry: ExposureRegistry;
  private readonly holder: Construct;

  public constructor(private readonly scope: Construct, public readonly pods: MeshPods) {
    this.registry = ExposureRegistry.of(scope);
    this.holder = new Construct(scope, 'mesh-policies');
    this.registry.meshes.enrol(this);
    scope.node.addValidation({ validate: () => this.problems() });
  }

  public get title(): string {
    return this.pods.title;
  }

  public get namespace(): string {
    return this.pods.namespace;
  }

  public identity(): CallerIdentity {
    return { kind: 'service-account', namespace: this.namespace, name: this.serviceAccountName() };
  }

  /** What the pods must say of themselves, where their namespace does not, and whose account they have. */
  public marks(): PodMarks {
    const { joined } = this;
    if (joined === undefined || this.pods.built === undefined) return {};
    const { settings, isMarked } = joined;
    const { labels, annotations } = isMarked ? {} : podMarks(settings);
    const account = this.ownsAccount(joined) && { serviceAccountName: this.pods.name };
    return { ...(labels && { labels }), ...(annotations && { annotations }), ...account };
  }

  public meshesChanged(): void {
    this.holder.node.children.forEach((child) => this.holder.node.tryRemoveChild(child.node.id));
    const { joined, pods } = this;
    if (joined === undefined) return;
    if (this.ownsAccount(joined)) {
      new ApiObject(this.holder, 'service-account', {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: pods.name, namespace: pods.namespace, labels: { ...pods.labels } },
        automountServiceAccountToken: false,
      });
    }
    meshPolicies(this.holder, this.subject(joined), joined.settings);
  }

  /** What else comes in: probes that do not come from the node, and whatever else the node itself connects to. */
  public ingress(): readonly AllowedTraffic[] {
    const { probeCidrs = [] } = this.joined?.settings.mesh ?? {};
    if (probeCidrs.length === 0) return [];
    const served = this.pods.gateways().some(({ isOnNodes }) => isOnNodes) ? this.pods.ports.slice(0, 1) : [];
    const ports = [...new Set([...this.probes(), ...served].map(({ port }) => port))];
    const addresses = AddressSet.union(probeCidrs.map((cidr) => AddressSet.parseCidr(cidr)));
    return ports.length === 0 ? [] : [{ peer: { kind: 'addresses', addresses }, ports: ports.map((port) => ({ protocol: 'TCP', port })) }];
  }

  /** What else goes out: to the control plane. */
  public egress(): readonly AllowedTraffic[] {
    return this.joined === undefined ? [] : controlPlaneTraffic(this.joined.settings);
  }

  /** A sidecar of Istio speaks for the pod on ports of Services alone, and finds out by itself what a port carries unless it is told. */
  public get service(): MeshServicePorts {
    const isSidecar = this.joined?.settings.mesh.name === 'istio-sidecar';
    return { withPeerPorts: isSidecar, isOpaque: (scheme) => isSidecar && scheme !== undefined && !SNIFFED.includes(scheme) };
  }

  private get joined(): MeshedNamespace | undefined {
    return this.registry.meshes.joinedAs(this.namespace);
  }

  private probes(): readonly Probe[] {
    return probesOf(this.pods.template?.().spec ?? {});
  }

  /** Accounts tell callers apart, which is of use for authorization alone. */
  private ownsAccount({ settings }: MeshedNamespace): boolean {
    return settings.authorization && this.pods.built?.hasServiceAccount === false;
  }

  private serviceAccountName(): string {
    const { template, name } = this.pods;
    if (this.joined !== undefined && this.ownsAccount(this.joined)) return name;
    const { serviceAccountName, serviceAccount } = template?.().spec ?? {};
    return (serviceAccountName ?? serviceAccount ?? DEFAULT_SERVICE_ACCOUNT) as string;
  }

  private subject({ settings }: MeshedNamespace): MeshSubject {
    const { name, namespace, labels, versions, podLabels, ports } = this.pods;
    const published = ports.slice(0, 1).map(({ port }) => port);
    const gateways = this.pods.gateways().flatMap((gateway): LateCaller[] => {
      const identity = gateway.identityFor(settings);
      return identity === undefined ? [] : [{ identity: () => identity, ports: published }];
    });
    const callers = this.pods.admitted()
      .flatMap(({ identity, ports: admitted }): LateCaller[] => (identity === undefined ? [] : [{ identity, ports: admitted }]));
    const plain = this.plainPorts(settings);
    return {
      name,
      namespace,
      labels,
      versions: versions(),
      podLabels,
      ports: ports.map((port) => ({ ...port, isPlain: plain.includes(port.port) })),
      callers: [...callers, ...gateways],
      httpProbed: () => this.probes().filter(({ by }) => by === 'HTTP').map(({ port }) => port),
    };
  }

  /** Ports that something reaches which has no identity: the pods of a gateway outside of the mesh, clients of a load balancer, everyone of the cluster. */
  private plainPorts(settings: MeshedNamespace['settings']): readonly number[] {
    const { isOpened, admitted, ports, built } = this.pods;
    const fromOutside = isOpened || this.pods.gateways().some((gateway) => gateway.isPlainFor(settings));
    const probed = settings.mesh.family === 'linkerd' ? (built?.probes ?? []).filter(isRefusedByLinkerd) : [];
    return [
      ...(fromOutside ? ports.slice(0, 1).map(({ port }) => port) : []),
      ...admitted().filter(({ identity }) => identity === undefined).flatMap((caller) => caller.ports),
      ...probed.map(({ port }) => port),
    ];
  }

  private problems(): string[] {
    const { joined, pods } = this;
    if (joined === undefined) return [];
    const { settings } = joined;
    const { root } = this.scope.node;
    const given = { pods, root, meshes: this.registry.meshes, joined, plainPorts: this.plainPorts(settings), ownsAccount: this.ownsAccount(joined) };
    return memberProblems(given).map((problem) => `${pods.title}: ${problem}`);
  }
}
