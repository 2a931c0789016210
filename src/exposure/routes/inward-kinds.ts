import { JsonObject, KubernetesObject } from '../../manifest/kubernetes-object';

/** Kinds that nobody here reads and of which it is known that they let no outside traffic in. */
interface InwardKinds {
  readonly group: string;
  readonly kinds: readonly string[] | 'all';
  readonly reason: string;
  /** Restricts the row to objects of which it holds. */
  readonly where?: (object: KubernetesObject) => boolean;
}

const BY_POLICY = 'says which connections are allowed, and opens none';
const BY_API_SERVER = 'only the API server connects to the Service';
const BY_CLIENT = 'connects to the Service from inside the cluster';
const OF_ROUTES = 'changes what a route does, and is none';
const OF_PODS = 'describes pods or their resources, and names Services as their client';

/** Everything else that names a Service is a possible way in, whether or not anybody has heard of its kind. */
const INWARD_KINDS: readonly InwardKinds[] = [
  { group: '', kinds: ['Secret'], reason: 'opaque' },
  { group: '', kinds: ['Endpoints'], reason: 'leads from a Service to addresses, and opens no Service' },
  {
    group: '',
    kinds: ['Binding', 'ComponentStatus', 'LimitRange', 'Namespace', 'Node', 'PersistentVolume', 'PersistentVolumeClaim', 'PodTemplate', 'ResourceQuota', 'ServiceAccount'],
    reason: OF_PODS,
  },
  { group: '', kinds: ['Event'], reason: 'tells what happened' },
  { group: 'events.k8s.io', kinds: 'all', reason: 'tells what happened' },
  { group: 'admissionregistration.k8s.io', kinds: 'all', reason: BY_API_SERVER },
  { group: 'apiextensions.k8s.io', kinds: 'all', reason: BY_API_SERVER },
  { group: 'apiregistration.k8s.io', kinds: 'all', reason: BY_API_SERVER },
  { group: 'rbac.authorization.k8s.io', kinds: 'all', reason: 'says what the API server permits' },
  { group: 'certificates.k8s.io', kinds: 'all', reason: 'orders certificates' },
  { group: 'coordination.k8s.io', kinds: 'all', reason: 'elects leaders' },
  { group: 'discovery.k8s.io', kinds: ['EndpointSlice'], reason: 'leads from a Service to addresses, and opens no Service' },
  { group: 'networking.k8s.io', kinds: ['IPAddress', 'ServiceCIDR'], reason: 'counts cluster addresses' },
  { group: 'apps', kinds: ['ControllerRevision'], reason: OF_PODS },
  { group: 'autoscaling', kinds: 'all', reason: OF_PODS },
  { group: 'autoscaling.k8s.io', kinds: 'all', reason: OF_PODS },
  { group: 'keda.sh', kinds: 'all', reason: BY_CLIENT },
  { group: 'policy', kinds: 'all', reason: OF_PODS },
  { group: 'scheduling.k8s.io', kinds: 'all', reason: OF_PODS },
  { group: 'storage.k8s.io', kinds: 'all', reason: OF_PODS },
  { group: 'node.k8s.io', kinds: 'all', reason: OF_PODS },
  { group: 'policy.networking.k8s.io', kinds: 'all', reason: BY_POLICY },
  { group: 'cilium.io', kinds: ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'CiliumEndpoint', 'CiliumIdentity', 'CiliumEgressGatewayPolicy'], reason: BY_POLICY },
  ...['projectcalico.org', 'crd.projectcalico.org'].map((group): InwardKinds => ({
    group, kinds: ['NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy', 'StagedKubernetesNetworkPolicy', 'NetworkSet', 'GlobalNetworkSet', 'Tier'], reason: BY_POLICY,
  })),
  { group: 'crd.antrea.io', kinds: ['NetworkPolicy', 'ClusterNetworkPolicy', 'Tier', 'Group', 'ClusterGroup'], reason: BY_POLICY },
  { group: 'networking.k8s.aws', kinds: 'all', reason: BY_POLICY },
  { group: 'policy.linkerd.io', kinds: ['Server', 'ServerAuthorization', 'AuthorizationPolicy', 'MeshTLSAuthentication', 'NetworkAuthentication'], reason: BY_POLICY },
  { group: 'security.istio.io', kinds: 'all', reason: BY_POLICY },
  { group: 'telemetry.istio.io', kinds: 'all', reason: BY_CLIENT },
  { group: 'networking.istio.io', kinds: ['DestinationRule'], reason: OF_ROUTES },
  { group: 'networking.istio.io', kinds: ['ServiceEntry', 'WorkloadEntry', 'WorkloadGroup'], reason: 'gives names to destinations, and leads nobody there' },
  { group: 'networking.istio.io', kinds: ['Sidecar'], reason: 'says what the proxies of the mesh listen to and connect to inside it' },
  { group: 'networking.istio.io', kinds: ['VirtualService'], reason: 'routes connections inside the mesh', where: isOfMeshOnly },
  { group: 'gateway.networking.k8s.io', kinds: ['GatewayClass', 'ReferenceGrant', 'BackendTLSPolicy'], reason: OF_ROUTES },
  { group: 'gateway.networking.x-k8s.io', kinds: ['XBackendTrafficPolicy'], reason: OF_ROUTES },
  ...['traefik.io', 'traefik.containo.us'].map((group): InwardKinds => ({
    group, kinds: ['Middleware', 'MiddlewareTCP', 'TLSOption', 'TLSStore', 'ServersTransport', 'ServersTransportTCP'], reason: OF_ROUTES,
  })),
  { group: 'projectcontour.io', kinds: ['TLSCertificateDelegation'], reason: OF_ROUTES },
  { group: 'gateway.envoyproxy.io', kinds: ['BackendTrafficPolicy', 'ClientTrafficPolicy'], reason: OF_ROUTES },
  { group: 'gateway.kgateway.dev', kinds: ['TrafficPolicy', 'BackendConfigPolicy', 'HTTPListenerPolicy', 'ListenerPolicy'], reason: OF_ROUTES },
  { group: 'gateway.nginx.org', kinds: ['AuthenticationFilter', 'ClientSettingsPolicy', 'ProxySettingsPolicy', 'RateLimitPolicy', 'UpstreamSettingsPolicy'], reason: OF_ROUTES },
  { group: 'gateway.k8s.aws', kinds: ['ListenerRuleConfiguration', 'LoadBalancerConfiguration'], reason: OF_ROUTES },
  { group: 'networking.gke.io', kinds: ['GCPBackendPolicy', 'GCPGatewayPolicy', 'HealthCheckPolicy', 'FrontendConfig', 'ManagedCertificate'], reason: OF_ROUTES },
  { group: 'cloud.google.com', kinds: ['BackendConfig'], reason: OF_ROUTES },
  { group: 'appgw.ingress.azure.io', kinds: ['AzureApplicationGatewayRewrite'], reason: OF_ROUTES },
  { group: 'cert-manager.io', kinds: 'all', reason: BY_CLIENT },
  { group: 'acme.cert-manager.io', kinds: 'all', reason: BY_CLIENT },
  { group: 'external-secrets.io', kinds: 'all', reason: BY_CLIENT },
  { group: 'monitoring.coreos.com', kinds: 'all', reason: BY_CLIENT },
];

const BY_GROUP: ReadonlyMap<string, readonly InwardKinds[]> = new Map(
  [...new Set(INWARD_KINDS.map(({ group }) => group))].map((group) => [group, INWARD_KINDS.filter((row) => row.group === group)]));

/** Why the object lets no outside traffic in, whatever Services it names; undefined where that is not known. */
export function reasonForInward(object: KubernetesObject): string | undefined {
  return BY_GROUP.get(object.group)?.find(({ kinds, where }) =>
    (kinds === 'all' || kinds.includes(object.kind)) && (where === undefined || where(object)))?.reason;
}

/**
 * Without gateways a VirtualService belongs to the mesh (Istio reference, VirtualService.gateways). One without hosts may
 * be a delegate, which takes the gateways of the VirtualService that names it.
 */
function isOfMeshOnly({ raw }: KubernetesObject): boolean {
  const spec = raw.spec as JsonObject | undefined | null;
  if (typeof spec !== 'object' || spec === null || !Array.isArray(spec.hosts) || spec.hosts.length === 0) return false;
  const { gateways } = spec;
  if (gateways === undefined || gateways === null) return true;
  return Array.isArray(gateways) && gateways.every((name) => name === 'mesh');
}
