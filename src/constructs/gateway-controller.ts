import { ControllerPreset } from '../controllers/controller';
import { GatewayPreset } from '../controllers/gateway-preset';
import { GATEWAY_PRESETS, PRESETS } from '../controllers/presets';
import { ControllerInstallation } from './controller-installation';
import { customController, CustomControllerOptions } from './custom-controller';
import { FLAG, listOf, mapOf, Shape, TEXT, typedOptions } from './prop-types';

/** How an installation of a controller differs from its usual one. */
export interface GatewayControllerOptions {
  /**
   * Name of the IngressClass or GatewayClass.
   * @default - the one that the controller's documentation uses
   */
  readonly className?: string;
  /**
   * Namespace of the controller's pods.
   * @default - that of its usual installation
   */
  readonly namespace?: string;
  /**
   * Labels of the controller's pods.
   * @default - those of its usual installation
   */
  readonly podLabels?: { [key: string]: string };
  /**
   * Addresses that its traffic comes from, as CIDRs, where that is not from pods of the cluster: the subnets of a cloud's load
   * balancer, or the nodes of a controller on the host network. They stand in place of its usual pods; where its traffic comes from both, name
   * `namespace` or `podLabels` too.
   * @default - those that are the same in every cluster; required where there are none
   */
  readonly cidrs?: string[];
  /**
   * Whether its pods run on the network of their nodes. No selector of a NetworkPolicy matches such pods: `cidrs` must then name the
   * nodes, and, where the network plugin tunnels, the tunnel addresses of the nodes too.
   * @default false
   */
  readonly hostNetwork?: boolean;
}

const SHAPE: Shape<GatewayControllerOptions> = { className: TEXT, namespace: TEXT, podLabels: mapOf(TEXT), cidrs: listOf(TEXT), hostNetwork: FLAG };

/**
 * The controller behind a gateway: where its traffic comes from, which annotations or objects it understands, and what it
 * cannot do. Switching the controller of all apps is switching this one value.
 *
 * Each throws when an option cannot be that of an installation.
 */
export class GatewayController {
  /**
   * Traefik Proxy for Ingresses, as its Helm chart installs it: pods `app.kubernetes.io/name: traefik` in namespace
   * `traefik`, class `traefik`.
   */
  public static traefik(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('traefik', options);
  }

  /**
   * Traefik for Ingresses as k3s installs it, in `kube-system`.
   */
  public static k3sTraefik(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('k3s-traefik', options);
  }

  /**
   * Traefik for Ingresses of class `nginx`: its provider that takes over from ingress-nginx and reads the same
   * annotations, though not all of them.
   */
  public static traefikNginx(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('traefik-nginx', options);
  }

  /**
   * ingress-nginx of the Kubernetes project, as its Helm chart installs it: pods `app.kubernetes.io/name: ingress-nginx`
   * in namespace `ingress-nginx`, class `nginx`. It was retired in March 2026 and gets no security fixes: a warning on
   * standard error says so.
   */
  public static ingressNginx(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('ingress-nginx', options);
  }

  /**
   * NGINX Ingress Controller of F5, class `nginx`; not to be taken for ingress-nginx.
   */
  public static f5Nginx(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('f5-nginx', options);
  }

  /**
   * HAProxy Kubernetes Ingress Controller of HAProxy Technologies, as its Helm chart installs it, class `haproxy`.
   */
  public static haproxyTech(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('haproxytech', options);
  }

  /**
   * HAProxy Ingress of the community, class `haproxy`.
   */
  public static haproxyIngress(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('haproxy-ingress', options);
  }

  /**
   * Contour for Ingresses, class `contour`. Ingresses have few of its features; `contourGateway` has more.
   */
  public static contour(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('contour', options);
  }

  /**
   * Kong Ingress Controller, class `kong`.
   */
  public static kong(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('kong', options);
  }

  /**
   * Istio for Ingresses, class `istio`. It serves plain HTTP beside TLS always; `istioGateway` does not.
   */
  public static istioIngress(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('istio-ingress', options);
  }

  /**
   * Cilium for Ingresses, class `cilium`. Its traffic has an identity that only policies of Cilium can name, so each app
   * gets one of those too.
   */
  public static cilium(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('cilium', options);
  }

  /**
   * The router of OpenShift, which makes a Route of each Ingress of class `openshift-default`.
   */
  public static openShift(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('openshift', options);
  }

