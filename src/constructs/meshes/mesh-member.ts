import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { CallerIdentity } from '../../emit/caller-identity';
import { LabelMap, LabelSelection } from '../../emit/labels';
import { AllowedTraffic } from '../../emit/network-policy';
import { AddressSet } from '../../network/address-set';
import { ExposureRegistry } from '../exposure-registry';
import { PodMarks } from '../pod-owner';
import { ManifestJson } from '../pod-template-json';
import { AdmittedCaller } from '../traffic';
import { GatewayInMesh } from './gateway-in-mesh';
import { controlPlaneTraffic, podMarks } from './mesh-marks';
import { MeshCandidate, MeshedNamespace } from './mesh-namespaces';
import { meshPolicies, MeshPort, MeshSubject } from './mesh-policies';

/** Pods as their construct knows them. */
export interface MeshPods {
  readonly title: string;
  readonly name: string;
  readonly namespace: string;
  /** Of the objects that are written for them. */
  readonly labels: LabelMap;
  readonly podLabels: () => LabelSelection;
  /** TCP ports, the one that gateways lead to first. */
  readonly ports: readonly Omit<MeshPort, 'isPlain'>[];
  readonly gateways: () => readonly GatewayInMesh[];
  /** Whether something outside of the cluster reaches the first port without a gateway. */
  readonly isOpened: boolean;
  readonly admitted: () => readonly AdmittedCaller[];
  /** The pod template, as it will be written; undefined for pods that others make. */
  readonly template?: () => ManifestJson;
  /** Whether the library builds the pods: then it may mark them, and give them a service account. */
  readonly isBuilt: boolean;
  /** Whether the author named a service account. */
  readonly hasServiceAccount: boolean;
}

/** Name of the service account of pods that name none. */
const DEFAULT_SERVICE_ACCOUNT = 'default';

/** Pods as members of the mesh of their namespace, if it has one. What is written for that lies below `scope`, and follows what was said last. */
export class MeshMember implements MeshCandidate {
  private readonly registry: ExposureRegistry;
  private readonly holder: Construct;

  public constructor(scope: Construct, private readonly pods: MeshPods) {
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
    if (joined === undefined || !this.pods.isBuilt) return {};
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

  /** What else comes in: probes that do not come from the node. */
  public ingress(probedPorts: () => readonly number[]): readonly AllowedTraffic[] {
    const { probeCidrs = [] } = this.joined?.settings.mesh ?? {};
    const ports = probeCidrs.length === 0 ? [] : probedPorts();
    if (ports.length === 0) return [];
    const addresses = AddressSet.union(probeCidrs.map((cidr) => AddressSet.parseCidr(cidr)));
    return [{ peer: { kind: 'addresses', addresses }, ports: ports.map((port) => ({ protocol: 'TCP', port })) }];
  }

  /** What else goes out: to the control plane. */
  public egress(): readonly AllowedTraffic[] {
    return this.joined === undefined ? [] : controlPlaneTraffic(this.joined.settings);
  }

  private get joined(): MeshedNamespace | undefined {
    return this.registry.meshes.joinedAs(this.namespace);
  }

  /** Accounts tell callers apart, which is of use for authorization alone. */
  private ownsAccount({ settings }: MeshedNamespace): boolean {
    return settings.authorization && this.pods.isBuilt && !this.pods.hasServiceAccount;
  }

  private serviceAccountName(): string {
    const { template, name } = this.pods;
    if (this.joined !== undefined && this.ownsAccount(this.joined)) return name;
    return (template?.().spec?.serviceAccountName as string | undefined) ?? DEFAULT_SERVICE_ACCOUNT;
  }

  private subject({ settings }: MeshedNamespace): MeshSubject {
    const { name, namespace, labels, podLabels, ports, isOpened, admitted } = this.pods;
    const gateways = this.pods.gateways();
    const identities = gateways.map((gateway) => gateway.identityFor(settings));
    const isPlain = isOpened || identities.includes(undefined);
    const published = ports.slice(0, 1).map(({ port }) => port);
    return {
      name,
      namespace,
      labels,
      podLabels,
      ports: ports.map((port, i) => ({ ...port, isPlain: isPlain && i === 0 })),
      callers: () => [...admitted(), ...identities.flatMap((identity) => (identity === undefined ? [] : [{ identity, ports: published }]))],
      identity: () => this.identity(),
    };
  }

  private problems(): string[] {
    const { joined } = this;
    if (joined === undefined) return [];
    const { settings } = joined;
    const callers = settings.authorization || settings.strictMutualTls ? this.pods.admitted() : [];
    const strangers = callers.filter(({ peer }) => !this.registry.meshes.isMember(peer, settings.mesh.name));
    return [
      ...(joined.isMarked || this.pods.isBuilt || this.pods.template === undefined ? [] : this.unmarked(joined, this.pods.template())),
      ...strangers.map(({ title }) => `${title} may connect, but is not in ${settings.mesh.title}, which would refuse it; let its namespace join too, or name it in otherNamespaces`),
      ...(settings.authorization ? callers.filter((caller) => !strangers.includes(caller)).flatMap((caller) => this.ambiguous(caller)) : []),
    ].map((problem) => `${this.title}: ${problem}`);
  }

  /** Whether somebody who is not declared has the identity of the caller. */
  private ambiguous({ title, identity, ports }: AdmittedCaller): string[] {
    if (identity.kind !== 'service-account') return [];
    const account = `the service account ${identity.namespace}/${identity.name}`;
    if (identity.name === DEFAULT_SERVICE_ACCOUNT) {
      return [`${title} may connect, but has ${account}, like any pod that names none; give it one of its own with serviceAccountName, so that the mesh can tell it apart`];
    }
    const admitted = this.pods.admitted();
    const others = this.registry.meshes.known(identity).filter(({ title: other }) => other !== title
      && !admitted.some((caller) => caller.title === other && ports.every((port) => caller.ports.includes(port))));
    return others.map((other) => `${title} may connect, and has ${account}, as ${other.title} has, which may not; give each a serviceAccountName of its own`);
  }

  private unmarked({ settings }: MeshedNamespace, { metadata = {} }: ManifestJson): string[] {
    const { labels = {}, annotations = {} } = podMarks(settings);
    const missing = [
      ...Object.entries(labels).filter(([key, value]) => metadata.labels?.[key] !== value).map(([key, value]) => `label ${key}: "${value}"`),
      ...Object.entries(annotations).filter(([key, value]) => metadata.annotations?.[key] !== value).map(([key, value]) => `annotation ${key}: "${value}"`),
    ];
    return missing.length === 0 ? [] : [`workload: its pods do not say that they are in ${settings.mesh.title}; add to its pod template: ${missing.join(', ')}`];
  }
}
