import { Cluster, Ingress, Service, Workload } from '../cluster/model';
import { serviceTargets } from '../cluster/service-targets';
import { ControllerPreset } from '../controllers/controller';
import { HAPROXY_INGRESS } from '../controllers/haproxy-ingress';
import { HAPROXYTECH } from '../controllers/haproxytech';
import { INGRESS_NGINX } from '../controllers/ingress-nginx';
import { PortSet } from '../network/port-set';
import { frontOf, onlyIf } from './controllers/controller-front';
import { ControllerPods } from './controllers/controller-pods';
import { IngressControllers } from './controllers/ingress-controllers';
import { aliasChain } from './services/service-aliases';
import { NamedService, serviceNamedBy } from './services/service-names';
import { portsByWorkload } from './services/service-way-in';
import { ExposureContext, FoundWayIn, WayInFinder } from './way-in-finder';

/** Controllers whose flag names a Service for every request that no rule matches. */
const WITH_FLAG: readonly ControllerPreset[] = [INGRESS_NGINX, HAPROXY_INGRESS, HAPROXYTECH];
const FLAG = '--default-backend-service';

const ANNOTATION = 'nginx.ingress.kubernetes.io/default-backend';
const ERRORS_ANNOTATION = 'nginx.ingress.kubernetes.io/custom-http-errors';

/**
 * Default backends that are no field of an Ingress: of a whole controller, by its flag, and of an Ingress of ingress-nginx, by annotation
 * (ingress-nginx, "Command line arguments" and "Default Backend"). Both lead to the first port of the Service.
 */
export const DEFAULT_BACKENDS: WayInFinder = {
  kind: 'ControllerRoute',
  *find(context) {
    yield* byFlag(context);
    yield* byAnnotation(context);
  },
};

function* byFlag({ cluster, profile }: ExposureContext): Generator<FoundWayIn> {
  const pods = new ControllerPods(cluster);
  for (const preset of WITH_FLAG) {
    for (const { workload: proxy } of pods.running(preset)) {
      const value = pods.flagAround(proxy, FLAG, preset)?.replace('$(POD_NAMESPACE)', proxy.namespace.name);
      const named = value === undefined ? undefined : serviceNamedBy(value, proxy.namespace.name);
      const [object] = proxy.objects;
      if (named === undefined || object === undefined) continue;
      const front = frontOf({ kind: 'pods', workload: proxy, preset, serves: 'requests that no rule matches' }, { annotations: [], hasNodePort: false }, profile);
      const routes = [{ path: '/', tls: true }, { path: '/', tls: false }];
      for (const { workload, ports, chain } of behind(cluster, named)) {
        yield { kind: 'ControllerRoute', object, field: object.spec.podSpecPath, workload, ports, through: [object.ref, ...chain.map(({ ref }) => ref)], gateways: [], routes, front };
      }
    }
  }
}

/** ingress-nginx asks it where the Service of a rule has no endpoints, and for the errors that another annotation lists. */
function* byAnnotation({ cluster, profile }: ExposureContext): Generator<FoundWayIn> {
  const annotated = cluster.ingresses.filter(({ metadata }) => (metadata.annotations[ANNOTATION] ?? '') !== '');
  if (annotated.length === 0) return;
  const controllers = new IngressControllers(cluster, profile);
  for (const ingress of annotated) {
    const { annotations, namespace = 'default' } = ingress.metadata;
    const named = serviceNamedBy((annotations[ANNOTATION] ?? '').trim(), namespace);
    if (named === undefined) continue;
    const serving = controllers.of(ingress).filter(({ preset }) => preset === undefined || preset === INGRESS_NGINX);
    for (const controller of serving) {
      const front = frontOf(controller, { annotations: [annotations], hasNodePort: false }, profile);
      const asked = (annotations[ERRORS_ANNOTATION] ?? '') !== '' ? front : onlyIf(front, `a Service of ${ingress.ref} has no endpoints, or the controller handles errors of all of its Ingresses`);
      for (const { workload, ports, chain } of behind(cluster, named)) {
        yield {
          kind: 'Ingress',
          object: ingress,
          field: `metadata.annotations[${ANNOTATION}]`,
          workload,
          ports,
          through: [ingress.ref, ...chain.map(({ ref }) => ref)],
          routes: hostsOf(ingress),
          front: asked,
        };
      }
    }
  }
}

function hostsOf({ spec }: Ingress): NonNullable<FoundWayIn['routes']> {
  return spec.rules.map(({ host }) => ({ path: '/', tls: spec.tls.length > 0, ...(host === undefined ? {} : { host }) }));
}

interface Behind {
  readonly workload: Workload;
  readonly ports: PortSet;
  readonly chain: readonly Service[];
}

function behind(cluster: Cluster, named: NamedService): readonly Behind[] {
  const chain = aliasChain(cluster, named);
  const service = chain.at(-1);
  if (service === undefined) return [];
  const targets = serviceTargets(cluster, service).filter(({ servicePort }) => servicePort === service.spec.ports[0]);
  return [...portsByWorkload(targets)].map(([workload, ports]) => ({ workload, ports, chain }));
}
