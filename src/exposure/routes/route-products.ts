import { Service, Workload } from '../../cluster/model';
import { APISIX } from '../../controllers/apisix';
import { CONTOUR } from '../../controllers/contour';
import { ControllerPreset } from '../../controllers/controller';
import { EMISSARY } from '../../controllers/emissary';
import { F5_NGINX } from '../../controllers/f5-nginx';
import { GLOO } from '../../controllers/gloo';
import { HAPROXYTECH } from '../../controllers/haproxytech';
import { KONG } from '../../controllers/kong';
import { OPENSHIFT } from '../../controllers/openshift';
import { SKIPPER } from '../../controllers/skipper';
import { TRAEFIK } from '../../controllers/traefik';
import { RouteRule } from '../../manifest/kinds/routes/route-object';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { ProductRequest } from '../controllers/controllers';
import { byContainerPort, kongPorts } from '../controllers/entry-ports';
import { f5Ports } from '../controllers/f5-listeners';
import { openShiftRouters } from '../controllers/openshift-routers';
import { traefikPorts } from '../controllers/traefik-entry-points';
import { EntryPorts, ExposureContext, Front } from '../way-in-finder';
import { contourAllows, Permission, traefikAllows, traefikReadsRoutes } from './route-permissions';

/** Kinds by which a product publishes Services. The readers of `manifest/kinds` put all of them into one form. */
export interface RouteProduct extends Pick<ProductRequest, 'unnamed' | 'classFlag' | 'namespacesFlag'> {
  readonly preset: ControllerPreset;
  /** API groups of its kinds. */
  readonly groups: readonly string[];
  /** Whether objects that name no class are served only where a class of the product is the default one. */
  readonly unnamedNeedsDefault?: true;
  /** Kinds at which traffic may enter. */
  readonly entries: readonly string[];
  /** Kinds that are routes of their own though traffic enters elsewhere: what they name is reported on them. */
  readonly parts?: readonly string[];
  /** Name of the object that the product itself makes for a port of a Service, and the kind of it; the manifests rarely contain such objects. */
  readonly discovered?: { readonly kind: string; name(service: Service, port: number): string };
  /** Where a proxy of the manifests listens for a rule; undefined where that is not known. */
  entryPorts(proxy: Workload, rule: RouteRule, context: ExposureContext): EntryPorts | undefined;
  /** What stands before proxies that an operator is to install, where neither pods nor exposure.yaml have any; undefined where nothing asks for one. */
  installed?(entry: KubernetesObject, context: ExposureContext): readonly Front[] | undefined;
  /** Whether a proxy of the manifests looks at these kinds; it does if absent. */
  reads?(proxy: Workload): boolean;
  /** Whether a proxy of the manifests permits what a product forbids unless told otherwise; it is asked without one where there is none. */
  allows?(permission: Permission, proxy: Workload | undefined): 'yes' | 'no' | string;
}

/** Gloo's discovery makes an Upstream for each port of a Service, in a namespace of its own (Gloo, "Discovered Upstreams"). */
const GLOO_UPSTREAMS: RouteProduct['discovered'] = {
  kind: 'Upstream',
  name: ({ metadata: { name, namespace = 'default' } }, port) => `${namespace}-${name}-${port}`,
};

/** Every product with route kinds that are read. A new product is a row here, a preset, and readers. */
export const ROUTE_PRODUCTS: readonly RouteProduct[] = [
  {
    preset: TRAEFIK,
    groups: ['traefik.io', 'traefik.containo.us'],
    entries: ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'],
    unnamed: 'unrestricted',
    classFlag: '--providers.kubernetescrd.ingressclass',
    namespacesFlag: '--providers.kubernetescrd.namespaces',
    entryPorts: traefikPorts,
    allows: traefikAllows,
    reads: traefikReadsRoutes,
  },
  {
    preset: CONTOUR,
    groups: ['projectcontour.io'],
    entries: ['HTTPProxy'],
    parts: ['HTTPProxy'],
    unnamed: 'unrestricted',
    namespacesFlag: '--root-namespaces',
    entryPorts: byContainerPort,
    allows: contourAllows,
  },
  {
    preset: OPENSHIFT,
    groups: ['route.openshift.io'],
    entries: ['Route'],
    unnamed: 'all',
    entryPorts: byContainerPort,
    installed: openShiftRouters,
  },
  { preset: KONG, groups: ['configuration.konghq.com'], entries: ['TCPIngress', 'UDPIngress'], unnamed: 'all', unnamedNeedsDefault: true, classFlag: '--ingress-class', entryPorts: kongPorts },
  { preset: HAPROXYTECH, groups: ['ingress.v1.haproxy.org', 'ingress.v3.haproxy.org'], entries: ['TCP'], unnamed: 'all', entryPorts: byContainerPort },
  {
    preset: F5_NGINX,
    groups: ['k8s.nginx.org'],
    entries: ['VirtualServer', 'TransportServer'],
    parts: ['VirtualServerRoute'],
    unnamed: 'all',
    classFlag: '-ingress-class',
    namespacesFlag: '-watch-namespace',
    entryPorts: f5Ports,
  },
  { preset: EMISSARY, groups: ['getambassador.io'], entries: ['Mapping', 'TCPMapping'], unnamed: 'all', entryPorts: byContainerPort },
  { preset: APISIX, groups: ['apisix.apache.org'], entries: ['ApisixRoute'], unnamed: 'all', entryPorts: byContainerPort },
  { preset: GLOO, groups: ['gateway.solo.io', 'gloo.solo.io'], entries: ['VirtualService'], parts: ['RouteTable'], unnamed: 'all', entryPorts: byContainerPort, discovered: GLOO_UPSTREAMS },
  { preset: SKIPPER, groups: ['zalando.org'], entries: ['RouteGroup'], unnamed: 'all', classFlag: '-kubernetes-routegroup-class', entryPorts: byContainerPort },
];
