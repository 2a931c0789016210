import { gatewayCarrier } from '../cluster/mesh';
import { Ingress } from '../cluster/model';
import { ALB_TARGETS_ANNOTATION } from '../controllers/ingress-schemes';
import { JOINING_AMBIENT } from '../controllers/istio-gateway';
import { PRESETS } from '../controllers/presets';
import { StringMap } from '../manifest/kubernetes-object';
import { filtered } from './controllers/client-filters';
import { Backend, frontOf } from './controllers/controller-front';
import { IngressControllers } from './controllers/ingress-controllers';
import { ifTargeted } from './ingresses/balancer-targets';
import { clientsOfIngress } from './ingresses/ingress-clients';
import { IngressLoadBalancers } from './ingresses/ingress-load-balancers';
import { IngressTarget, ingressTargets } from './ingresses/ingress-targets';
import { asServed } from './ingresses/served-paths';
import { hasNodePort } from './node-port';
import { TunnelClasses } from './tunnels/tunnel-classes';
import { ExposureContext, FoundWayIn, WayInFinder } from './way-in-finder';

/**
 * Rules and the default backend of an Ingress lead to Services. Who gets as far as that is up to the controller of its
 * class; classes that tunnels serve have files of their own.
 */
export const INGRESS: WayInFinder = {
  kind: 'Ingress',
  *find(context) {
    if (context.cluster.ingresses.length === 0) return;
    const controllers = new IngressControllers(context.cluster, context.profile);
    const balancers = new IngressLoadBalancers(context.cluster, (ingress) => controllers.of(ingress));
    const tunnels = new TunnelClasses(context.cluster);
    for (const ingress of context.cluster.ingresses) {
      if (tunnels.of(ingress) === undefined) yield* findIn(context, controllers, balancers, ingress);
    }
  },
};

function* findIn(
  { cluster, profile }: ExposureContext, controllers: IngressControllers, balancers: IngressLoadBalancers, ingress: Ingress,
): Generator<FoundWayIn> {
  const serving = controllers.of(ingress);
  for (const { published, ...target } of ingressTargets(cluster, ingress)) {
    const backend = backendOf(ingress, published, balancers);
    for (const controller of serving) {
      const carrier = JOINING_AMBIENT.has(controller.preset?.name ?? '') ? gatewayCarrier(target.workload) : undefined;
      const served = clientsOfIngress(cluster, ingress, controller);
      const front = filtered(balancers.front(ingress, frontOf(controller, backend, profile)), served, ingress.ref);
      yield {
        kind: 'Ingress',
        object: ingress,
        ...target,
        routes: target.routes.map((route) => asServed(route, ingress, cluster, PRESETS.get(controller.preset?.name ?? '')?.dialect)),
        ...(carrier === undefined ? {} : { carrier }),
        front: published === undefined ? front : ifTargeted(front, controller.preset, backend, published.service),
      };
    }
  }
}

/** The annotations of the Service win over those of the Ingress, and the parameters of the class over both. */
function backendOf(ingress: Ingress, published: IngressTarget['published'], balancers: IngressLoadBalancers): Backend {
  const targetType = balancers.paramsOf(ingress)?.spec.targetType;
  const said: StringMap = targetType === undefined ? {} : { [ALB_TARGETS_ANNOTATION]: targetType };
  return {
    annotations: [{ ...ingress.metadata.annotations, ...published?.service.metadata.annotations, ...said }],
    hasNodePort: published !== undefined && hasNodePort(published.service, published.port),
  };
}
