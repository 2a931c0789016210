import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ciliumEntityPolicySpec } from '../emit/cilium-network-policy';
import { externalServiceSpec } from '../emit/external-service';
import { LabelSelection, NAME_LABEL, objectLabels, selectorLabels } from '../emit/labels';
import { AllowedTraffic } from '../emit/network-policy';
import { PodPort, SchemedPort } from '../emit/port';
import { ServiceIntent, serviceSpec } from '../emit/service';
import { Profile } from '../profile/profile';
import { admitToAcmeSolvers } from './acme-solver-policy';
import { deployment } from './built-workloads';
import { Canary, canaryName } from './canary';
import { Caller, ConnectionTarget, IConnectable, TargetAddress } from './connection';
import { refuse } from './declaration-error';
import { DirectAccess } from './direct-access';
import { ExposureRegistry } from './exposure-registry';
import { annotateLate } from './late-annotations';
import { GatewayInMesh } from './meshes/gateway-in-mesh';
import { instanceOf } from './names';
import { PodOwner } from './pod-owner';
import { NUMBER, readOptions, Shape } from './prop-types';
import { Publication } from './publication';
import { portsOf, ServerProps } from './server-ports';
import { SharedIngressGateway } from './shared-ingress-gateway';
import { Problems, quoted } from './validation';
import { Workload } from './workload';

/** Which port a caller may use. */
export interface AllowOptions {
  /**
   * Number of the port.
   * @default - the main port
   */
  readonly port?: number;
}

const ALLOW: Shape<AllowOptions> = { port: NUMBER };

/** What a gateway needs of the Service. */
export interface ServiceExtras {
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  /** Protocol of the main port, as gateways read it. */
  readonly appProtocol?: string | undefined;
  /** Ports on which its pods reach each other. */
  readonly peerPorts?: readonly SchemedPort[];
}

/** A workload that others connect to, through a Service of the same name that only the cluster can reach. */
export abstract class ServerWorkload extends Workload implements IConnectable {
  private readonly serverPorts: readonly SchemedPort[];
  private readonly target: ConnectionTarget;
  private version?: PodOwner;

  public constructor(scope: Construct, id: string, props: ServerProps) {
    super(scope, id, props);
    this.serverPorts = portsOf(props);
    this.target = ConnectionTarget._of({
      key: this.node.path,
      ports: this.serverPorts,
      shape: (port) => this.addressAt(port, 'host'),
      address: (port) => this.addressAt(port, this.host),
      peer: () => this._asCaller().peer(),
      entries: () => this._asCaller().entries(),
      server: { construct: this, admit: (caller, ports) => this._admit(caller, ports) },
    });
  }

  /** DNS name of its Service: `<service>.<namespace>.svc.<cluster domain>`. */
  public get host(): string {
    return `${this.name}.${this.namespace}.svc.${ExposureRegistry.of(this).clusterDomain()}`;
  }

  /** Main port, of the Service and of the pods alike. */
  public get port(): number {
    return this.serverPorts[0]!.port;
  }

  /** URL of the main port inside the cluster, such as `http://orders.shop.svc.cluster.local:8080`. */
  public get url(): string {
    return this.addressAt(this.port, this.host).url!;
  }

  /** Where clients connect; for constructs that wrap this one. */
  public get connectionTarget(): ConnectionTarget {
    return this.target;
  }

  /**
   * Lets `caller` connect: the same as `caller.connectTo(this)`, seen from the server.
   *
   * @throws when there is no such port
   */
  public allowFrom(caller: Workload, options: AllowOptions = {}): void {
    const problems = new Problems();
    problems.check(caller instanceof Object && 'connectTo' in caller, () => `allowFrom: ${quoted(caller)} must be a workload of this library; for others use allowFromNamespace`);
    const { port } = readOptions(options ?? {}, ALLOW, problems);
    refuse('INVALID_CALLER', this.node.path, problems.all);
    caller.connectTo(this, { port });
  }

