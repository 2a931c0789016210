import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { declarationAnnotations } from '../emit/annotations';
import { LabelMap, LabelSelection, objectLabels, selectorLabels } from '../emit/labels';
import { networkPolicySpec } from '../emit/network-policy';
import { SchemedPort } from '../emit/port';
import { Caller, CONNECT_SHAPE, ConnectionTarget, ConnectOptions, IConnectable } from './connection';
import { ConnectionEnv, requested } from './connection-env';
import { DeclarationError, refuse } from './declaration-error';
import { ExposureRegistry } from './exposure-registry';
import { GatewayInMesh } from './meshes/gateway-in-mesh';
import { MeshMember } from './meshes/mesh-member';
import { instanceOf, instanceProblem, nameOf, nameProblem, namespaceOf, namespaceOfObject } from './names';
import { Additions, handedOver, PodOwner } from './pod-owner';
import { probeOf } from './probe';
import { readOptions } from './prop-types';
import { Traffic } from './traffic';
import { Problems, quoted } from './validation';
import { Declared, ObjectContent, WorkloadParts } from './workload-parts';
import { ReplicatedProps, WorkloadProps } from './workload-props';
import { nameProblems } from './written-objects';

/**
 * A workload with one declared intent. It makes
 *
 * - the object with its pod template, unless that was handed over,
 * - one NetworkPolicy that isolates its pods in both directions and lets through what is declared, and name resolution,
 * - annotations that carry the declaration, so that the check can prove it from the manifests alone.
 *
 * Calls can be made in any order and repeated; the manifests are the same.
 */
export abstract class Workload extends Construct {
  /** Name of its Kubernetes objects, except for an object that was handed over. */
  public readonly name: string;

  /** Namespace of its pods. */
  public readonly namespace: string;

  /** @internal */
  protected readonly _traffic = new Traffic();
  private readonly env = new ConnectionEnv();
  private readonly authorEnv: readonly string[];
  private owner?: PodOwner;
  private parts?: WorkloadParts;
  private member?: MeshMember;