  /**
   * Application Load Balancers of the AWS Load Balancer Controller, class `alb`, with pods as targets. `cidrs` must name
   * the subnets of the load balancers.
   */
  public static awsAlb(options: GatewayControllerOptions): GatewayController {
    return new GatewayController('aws-alb', options);
  }

  /**
   * Application Load Balancers of EKS Auto Mode, class `alb`, with pods as targets. `cidrs` must name the subnets of the
   * load balancers.
   */
  public static eksAutoAlb(options: GatewayControllerOptions): GatewayController {
    return new GatewayController('eks-auto-alb', options);
  }

  /**
   * External load balancers of GKE for Ingresses, class `gce`, which lead to pods. Their traffic comes from Google's
   * published ranges.
   */
  public static gkeExternal(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('gke-external', options);
  }

  /**
   * Internal load balancers of GKE for Ingresses, class `gce-internal`. `cidrs` must name the proxy-only subnet.
   */
  public static gkeInternal(options: GatewayControllerOptions): GatewayController {
    return new GatewayController('gke-internal', options);
  }

  /**
   * Azure Application Gateway (AGIC), class `azure-application-gateway`. `cidrs` must name its subnet.
   */
  public static applicationGateway(options: GatewayControllerOptions): GatewayController {
    return new GatewayController('agic', options);
  }

  /**
   * Envoy Gateway, which serves the Gateway API with proxies in `envoy-gateway-system`, class `eg`.
   */
  public static envoyGateway(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('envoy-gateway', options);
  }

  /**
   * Traefik Proxy for the Gateway API, class `traefik`; its Helm chart needs `providers.kubernetesGateway.enabled`.
   */
  public static traefikGateway(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('traefik-gateway', options);
  }

  /**
   * Istio for the Gateway API, with proxies beside each Gateway, class `istio`.
   */
  public static istioGateway(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('istio-gateway', options);
  }

  /**
   * NGINX Gateway Fabric, with proxies beside each Gateway, class `nginx`.
   */
  public static nginxGatewayFabric(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('nginx-gateway-fabric', options);
  }

  /**
   * kgateway, with proxies beside each Gateway, class `kgateway`.
   */
  public static kgateway(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('kgateway', options);
  }

  /**
   * The Gateway provisioner of Contour, with proxies beside each Gateway, class `contour`.
   */
  public static contourGateway(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('contour-gateway', options);
  }

  /**
   * Cilium for the Gateway API, class `cilium`. Its traffic has an identity that only policies of Cilium can name, so each
   * app gets one of those too.
   */
  public static ciliumGateway(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('cilium-gateway', options);
  }

  /**
   * Global external load balancers of GKE for the Gateway API, class `gke-l7-global-external-managed`. Their traffic comes
   * from Google's published ranges.
   */
  public static gkeGateway(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('gke-gateway', options);
  }

  /**
   * Regional external load balancers of GKE for the Gateway API. `cidrs` must name the proxy-only subnet.
   */
  public static gkeGatewayRegional(options: GatewayControllerOptions): GatewayController {
    return new GatewayController('gke-gateway-regional', options);
  }

  /**
   * Internal load balancers of GKE for the Gateway API, class `gke-l7-rilb`. `cidrs` must name the proxy-only subnet.
   */
  public static gkeGatewayInternal(options: GatewayControllerOptions): GatewayController {
    return new GatewayController('gke-gateway-internal', options);
  }

  /**
   * Application Load Balancers of the AWS Load Balancer Controller for the Gateway API. `cidrs` must name the subnets of
   * the load balancers.
   */
  public static awsGateway(options: GatewayControllerOptions): GatewayController {
    return new GatewayController('aws-gateway', options);
  }

  /**
   * An ingress controller, or an implementation of the Gateway API, that is none of the others. Only what every controller does, and what
   * is said here, is asked of it.
   */
  public static custom(options: CustomControllerOptions): GatewayController {
    const { product, installation } = customController(options);
    return new GatewayController(product, installation);
  }

  /** Name of the IngressClass or GatewayClass. */
  public readonly className: string;
  private readonly installation: ControllerInstallation;

  private constructor(preset: string | ControllerPreset | GatewayPreset, given: GatewayControllerOptions) {
    const product = typeof preset === 'string' ? (PRESETS.get(preset) ?? GATEWAY_PRESETS.get(preset))! : preset;
    const caller = `GatewayController ${product.name}`;
    this.installation = new ControllerInstallation(caller, product, typedOptions(caller, given ?? {}, SHAPE));
    this.className = this.installation.className;
  }

  /** @internal */
  public get _installation(): ControllerInstallation {
    return this.installation;
  }
}
