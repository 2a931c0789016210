import { ApiObject, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { GatewayPreset } from '../controllers/gateway-preset';
import { TRAEFIK } from '../controllers/traefik';
import { gatewaySpec, MOST_LISTENERS } from '../emit/gateway';
import { ingressClassAnnotations, ingressClassSpec } from '../emit/ingress-class';
import { managedBy } from '../emit/labels';
import { PolicyPeer } from '../emit/network-policy';
import { explicitScope } from '../exposure/load-balancers/explicit-scope';
import { clusterObject } from './cluster-object';
import { ControllerInstallation } from './controller-installation';
import { ExposureRegistry } from './exposure-registry';
import { GatewayController } from './gateway-controller';
import { GatewayScope } from './gateway-scope';
import { GatewayTls } from './gateway-tls';
import { nameOf, namespaceOf } from './names';
import { FLAG, made, mapOf, oneOf, required, Shape, TEXT, typedProps } from './prop-types';

/** Settings of a SharedIngressGateway. */
export interface SharedIngressGatewayProps {
  /** The controller that serves it. It is installed elsewhere. */
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
   * Whether Ingresses without a class belong to it. A cluster should have one such class at most. Gateway API has no such thing.
   * @default false
   */
  readonly defaultClass?: boolean;
}

const SHAPE: Shape<SharedIngressGatewayProps> = {
  controller: required(made('a GatewayController, such as GatewayController.traefik()', '_installation')),
  tls: required(made('a GatewayTls, such as GatewayTls.certManager({ clusterIssuer: "letsencrypt" })', '_secretOf')),
  scope: oneOf(GatewayScope),
  loadBalancerAnnotations: mapOf(TEXT),
  redirectHttp: FLAG,
  servePlainHttp: FLAG,
  createIngressClass: FLAG,
  defaultClass: FLAG,
};

/** An app that a gateway publishes. */
export interface PublishedHosts {
  readonly namespace: string;
  readonly hosts: readonly string[];
}

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
  private readonly redirects: boolean;
  private readonly plain: boolean;
  private readonly gatewayScope: GatewayScope;
  private readonly balancerAnnotations: { readonly [key: string]: string };
  private readonly published: PublishedHosts[] = [];

  /** @throws when a prop has another type */
  public constructor(scope: Construct, id: string, props: SharedIngressGatewayProps) {
    props = typedProps(scope, id, props, SHAPE);
    super(scope, id);
    const registry = ExposureRegistry.of(this);
    registry.register(this);
    this.installation = props.controller._installation;
    this.tls = props.tls;
    this.className = props.controller.className;
    this.redirects = props.redirectHttp ?? true;
    this.plain = props.servePlainHttp ?? false;
    this.gatewayScope = props.scope ?? GatewayScope.INTERNET;
    this.balancerAnnotations = props.loadBalancerAnnotations ?? {};
    const { ingress, gateway, retired } = this.installation;
    if (retired !== undefined) warnOnce(this, this.installation.title, retired);
    const isOwnClass = gateway?.ownClasses?.test(this.className) === true;
    const controllerName = ingress?.controller ?? (isOwnClass ? undefined : gateway?.controllerNames[0]);
    if ((props.createIngressClass ?? true) && controllerName !== undefined) {
      this.makeClass(controllerName, props.defaultClass ?? false);
    } else {
      // nothing in the manifests says who serves the class
      registry.addController(this.installation.profile(this.gatewayScope));
    }
    if (gateway !== undefined) this.makeGateway(gateway);
  }

  /** @internal */
  public get _installation(): ControllerInstallation {
    return this.installation;
  }

  /** @internal */
  public get _tls(): GatewayTls {
    return this.tls;
  }

  /** @internal */
  public get _scope(): GatewayScope {
    return this.gatewayScope;
  }

  /** @internal */
  public get _redirects(): boolean {
    return this.redirects;
  }

  /** @internal */
  public get _servesPlainHttp(): boolean {
    return this.plain;
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

  /**
   * Makes an app known, which then has listeners for its hosts.
   *
   * @internal
   */
  public _publish(app: PublishedHosts): void {
    this.published.push(app);
  }

  private makeClass(controllerName: string, isDefault: boolean): void {
    const isIngress = this.installation.ingress !== undefined;
    clusterObject(this, 'class', {
      apiVersion: isIngress ? 'networking.k8s.io/v1' : 'gateway.networking.k8s.io/v1',
      kind: isIngress ? 'IngressClass' : 'GatewayClass',
      metadata: {
        name: this.className,
        labels: { ...managedBy() },
        annotations: ingressClassAnnotations(this.installation.profile(this.gatewayScope), isDefault),
      },
      spec: isIngress ? ingressClassSpec(controllerName) : { controllerName },
    });
  }

  private makeGateway(preset: GatewayPreset): void {
    const { name, namespace } = this._identity;
    new ApiObject(this, 'gateway', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name, namespace, labels: { ...managedBy() }, annotations: this.tls._gatewayAnnotations() },
      spec: Lazy.any({
        produce: () => gatewaySpec({
          className: this.className,
          ports: listenerPorts(preset),
          servesPlainHttp: this.redirects || this.plain || this.tls._solvesHttp01,
          hosts: this.published.flatMap(({ hosts }) => hosts).map((host) => ({ host, secretName: this.tls._secretOfHost(host) })),
          namespaces: this.published.map((app) => app.namespace),
          infrastructureAnnotations: this.loadBalancer(preset).annotations,
        }),
      }),
    });
    this.node.addValidation({ validate: () => [...this.listenerProblems(), ...this.loadBalancer(preset).problems] });
  }

  /** What the Service that the controller makes for the Gateway must say; nothing where it makes none. */
  private loadBalancer({ perGateway }: GatewayPreset): { readonly annotations: Readonly<Record<string, string>>; readonly problems: string[] } {
    if (perGateway === undefined) return { annotations: {}, problems: [] };
    const stated = explicitScope(ExposureRegistry.of(this).profile, this.gatewayScope);
    if ('annotations' in stated) return { annotations: { ...stated.annotations, ...this.balancerAnnotations }, problems: [] };
    const isSaid = Object.keys(this.balancerAnnotations).length > 0;
    return {
      annotations: this.balancerAnnotations,
      problems: isSaid ? [] : [`${this.node.path}: scope: ${stated.refused}; say the provider with Exposure.of(app).configure, or give loadBalancerAnnotations`],
    };
  }

  private listenerProblems(): string[] {
    const listeners = new Set(this.published.flatMap(({ hosts }) => hosts)).size + 1;
    return listeners <= MOST_LISTENERS ? []
      : [`${this.node.path}: has ${listeners} listeners; a Gateway must have at most ${MOST_LISTENERS}: use a wildcard host, or a second SharedIngressGateway`];
  }
}

/** Where a proxy has fixed entry points, a listener must have the port of one of them. */
function listenerPorts({ listensOn }: GatewayPreset): { readonly http: number; readonly https: number } {
  return listensOn === 'entry-point' ? { http: TRAEFIK.ports[80]!, https: TRAEFIK.ports[443]! } : { http: 80, https: 443 };
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
