import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { managedBy } from '../emit/labels';
import { PolicyPeer } from '../emit/network-policy';
import { grantToGateway, grantToIngresses } from './certificate-grants';
import { ControllerInstallation } from './controller-installation';
import { isolateController } from './controller-policy';
import { refuse } from './declaration-error';
import { ExposureRegistry } from './exposure-registry';
import { classProblems, ClassSettings, installedWith, makeClass, sameClass } from './gateway-class';
import { GatewayController } from './gateway-controller';
import { GatewayScope } from './gateway-scope';
import { GatewayTls } from './gateway-tls';
import { ControllerInstall, INSTALL } from './installation/controller-install';
import { installController, installedClass } from './installation/installed-controller';
import { GatewaySettings, ListeningGateway, PublishedHosts } from './listening-gateway';
import { GatewayInMesh } from './meshes/gateway-in-mesh';
import { nameOf, namespaceOf } from './names';
import { FLAG, made, mapOf, oneOf, required, Shape, TEXT, typedProps } from './prop-types';
import { gatewayNameProblems } from './written-objects';

/** Settings of a SharedIngressGateway. */
export interface SharedIngressGatewayProps {
  /** The controller that serves it. It is installed elsewhere, unless `install` says otherwise. */
  readonly controller: GatewayController;
  /** Where certificates come from. */
  readonly tls: GatewayTls;
  /**
   * Which network gets to it. A gateway of the private network is for `InternalApi`; it needs a controller, or an installation of it, of
   * its own.
   * @default GatewayScope.INTERNET
   */
  readonly scope?: GatewayScope;
  /**
   * Annotations for the load balancer that a controller of the Gateway API makes, beside those that state the scope.
   * @default - none
   */
  readonly loadBalancerAnnotations?: { [key: string]: string };
  /**
   * Whether plain HTTP is redirected to HTTPS. Otherwise plain HTTP is not served.
   * @default true
   */
  readonly redirectHttp?: boolean;
  /**
   * Whether plain HTTP may be answered beside HTTPS: for controllers that cannot do otherwise. The check reports it.
   * @default false
   */
  readonly servePlainHttp?: boolean;
  /**
   * Whether the IngressClass or GatewayClass is written. Set it to false where the controller's own installation makes it, and
   * describe the controller in the profile (`Exposure.of(app).configure`), so that the check knows it.
   * @default true
   */
  readonly createIngressClass?: boolean;
  /**
   * Whether the controller's own pods get a policy: everyone reaches the ports that they serve, and nothing else of them; they reach the
   * apps behind the gateway, the API server, their control plane and DNS. The profile must name the addresses of pods.
   * @default false
   */
  readonly isolateController?: boolean;
  /**
   * Whether Ingresses without a class belong to it. A cluster should have one such class at most. Gateway API has no such thing.
   * @default false
   */
  readonly defaultClass?: boolean;
  /**
   * Installs the controller: the manifests of its official chart, which `helm` renders when the gateway is made, with values that fit the
   * gateway. Its load balancer states the scope. For products whose chart is known; load balancers of clouds have nothing to install.
   * @default - it is installed elsewhere
   */
  readonly install?: ControllerInstall;
}

const SHAPE: Shape<SharedIngressGatewayProps> = {
  controller: required(made('a GatewayController, such as GatewayController.traefik()', '_installation')),
  tls: required(made('a GatewayTls, such as GatewayTls.certManager({ clusterIssuer: "letsencrypt" })', '_onIngress')),
  scope: oneOf(GatewayScope),
  loadBalancerAnnotations: mapOf(TEXT),
  redirectHttp: FLAG,
  servePlainHttp: FLAG,
  createIngressClass: FLAG,
  isolateController: FLAG,
  defaultClass: FLAG,
  install: INSTALL,
};

/**
 * The one way in from the internet, shared by all public apps: they publish themselves through the load balancer of the
 * controller and have none of their own.
 *
 * For an ingress controller it makes an IngressClass that also tells the check where the controller's pods are. For an
 * implementation of the Gateway API it makes a GatewayClass and a Gateway, in the namespace of its Chart, with a listener for
 * each host; certificates are then Secrets of that namespace.
 *
 * @exampleMetadata fixture=shop
 * @example
 * const gateway = new SharedIngressGateway(edge, 'public', {
 *   controller: GatewayController.traefik(),
 *   tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }),
 * });
 */
export class SharedIngressGateway extends Construct {
  /** Name of its IngressClass or GatewayClass. */
  public readonly className: string;
  private readonly installation: ControllerInstallation;
  private readonly tls: GatewayTls;
  private readonly settings: GatewaySettings;
  private readonly isolates: boolean;
  private classSettings: ClassSettings;
  private readonly published: PublishedHosts[] = [];