  public constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    ExposureRegistry.of(this).register(this);
    this.name = props.name ?? nameOf(this);
    const object = props.workload === undefined ? undefined : handedOver(props.workload, this);
    this.namespace = object === undefined ? namespaceOf(this) : namespaceOfObject(object);
    this.authorEnv = [...Object.keys(props.env ?? {}), ...Object.keys(props.secretEnv ?? {})];
    if (object !== undefined) {
      this.node.defaultChild = object;
      this.owner = new PodOwner(object, this._additions(), { containerName: props.containerName, ports: () => this._listensOn() });
      this.node.addValidation({ validate: () => this.owner!.problems() });
    }
  }

  /**
   * Lets this workload connect to `target`, and nowhere else: writes both halves of the edge, egress here and ingress at
   * the server. Calling it again adds what is new.
   *
   * @throws when the server has no such port, or when an environment variable cannot be set
   * @exampleMetadata fixture=shop
   * @example
   * web.connectTo(orders, { env: 'ORDERS_URL' });
   */
  public connectTo(target: IConnectable, options: ConnectOptions = {}): void {
    const problems = new Problems();
    const given = readOptions(options ?? {}, CONNECT_SHAPE, problems);
    const to = target?.connectionTarget;
    if (to?._parts === undefined) problems.add(`${quoted(target)} is nothing to connect to; use a PublicWebApp, InternalApi, PrivateDatabase or ExternalService`);
    this.refuseConnection(problems);
    this.connect(to, given);
  }

  private connect(to: ConnectionTarget, options: ConnectOptions): void {
    const parts = to._parts;
    const port = options.port ?? parts.ports[0]!.port;
    const ports = parts.ports.filter((p) => p.port === port);
    const problems = new Problems();
    for (const { option, name } of requested(options)) problems.envName(option, name);
    if (ports.length === 0) {
      problems.add(`port: ${quoted(port)} is no port of ${parts.key}; it has ${parts.ports.map((p) => `${p.port}/${p.protocol}`).join(', ')}`);
    } else {
      this.env.problems(to, options, port, this.authorEnv).forEach((p) => problems.add(p));
    }
    const server = parts.server?.construct;
    problems.check(server !== this, () => `${parts.key} is this workload itself; replicas of a database talk to each other with clusterPeers`);
    problems.check(server === undefined || server.node.root === this.node.root, () => `${parts.key} belongs to another App; make both in one App, so that both halves of the edge are written and proved`);
    this.refuseConnection(problems);
    this._traffic.open(to, ports);
    this.env.add(to, options, port);
    parts.server?.admit(this._asCaller(), ports);
  }

  private refuseConnection(problems: Problems): void {
    refuse('INVALID_CONNECTION', this.node.path, problems.all.map((p) => `connectTo: ${p}`));
  }

  /** @internal */
  public _asCaller(): Caller {
    return {
      key: this.node.path,
      identity: () => this.member!.identity(),
      peer: () => ({ kind: 'pods', namespace: this.namespace, labels: this._allPods() }),
      entries: () => this._versions().map((workload) => ({ workload })),
    };
  }

  /** @internal */
  public _podLabels(): LabelMap {
    return this.podOwner().labels();
  }

  /**
   * All of its pods, those of other versions included: one policy is for all.
   *
   * @internal
   */
  public _allPods(): LabelSelection {
    return this._podLabels();
  }

  /**
   * Name of each version.
   *
   * @internal
   */
  protected _versionNames(): readonly string[] {
    return [this.name];
  }

  /** @internal */
  protected get _inMesh(): MeshMember {
    return this.member!;
  }

  /**
   * `ns/name[Kind]` of each version.
   *
   * @internal
   */
  protected _versions(): readonly string[] {
    return [this._workloadId()];
  }

  /** @internal */
  public _workloadId(): string {
    return this.podOwner().id;
  }

  /**
   * Ports that its Service leads to, the main one first.
   *
   * @internal
   */
  protected _listensOn(): readonly SchemedPort[] {
    return [];
  }

  /**
   * Builds the objects; called once, at the end of the constructor of each kind of workload.
   *
   * @internal
   */
  protected _become(props: ReplicatedProps, parts: WorkloadParts): void {
    const { problems } = parts;
    const instance = instanceOf(this);
    for (const problem of [nameProblem(this.name, props.name, parts.nameRule), instanceProblem(instance)]) {
      if (problem !== undefined) problems.add(problem);
    }
    problems.namespaceName('namespace', this.namespace);
    if (problems.all.length === 0) this.checkNameIsFree(problems);
    refuse('INVALID_PROPS', this.node.path, problems.all);
    this.parts = parts;
    const labels = objectLabels(this.name, instance);
    const selector = selectorLabels(this.name, instance);
    if (this.owner === undefined) {
      const object = parts.build({ name: this.name, namespace: this.namespace, labels: { ...labels } }, labels, selector);
      this.owner = new PodOwner(object, this._additions(), { labels: selector });
    }
    this._object('policy', 'networking.k8s.io/v1', 'NetworkPolicy', this.name, { spec: () => this.policySpec() });
    this.member = this.asMember(props, parts, labels);
  }

  private asMember(props: ReplicatedProps, { gateway, isOpened, peerPorts = [] }: WorkloadParts, labels: LabelMap): MeshMember {
    const { meshes } = ExposureRegistry.of(this);
    const ports = [...this._listensOn(), ...peerPorts].filter(({ protocol }) => protocol === 'TCP');
    return new MeshMember(this, {
      title: this.node.path,
      name: this.name,
      namespace: this.namespace,
      labels,
      versions: () => this._versionNames(),
      podLabels: () => this._allPods(),
      ports,
      gateways: () => (gateway === undefined ? [] : [new GatewayInMesh(gateway, meshes)]),
      isOpened: isOpened ?? false,
      admitted: () => this._traffic.admitted(),
      template: () => this.podOwner().template(),
      ...(props.workload === undefined && {
        built: {
          hasServiceAccount: props.serviceAccountName !== undefined,
          probes: [props.readiness, props.liveness, props.startup].flatMap((check) => probeOf(check, ports[0]?.port)),
        },
      }),
    });
  }

  /**
   * A Kubernetes object of this workload in its namespace, whose content is evaluated when everything was said. Whatever stands behind the
   * name of the workload, nothing else may have that name.
   *
   * @internal
   */
  protected _object(id: string, apiVersion: string, kind: string, name: string, content: ObjectContent): ApiObject {
    const { annotations, spec, fields } = content;
    refuse('INVALID_PROPS', this.node.path, nameProblems(this, { apiVersion, kind, namespace: this.namespace, name }, this.name));
    return new ApiObject(this, id, {
      apiVersion,
      kind,
      metadata: {
        name,
        namespace: this.namespace,
        labels: { ...objectLabels(this.name, instanceOf(this)) },
        ...(annotations && Object.keys(annotations).length > 0 ? { annotations: { ...annotations } } : {}),
      },
      ...(spec === undefined ? fields?.() : { spec: Lazy.any({ produce: spec }) }),
    });
  }

  private checkNameIsFree(problems: Problems): void {
    const holder = ExposureRegistry.of(this).claimName(this, this.namespace, this.name);
    problems.check(holder === undefined, () => `name: ${quoted(this.name)} is also the name of ${holder!.node.path} in namespace ${quoted(this.namespace)}; give one of them another name`);
  }

  private policySpec(): object {
    const { meshes, profile } = ExposureRegistry.of(this);
    const ingress = [...this._traffic.ingress(), ...this.parts!.ingress?.() ?? []];
    return networkPolicySpec({
      podLabels: this._allPods(),
      ingress: [...meshes.carried(ingress, this.namespace), ...this.member!.ingress()],
      egress: [...meshes.carried(this._traffic.egress(), this.namespace), ...this.member!.egress()],
      dns: profile.cluster.dns,
    });
  }

  private podOwner(): PodOwner {
    if (this.owner === undefined) throw new DeclarationError('INVALID_WORKLOAD', this.node.path, ['the workload is not complete: its constructor has failed']);
    return this.owner;
  }

  /**
   * What a workload is completed with when everything was said.
   *
   * @param differently what another version of it declares otherwise
   * @internal
   */
  protected _additions(differently: Partial<Declared> = {}): Additions {
    return {
      annotations: () => (this.parts === undefined ? {} : declarationAnnotations({
        ...this.parts.declared,
        ...differently,
        allowFrom: this._traffic.allowFrom(),
        connectTo: this._traffic.connectTo(),
      })),
      env: () => this.env.values(),
      marks: () => this.member?.marks() ?? {},
    };
  }
}