  /** @internal */
  protected _admit(caller: Caller, ports: readonly PodPort[]): void {
    this._traffic.admit(caller, ports);
    this._inMesh.meshesChanged();
  }

  /** @internal */
  protected override _listensOn(): readonly SchemedPort[] {
    return this.serverPorts;
  }

  /** @internal */
  protected _ports(): readonly SchemedPort[] {
    return this.serverPorts;
  }

  /** @internal */
  protected _service(headless: boolean, { serviceAnnotations: annotations, appProtocol, peerPorts }: ServiceExtras = {}): ApiObject {
    return this._object('service', 'v1', 'Service', this.name, {
      ...(annotations && { annotations }),
      spec: () => serviceSpec({ selector: this._podLabels(), ...this.servicePorts(appProtocol, peerPorts), headless }),
    });
  }

  /** What a gateway says of the main port comes before what a mesh must be told. */
  private servicePorts(appProtocol: string | undefined, peerPorts: readonly SchemedPort[] = []): Pick<ServiceIntent, 'ports' | 'appProtocols'> {
    const { withPeerPorts, isOpaque } = this._inMesh.service;
    const more = withPeerPorts ? peerPorts : [];
    const opaque = [...this.serverPorts.filter(({ scheme }) => isOpaque(scheme)), ...more].map(({ name }): [string, string] => [name, 'tcp']);
    const main = appProtocol === undefined ? {} : { [this.serverPorts[0]!.name]: appProtocol };
    return { ports: [...this.serverPorts, ...more], appProtocols: { ...Object.fromEntries(opaque), ...main } };
  }

  /**
   * Makes a second version of it, with a Service of its own. Both have one policy.
   *
   * @internal
   */
  protected _addVersion(canary: Canary, spec: () => k8s.PodSpec, extras: ServiceExtras = {}): void {
    const name = canaryName(this.name);
    const instance = instanceOf(this);
    const problems = new Problems();
    const holder = ExposureRegistry.of(this).claimName(this, this.namespace, name);
    problems.check(holder === undefined || holder === this, () => `canary: ${quoted(name)} is also the name of ${holder!.node.path} in namespace ${quoted(this.namespace)}; give one of them another name`);
    refuse('INVALID_PROPS', this.node.path, problems.all);
    const [labels, selector] = [objectLabels(name, instance), selectorLabels(name, instance)];
    const object = deployment(new Construct(this, 'canary'), canary.replicas ?? 1, spec)({ name, namespace: this.namespace, labels: { ...labels } }, labels, selector);
    // hosts lead to it only where it gets a share of all requests
    this.version = new PodOwner(object, this._additions(canary.weight === undefined ? { hosts: [] } : {}), { labels: selector });
    const { serviceAnnotations: annotations, appProtocol } = extras;
    this._object('canary-service', 'v1', 'Service', name, {
      ...(annotations && { annotations }),
      spec: () => serviceSpec({ selector, ...this.servicePorts(appProtocol), headless: false }),
    });
    this._inMesh.meshesChanged();
  }

  /** @internal */
  public override _allPods(): LabelSelection {
    const labels = super._allPods();
    return this.version === undefined ? labels : { ...labels, [NAME_LABEL]: [this.name, canaryName(this.name)] };
  }

  /** @internal */
  protected override _versionNames(): readonly string[] {
    return this.version === undefined ? super._versionNames() : [this.name, canaryName(this.name)];
  }

  /** @internal */
  protected override _versions(): readonly string[] {
    return [...super._versions(), ...(this.version === undefined ? [] : [this.version.id])];
  }