  /** @throws when a prop has another type */
  public constructor(scope: Construct, id: string, props: SharedIngressGatewayProps) {
    props = typedProps(scope, id, props, SHAPE);
    super(scope, id);
    ExposureRegistry.of(this).register(this);
    this.installation = props.controller._installation;
    this.tls = props.tls;
    this.className = props.controller.className;
    this.settings = settingsOf(props);
    this.isolates = props.isolateController ?? false;
    this.classSettings = {
      installation: this.installation,
      scope: this.settings.scope,
      ...(props.createIngressClass !== undefined && { isCreated: props.createIngressClass }),
      ...(props.defaultClass !== undefined && { isDefault: props.defaultClass }),
    };
    refuse('INVALID_PROPS', this.node.path, withoutEffect(props));
    const installed = props.install === undefined ? installedWith(this, gatewaysOf(this)) : installedClass(this.installation);
    if (installed !== undefined) this.classSettings = { ...this.classSettings, installed };
    const { gateway, retired, title } = this.installation;
    refuse('INVALID_PROPS', this.node.path, this.tls._problems(this.installation));
    if (gateway !== undefined || this.isolates || this.tls._secret?.namespace !== undefined) refuse('INVALID_PROPS', this.node.path, gatewayNameProblems(this));
    if (retired !== undefined) warnOnce(this, title, retired);
    if (props.install !== undefined) this.installOrVanish(scope, props.install);
    this.shareClass();
    if (gateway !== undefined) {
      new ListeningGateway(this, gateway, this.settings, this.published);
      grantToGateway(this);
    }
    if (this.isolates) this.isolatePods();
    this.node.addValidation({ validate: () => [...sharedWithOthers(this), ...refusedByMesh(this)] });
  }

  /** @internal */
  public get _installation(): ControllerInstallation {
    return this.installation;
  }

  /** @internal */
  public get _classSettings(): ClassSettings {
    return this.classSettings;
  }

  /** @internal */
  public get _tls(): GatewayTls {
    return this.tls;
  }

  /** @internal */
  public get _scope(): GatewayScope {
    return this.settings.scope;
  }

  /** @internal */
  public get _redirects(): boolean {
    return this.settings.redirects;
  }

  /** @internal */
  public get _isolates(): boolean {
    return this.isolates;
  }

  /** @internal */
  public get _servesPlainHttp(): boolean {
    return this.settings.servesPlainHttp;
  }

  /**
   * The Gateway that it makes, for routes; of no meaning for an ingress controller.
   *
   * @internal
   */
  public get _identity(): { readonly name: string; readonly namespace: string } {
    return { name: nameOf(this), namespace: namespaceOf(this) };
  }

  /**
   * How declarations name it.
   *
   * @internal
   */
  public get _declaredName(): string {
    const { name, namespace } = this._identity;
    return this.installation.gateway === undefined ? this.className : `${namespace}/${name}`;
  }

  /** @internal */
  public _peers(): PolicyPeer[] {
    return this.installation.peers(this._identity);
  }

  /** @internal */
  public _proxies(): PolicyPeer[] {
    return this.installation.proxies(this._identity);
  }

  /**
   * Makes an app known, which then has listeners for its hosts.
   *
   * @internal
   */
  public _publish(app: PublishedHosts): void {
    this.published.push(app);
    grantToIngresses(this, app.namespace, () => this.published.map(({ namespace }) => namespace));
    const { namespace } = this._identity;
    for (const { apiVersion, kind, name, fields, annotations } of app.objects) {
      new ApiObject(this, `${kind.toLowerCase()}-${name}`, { apiVersion, kind, metadata: { name, namespace, labels: { ...managedBy() }, ...(annotations && { annotations: { ...annotations } }) }, ...fields });
    }
  }

  /** A gateway whose controller could not be installed leaves nothing behind. */
  private installOrVanish(scope: Construct, install: ControllerInstall): void {
    try {
      installController(this, install, this.settings);
    } catch (error) {
      scope.node.tryRemoveChild(this.node.id);
      throw error;
    }
  }

  private shareClass(): void {
    const others = sameClass(this, gatewaysOf(this));
    refuse('INVALID_PROPS', this.node.path, classProblems(this, others));
    makeClass(this, others);
  }

  private isolatePods(): void {
    const all = <T>(part: (gateway: SharedIngressGateway) => readonly T[]) => (): readonly T[] => this.sameController().flatMap(part);
    isolateController(this, all((gateway) => gateway.published), all((gateway) => gateway.solverNamespaces()));
  }

  /** The gateways that the same pods serve, this one included; not those that have a policy of their own for them. */
  private sameController(): readonly SharedIngressGateway[] {
    const proxies = this._proxies();
    const isOnItsOwn = (other: SharedIngressGateway): boolean => other.isolates && JSON.stringify(other._proxies()) === JSON.stringify(proxies);
    const mayShare = (other: SharedIngressGateway): boolean => proxies.some((one) => other._proxies().some((peer) => mayBeSamePods(one, peer)));
    return gatewaysOf(this).filter((other) => other === this || (!isOnItsOwn(other) && mayShare(other)));
  }

