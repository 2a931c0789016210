import { Cluster, Workload } from '../cluster/model';
import { serviceTargets } from '../cluster/service-targets';
import { DomainMappingSpec, KnativeRouteSpec, KnativeServiceSpec, KnativeTarget } from '../manifest/kinds/knative/knative';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { PortSet } from '../network/port-set';
import { KnativeDomain, KnativeDomains } from './knative/domains';
import { SeenAs } from './model';
import { portsByWorkload } from './services/service-way-in';
import { ExposureContext, FoundWayIn, Front, WayInFinder } from './way-in-finder';
import { publicEntries } from './zones';

const GROUP = 'serving.knative.dev';
/** Knative's proxy in every pod takes requests there, and passes them on to the container (Knative Serving, queue-proxy). */
const PROXY_PORTS = PortSet.union([PortSet.of('TCP', 8012, 8013), PortSet.of('TCP', 8112)]);

/**
 * A Service or Route of Knative is published on the domain that is configured for it, unless its label or that domain says
 * that it stays in the cluster. A DomainMapping publishes what it names in any case, also what else stays inside (Knative
 * documentation, "Configuring private Services", "Configuring custom domains").
 */
export const KNATIVE: WayInFinder = {
  kind: 'Knative',
  *find(context) {
    const domains = new KnativeDomains(context);
    const { cluster } = context;
    for (const service of knative<KnativeServiceSpec>(cluster, 'Service')) {
      yield* published(cluster, service, domains.of(service.metadata.labels), service.spec.traffic);
    }
    for (const route of knative<KnativeRouteSpec>(cluster, 'Route')) {
      if (!isMade(route)) yield* published(cluster, route, domains.of(route.metadata.labels), route.spec.traffic);
    }
    for (const mapping of knative<DomainMappingSpec>(cluster, 'DomainMapping')) yield* mapped(context, mapping);
  },
};

function* published(
  cluster: Cluster, object: KubernetesObject, domain: KnativeDomain, traffic: readonly KnativeTarget[],
): Generator<FoundWayIn> {
  if (domain.kind === 'cluster-local') return;
  const host = domain.kind === 'public' ? `${object.metadata.name}.${object.metadata.namespace ?? 'default'}.${domain.domain}` : undefined;
  const routes = host === undefined ? {} : { routes: [{ host, path: '/', tls: false }] };
  for (const workload of workloadsBehind(cluster, object, traffic)) {
    yield { kind: 'Knative', object, workload, ports: PROXY_PORTS, through: [object.ref], front: frontOn(domain, object), ...routes };
  }
}

/** A mapping may also name a Service of Kubernetes, whose port 80 it uses. */
function* mapped({ cluster }: ExposureContext, mapping: KubernetesObject<DomainMappingSpec>): Generator<FoundWayIn> {
  const { ref } = mapping.spec;
  const namespace = mapping.metadata.namespace ?? 'default';
  const host = mapping.metadata.name;
  const found = { kind: 'Knative', object: mapping, field: 'spec.ref', routes: [{ host, path: '/', tls: false }] } as const;
  const front = frontOn({ kind: 'public', domain: host }, mapping);
  if (ref.group === GROUP) {
    const target = [...knative<KnativeRouteSpec>(cluster, 'Service'), ...knative<KnativeRouteSpec>(cluster, 'Route')]
      .filter(({ kind }) => kind === ref.kind)
      .find(({ metadata }) => metadata.name === ref.name && (metadata.namespace ?? 'default') === namespace);
    if (target === undefined) return;
    for (const workload of workloadsBehind(cluster, target, target.spec.traffic)) {
      yield { ...found, workload, ports: PROXY_PORTS, through: [mapping.ref, target.ref], front };
    }
    return;
  }
  const service = ref.kind === 'Service' ? cluster.service(namespace, ref.name) : undefined;
  if (service === undefined) return;
  const targets = serviceTargets(cluster, service).filter(({ servicePort }) => servicePort.port === 80 && servicePort.protocol === 'TCP');
  for (const [workload, ports] of portsByWorkload(targets)) yield { ...found, workload, ports, through: [mapping.ref, service.ref], front };
}

/** Traffic goes to revisions of the Configuration that is named, else of the object itself. */
function workloadsBehind(cluster: Cluster, object: KubernetesObject, traffic: readonly KnativeTarget[]): readonly Workload[] {
  const namespace = object.metadata.namespace ?? 'default';
  const named = traffic.flatMap(({ configuration, revision }) => {
    if (configuration !== undefined) return [configured(cluster, namespace, configuration)];
    return revision === undefined ? [] : [revisionNamed(cluster, namespace, revision)];
  });
  const own = cluster.workloadOf(object);
  return [...new Set([...(own === undefined ? [] : [own]), ...named.filter((workload) => workload !== undefined)])];
}

function configured(cluster: Cluster, namespace: string, name: string): Workload | undefined {
  return cluster.workload(`${namespace}/${name}[Configuration]`) ?? cluster.workload(`${namespace}/${name}[Service]`);
}

/** Names of revisions start with that of their Configuration. */
function revisionNamed(cluster: Cluster, namespace: string, name: string): Workload | undefined {
  const exact = cluster.workload(`${namespace}/${name}[Revision]`);
  if (exact !== undefined) return exact;
  return cluster.workloadsIn(namespace)
    .find((workload) => (workload.kind === 'Service' || workload.kind === 'Configuration') && name.startsWith(`${workload.name}-`));
}

/** Its gateway is reached from outside as far as is known; it comes by the activator, or by itself. */
function frontOn(domain: KnativeDomain, { ref }: KubernetesObject): Front {
  const seenAs: SeenAs = {
    kind: 'peer',
    peers: [{ kind: 'described', pod: { namespace: 'knative-serving', labels: { app: 'activator' } } }],
    name: 'the activator of Knative',
    unless: `the policies behind ${ref} admit the gateway of Knative, which passes the activator by`,
  };
  if (domain.kind === 'public') return { kind: 'open', entries: publicEntries(), seenAs, scope: 'internet' };
  const assumption = `a domain outside of the cluster is configured for ${ref}, in the ConfigMap config-domain of Knative, which the manifests do not contain`;
  return { kind: 'open', entries: publicEntries().map((entry) => ({ ...entry, verdict: 'unknown', assuming: [assumption] })), seenAs, scope: 'unknown' };
}

/** A Service makes its Route itself. */
function isMade({ metadata }: KubernetesObject): boolean {
  return metadata.ownerReferences.some(({ kind, controller }) => controller && kind === 'Service');
}

function knative<T>(cluster: Cluster, kind: string): readonly KubernetesObject<T>[] {
  return cluster.objectsOf(GROUP, kind).filter((object): object is KubernetesObject<T> => object.spec !== undefined);
}
