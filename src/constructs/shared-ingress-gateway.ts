import { Construct, IConstruct } from 'constructs';
import { ControllerPreset } from '../controllers/controller';
import { ingressClassAnnotations, ingressClassSpec } from '../emit/ingress-class';
import { managedBy } from '../emit/labels';
import { PolicyPeer } from '../emit/network-policy';
import { clusterObject } from './cluster-object';
import { ExposureRegistry } from './exposure-registry';
import { GatewayController } from './gateway-controller';
import { GatewayTls } from './gateway-tls';
import { FLAG, made, required, Shape, typedProps } from './prop-types';

/** Settings of a SharedIngressGateway. */
export interface SharedIngressGatewayProps {
  /** The ingress controller that serves it. It is installed elsewhere. */
  readonly controller: GatewayController;
  /** Where certificates come from. */
  readonly tls: GatewayTls;
  /**
   * Whether plain HTTP is redirected to HTTPS. Otherwise plain HTTP is not served.
   * @default true
   */
  readonly redirectHttp?: boolean;
  /**
   * Whether the IngressClass is written. Set it to false where the controller's own installation makes it, and
   * describe the controller in the profile (`Exposure.of(app).configure`), so that the check knows it.
   * @default true
   */
  readonly createIngressClass?: boolean;
  /**
   * Whether Ingresses without a class belong to it. A cluster should have one such class at most.
   * @default false
   */
  readonly defaultClass?: boolean;
}

const SHAPE: Shape<SharedIngressGatewayProps> = {
  controller: required(made('a GatewayController, such as GatewayController.traefik()', '_profile')),
  tls: required(made('a GatewayTls, such as GatewayTls.certManager({ clusterIssuer: "letsencrypt" })', '_secretOf')),
  redirectHttp: FLAG,
  createIngressClass: FLAG,
  defaultClass: FLAG,
};

/**
 * The one way in from the internet, shared by all public apps: they publish themselves through the load balancer of the
 * ingress controller and have none of their own.
 *
 * It makes an IngressClass that also tells the check where the controller's pods are.
 *
 * @exampleMetadata fixture=shop
 * @example
 * const gateway = new SharedIngressGateway(edge, 'public', {
 *   controller: GatewayController.traefik(),
 *   tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }),
 * });
 */
export class SharedIngressGateway extends Construct {
  /** Name of its IngressClass. */
  public readonly className: string;
  private readonly controller: GatewayController;
  private readonly tls: GatewayTls;
  private readonly redirects: boolean;

  /** @throws when a prop has another type */
  public constructor(scope: Construct, id: string, props: SharedIngressGatewayProps) {
    props = typedProps(scope, id, props, SHAPE);
    super(scope, id);
    const registry = ExposureRegistry.of(this);
    registry.register(this);
    this.controller = props.controller;
    this.tls = props.tls;
    this.className = props.controller.className;
    this.redirects = props.redirectHttp ?? true;
    const preset = props.controller._preset;
    if (preset.retired !== undefined) warnOnce(this, preset);
    if ((props.createIngressClass ?? true) && preset.controller !== undefined) {
      clusterObject(this, 'class', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IngressClass',
        metadata: {
          name: this.className,
          labels: { ...managedBy() },
          annotations: ingressClassAnnotations(props.controller._profile(), props.defaultClass ?? false),
        },
        spec: ingressClassSpec(preset.controller),
      });
    } else {
      // nothing in the manifests says who serves the class
      registry.addController(props.controller._profile());
    }
  }

  /** @internal */
  public get _preset(): ControllerPreset {
    return this.controller._preset;
  }

  /** @internal */
  public get _tls(): GatewayTls {
    return this.tls;
  }

  /** @internal */
  public get _redirects(): boolean {
    return this.redirects;
  }

  /** @internal */
  public _peers(): PolicyPeer[] {
    return this.controller._peers();
  }
}

/** On the App: names of controllers that were warned about. */
const WARNED = Symbol.for('cdk8s-exposure.WarnedControllers');

/** Once for each App, on standard error: `cdk8s synth` swallows the standard output of an app. */
function warnOnce(scope: Construct, preset: ControllerPreset): void {
  const root = scope.node.root as IConstruct & { [WARNED]?: Set<string> };
  if (root[WARNED] === undefined) Object.defineProperty(root, WARNED, { value: new Set<string>() });
  if (root[WARNED]!.has(preset.name)) return;
  root[WARNED]!.add(preset.name);
  process.stderr.write(`cdk8s-exposure: ${scope.node.path}: ${preset.retired}; use another GatewayController.\n`);
}