  /** Where pods of cert-manager answer challenges: beside the TLS sections. */
  private solverNamespaces(): readonly string[] {
    if (!this._tls._solvesHttp01) return [];
    return this.installation.gateway === undefined ? [...new Set(this.published.map(({ namespace }) => namespace))] : [this._identity.namespace];
  }
}

function settingsOf({ tls, redirectHttp, servePlainHttp, scope, loadBalancerAnnotations }: SharedIngressGatewayProps): GatewaySettings {
  return {
    tls,
    redirects: redirectHttp ?? true,
    servesPlainHttp: servePlainHttp ?? false,
    scope: scope ?? GatewayScope.INTERNET,
    loadBalancerAnnotations: loadBalancerAnnotations ?? {},
  };
}

/** Settings that would be swallowed. */
function withoutEffect(props: SharedIngressGatewayProps): string[] {
  const { controller, loadBalancerAnnotations, servePlainHttp, redirectHttp, createIngressClass, defaultClass, install } = props;
  const { ingress, title } = controller._installation;
  return [
    ...(install !== undefined && createIngressClass !== undefined ? ['createIngressClass: goes not with install, which decides who writes the class'] : []),
    ...(loadBalancerAnnotations !== undefined && lacksBalancer(props)
      ? [`loadBalancerAnnotations: have no effect; the load balancer of ${title} is not made for a gateway: annotate the Service of its installation`] : []),
    ...(servePlainHttp === true && redirectHttp === true ? ['servePlainHttp: goes not with redirectHttp; plain HTTP is answered or redirected'] : []),
    ...(defaultClass === true && (createIngressClass === false || ingress?.controller === undefined)
      ? ['defaultClass: has no effect, because no IngressClass is written'] : []),
  ];
}

/** Whether no load balancer is made for the gateway. */
function lacksBalancer({ controller: { _installation: { gateway, ownPods } }, install }: SharedIngressGatewayProps): boolean {
  return gateway?.perGateway === undefined && gateway?.configuration === undefined && (install === undefined || ownPods === undefined);
}

function gatewaysOf({ node }: Construct): readonly SharedIngressGateway[] {
  return node.root.node.findAll().filter((c): c is SharedIngressGateway => '_declaredName' in c);
}

/** Gateways of different networks must have nothing in common: a proxy answers for every host that it knows, whoever asks. */
function sharedWithOthers(gateway: SharedIngressGateway): string[] {
  return gatewaysOf(gateway).filter((other) => other !== gateway && other._scope !== gateway._scope).flatMap((other) => {
    const shared = sharedParts(gateway, other);
    return shared === undefined ? [] : [`${gateway.node.path}: shares ${shared} with ${other.node.path}, which is for another network, and would answer for its hosts; give each an installation of its own, with a class, a namespace or labels of its own`];
  });
}

function refusedByMesh(gateway: SharedIngressGateway): string[] {
  const { refused } = new GatewayInMesh(gateway, ExposureRegistry.of(gateway).meshes);
  return refused === undefined ? [] : [`${gateway.node.path}: ${refused}`];
}

/** Whether a pod may have the labels of both. */
function mayBeSamePods(a: PolicyPeer, b: PolicyPeer): boolean {
  if (a.kind === 'addresses' || a.kind !== b.kind) return false;
  if (a.kind !== 'pods' || b.kind !== 'pods') return JSON.stringify(a) === JSON.stringify(b);
  if (a.namespace !== b.namespace) return false;
  return Object.entries(a.labels).every(([key, value]) => b.labels[key] === undefined || JSON.stringify(b.labels[key]) === JSON.stringify(value));
}

function sharedParts(a: SharedIngressGateway, b: SharedIngressGateway): string | undefined {
  if (a._proxies().some((one) => b._proxies().some((other) => mayBeSamePods(one, other)))) return 'the pods of its controller';
  if (a._installation.sharesNodesWith(b._installation)) return 'the nodes of its controller';
  const bothIngress = a._installation.ingress !== undefined && b._installation.ingress !== undefined;
  return bothIngress && a.className === b.className ? `the class ${a.className}` : undefined;
}

/** On the App: names of controllers that were warned about. */
const WARNED = Symbol.for('cdk8s-exposure.WarnedControllers');

/** Once for each App, on standard error: `cdk8s synth` swallows the standard output of an app. */
function warnOnce(scope: Construct, title: string, retired: string): void {
  const root = scope.node.root as IConstruct & { [WARNED]?: Set<string> };
  if (root[WARNED] === undefined) Object.defineProperty(root, WARNED, { value: new Set<string>() });
  if (root[WARNED]!.has(title)) return;
  root[WARNED]!.add(title);
  process.stderr.write(`cdk8s-exposure: ${scope.node.path}: ${retired}; use another GatewayController.\n`);
}
