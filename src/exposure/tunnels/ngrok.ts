import { Cluster } from '../../cluster/model';
import { AgentEndpointSpec } from '../../manifest/kinds/ngrok/agent-endpoint';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { ingressTargets } from '../ingresses/ingress-targets';
import { SeenAs, ZoneEntry } from '../model';
import { serviceNamedBy } from '../services/service-names';
import { FoundWayIn, Front, WayInFinder } from '../way-in-finder';
import { publicEntries } from '../zones';
import { seenAsAgents, TunnelAgents } from './agents';
import { nameOf, workloadsBehind } from './service-behind';
import { TunnelClasses, tunnelOfLoadBalancer } from './tunnel-classes';

/** ngrok/ngrok-operator, helm/ngrok-operator/templates/agent/deployment.yaml. */
const AGENTS: TunnelAgents = {
  name: 'the agents of the ngrok operator',
  namespace: 'ngrok-operator',
  labels: { 'app.kubernetes.io/name': 'ngrok-operator', 'app.kubernetes.io/component': 'agent' },
  images: ['ngrok/ngrok-operator'],
};

const BINDINGS_ANNOTATION = 'k8s.ngrok.com/bindings';

/**
 * ngrok gives a Service of `loadBalancerClass: ngrok`, an Ingress of its class and an AgentEndpoint a URL of the internet, and its agents
 * dial out to serve it. Bindings other than `public` keep the URL inside the account or inside clusters (ngrok documentation, "Bindings").
 * What a traffic policy asks of visitors is not read: all are assumed to get in.
 */
export const NGROK: WayInFinder = {
  kind: 'Tunnel',
  *find({ cluster }) {
    const seenAs = seenAsAgents(cluster, AGENTS);
    yield* ofClasses(cluster, seenAs);
    for (const endpoint of cluster.objectsOf('ngrok.k8s.ngrok.com', 'AgentEndpoint')) {
      if (endpoint.spec !== undefined) yield* ofEndpoint(cluster, endpoint as KubernetesObject<AgentEndpointSpec>, seenAs);
    }
  },
};

function* ofClasses(cluster: Cluster, seenAs: SeenAs): Generator<FoundWayIn> {
  for (const service of cluster.services) {
    if (tunnelOfLoadBalancer(service) !== 'ngrok') continue;
    for (const { workload, ports, services } of workloadsBehind(cluster, nameOf(service))) {
      yield { kind: 'Tunnel', object: service, field: 'spec.loadBalancerClass', workload, ports, through: services, front: frontOf(service, bindingsOf(service), seenAs) };
    }
  }
  if (cluster.ingresses.length === 0) return;
  const classes = new TunnelClasses(cluster);
  for (const ingress of cluster.ingresses) {
    if (classes.of(ingress) !== 'ngrok') continue;
    const front = frontOf(ingress, bindingsOf(ingress), seenAs);
    for (const { published: _, ...target } of ingressTargets(cluster, ingress)) yield { kind: 'Tunnel', object: ingress, ...target, front };
  }
}

/** An endpoint below `.internal` is served to other endpoints of the account only, whatever its bindings say. */
function* ofEndpoint(cluster: Cluster, endpoint: KubernetesObject<AgentEndpointSpec>, seenAs: SeenAs): Generator<FoundWayIn> {
  const { url, upstream, bindings } = endpoint.spec;
  const named = serviceNamedBy(upstream, endpoint.metadata.namespace ?? 'default');
  if (named === undefined) return;
  const isInternal = /\.internal(?::\d+)?(?:\/|$)/.test(url) && !isForwardedTo(cluster, url);
  for (const { workload, ports, services } of workloadsBehind(cluster, named)) {
    yield {
      kind: 'Tunnel',
      object: endpoint,
      field: 'spec.upstream.url',
      workload,
      ports,
      through: [endpoint.ref, ...services],
      front: frontOf(endpoint, isInternal ? ['internal'] : bindings, seenAs),
    };
  }
}

/** Whether a public endpoint of the manifests forwards to the URL, by a traffic policy. */
function isForwardedTo(cluster: Cluster, url: string): boolean {
  return ['CloudEndpoint', 'AgentEndpoint', 'NgrokTrafficPolicy']
    .flatMap((kind) => cluster.objectsOf('ngrok.k8s.ngrok.com', kind))
    .some(({ raw }) => {
      const spec = raw.spec as { readonly url?: unknown } | undefined;
      return spec?.url !== url && JSON.stringify(spec ?? null).includes(url);
    });
}

function bindingsOf({ metadata }: KubernetesObject): readonly string[] {
  return (metadata.annotations[BINDINGS_ANNOTATION] ?? '').split(',').map((binding) => binding.trim()).filter((binding) => binding !== '');
}

function frontOf({ ref }: KubernetesObject, bindings: readonly string[], seenAs: SeenAs): Front {
  const entries = publicEntries();
  if (bindings.length === 0 || bindings.includes('public')) return { kind: 'open', entries, seenAs, scope: 'internet' };
  const assuming = [`another endpoint of the ngrok account leads to ${ref}, whose binding is ${bindings.join(', ')}`];
  return { kind: 'open', entries: entries.map((entry): ZoneEntry => ({ ...entry, verdict: 'unknown', assuming })), seenAs, scope: 'unknown' };
}