  /**
   * Writes what publishes it.
   *
   * @internal
   */
  protected _publish({ gateway, hosts, objects, gatewayObjects }: Publication): void {
    gateway._publish({
      namespace: this.namespace,
      hosts,
      objects: gatewayObjects,
      traffic: () => ({ peer: this._asCaller().peer(), ports: this.serverPorts.slice(0, 1) }),
    });
    for (const { id, apiVersion, kind, name, annotations, fields } of objects) {
      this._object(id, apiVersion, kind, name, { annotations, fields: () => fields });
    }
    const { entity, gateway: isGateway } = gateway._installation;
    if (entity !== undefined) {
      this._object('cilium-policy', 'cilium.io/v2', 'CiliumNetworkPolicy', this.name, {
        spec: () => ciliumEntityPolicySpec({ podLabels: this._allPods(), entity, ports: this._ports().slice(0, 1) }),
      });
    }
    if (!gateway._tls._solvesHttp01) return;
    // the certificate, and with it the challenge, is where the TLS section is
    if (isGateway === undefined) admitToAcmeSolvers(this, this.namespace, gateway);
    else admitToAcmeSolvers(gateway, gateway._identity.namespace, gateway);
  }

  /**
   * Writes the Service for clients that connect without a gateway.
   *
   * @internal
   */
  protected _openDirectly(access: DirectAccess): void {
    const { kind, suffix, sourceRanges, loadBalancerClass, nodePort } = access;
    const profile = (): Profile => ExposureRegistry.of(this).profile;
    const service = this._object(suffix, 'v1', 'Service', `${this.name}-${suffix}`, {
      spec: () => externalServiceSpec({
        type: kind,
        selector: this._podLabels(),
        ports: this.serverPorts.slice(0, 1),
        ...(sourceRanges !== undefined && { sourceRanges: [...sourceRanges].sort() }),
        ...(loadBalancerClass !== undefined && { loadBalancerClass }),
        ...(nodePort !== undefined && { nodePort }),
        withoutNodePorts: access.withoutNodePorts(profile()),
      }),
    });
    annotateLate(service, () => access.annotations(profile()));
    this.node.addValidation({ validate: () => access.problems(profile()).map((problem) => `${this.node.path}: ${problem}`) });
  }

  /** @internal */
  protected _gatewayTraffic(gateway: SharedIngressGateway | undefined): readonly AllowedTraffic[] {
    if (gateway === undefined) return [];
    const ports = new GatewayInMesh(gateway, ExposureRegistry.of(this).meshes).portsTo(this.serverPorts.slice(0, 1), this.namespace);
    return gateway._peers().map((peer) => ({ peer, ports }));
  }

  /** @internal */
  protected _directTraffic(access: DirectAccess): readonly AllowedTraffic[] {
    return access.traffic(ExposureRegistry.of(this).profile, this.serverPorts.slice(0, 1));
  }

  /**
   * Lets every pod of a namespace in.
   *
   * @internal
   */
  protected _admitNamespace(namespaceName: string, options: AllowOptions): void {
    const problems = new Problems();
    problems.namespaceName('allowFromNamespace', namespaceName);
    this.admitGroup({
      key: `namespace ${namespaceName}`,
      identity: () => ({ kind: 'namespace', name: namespaceName }),
      peer: () => ({ kind: 'namespace', name: namespaceName }),
      entries: () => [{ namespace: namespaceName }],
    }, options, problems);
  }

  /**
   * Lets every pod of the cluster in.
   *
   * @internal
   */
  protected _admitCluster(options: AllowOptions): void {
    this.admitGroup({ key: 'cluster', identity: undefined, peer: () => ({ kind: 'cluster' }), entries: () => [{ cluster: true }] }, options, new Problems());
  }

  private admitGroup(caller: Caller, options: AllowOptions, problems: Problems): void {
    const port = readOptions(options ?? {}, ALLOW, problems).port ?? this.port;
    const ports = this.serverPorts.filter((p) => p.port === port);
    problems.check(ports.length > 0, () => `port: ${quoted(port)} is no port of ${this.node.path}; it has ${this.serverPorts.map((p) => p.port).join(', ')}`);
    refuse('INVALID_CALLER', this.node.path, problems.all);
    this._admit(caller, ports);
  }

  private addressAt(number: number, host: string): TargetAddress {
    const scheme = this.serverPorts.find((p) => p.port === number)?.scheme;
    return { port: number, host, ...(scheme === undefined ? {} : { url: `${scheme}://${host}:${number}` }) };
  }
}
