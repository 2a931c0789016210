import { Cluster, Ingress, Service } from '../../cluster/model';
import { ClassChoice, IngressClasses } from '../ingresses/ingress-class';

/** A product that takes Services and Ingresses of its class out of the cluster by a tunnel. */
export type TunnelProduct = 'Tailscale' | 'ngrok' | 'Cloudflare Tunnel';

interface TunnelClass {
  readonly product: TunnelProduct;
  /** `spec.controller` of its IngressClasses. */
  readonly controller: string;
  /** Name of its IngressClass in its documentation. */
  readonly className: string;
  /** `spec.loadBalancerClass` of the Services that it takes. */
  readonly loadBalancerClass?: string;
}

const CLASSES: readonly TunnelClass[] = [
  // tailscale/tailscale, cmd/k8s-operator: ingress.go, svc.go
  { product: 'Tailscale', controller: 'tailscale.com/ts-ingress', className: 'tailscale', loadBalancerClass: 'tailscale' },
  // ngrok/ngrok-operator, helm/ngrok-operator/values.yaml, internal/controller/service
  { product: 'ngrok', controller: 'k8s.ngrok.com/ingress-controller', className: 'ngrok', loadBalancerClass: 'ngrok' },
  // STRRL/cloudflare-tunnel-ingress-controller, helm chart
  { product: 'Cloudflare Tunnel', controller: 'strrl.dev/cloudflare-tunnel-ingress-controller', className: 'cloudflare-tunnel' },
];

/** Which tunnel serves an Ingress, if one does. */
export class TunnelClasses {
  private readonly classes: IngressClasses;

  public constructor(cluster: Cluster) {
    this.classes = new IngressClasses(cluster);
  }

  public of(ingress: Ingress): TunnelProduct | undefined {
    const choices = this.classes.of(ingress);
    return CLASSES.find((candidate) => choices.every((choice) => isOf(candidate, choice)))?.product;
  }
}

/** Which tunnel takes a Service of type LoadBalancer, if one does. */
export function tunnelOfLoadBalancer({ spec }: Service): TunnelProduct | undefined {
  if (spec.type !== 'LoadBalancer' || spec.loadBalancerClass === undefined) return undefined;
  return CLASSES.find(({ loadBalancerClass }) => loadBalancerClass === spec.loadBalancerClass)?.product;
}

function isOf({ controller, className }: TunnelClass, choice: ClassChoice): boolean {
  return choice.object === undefined ? choice.name === className : choice.object.spec.controller === controller;
}
