import { Cluster, Ingress, Service } from '../../cluster/model';
import { ingressTargets } from '../ingresses/ingress-targets';
import { SeenAs, ZoneEntry } from '../model';
import { FoundWayIn, Front, WayInFinder } from '../way-in-finder';
import { privateEntries, publicEntries } from '../zones';
import { seenAsAgents, TunnelAgents } from './agents';
import { nameOf, workloadsBehind } from './service-behind';
import { TunnelClasses, tunnelOfLoadBalancer } from './tunnel-classes';

/** tailscale/tailscale, cmd/k8s-operator/sts.go (labels of its proxies) and deploy/chart (namespace). */
export const PROXIES: TunnelAgents = {
  name: 'the proxies of the Tailscale operator',
  namespace: 'tailscale',
  labels: { 'tailscale.com/managed': 'true' },
  images: ['tailscale/k8s-operator'],
};

/**
 * The Tailscale operator makes a device of the tailnet of a Service that says `tailscale.com/expose: "true"` (exactly that), of one of
 * `loadBalancerClass: tailscale`, and of an Ingress of its class. A tailnet is a private network; `tailscale.com/funnel` on the Ingress opens it to
 * the internet (tailscale/tailscale, cmd/k8s-operator: svc.go, ingress.go). Which members of the tailnet get in is up to its
 * access rules, which no manifest shows: all are assumed to.
 */
export const TAILSCALE: WayInFinder = {
  kind: 'Tunnel',
  *find({ cluster }) {
    const seenAs = seenAsAgents(cluster, PROXIES);
    for (const service of cluster.services) yield* ofService(cluster, service, seenAs);
    if (cluster.ingresses.length === 0) return;
    const classes = new TunnelClasses(cluster);
    for (const ingress of cluster.ingresses) if (classes.of(ingress) === 'Tailscale') yield* ofIngress(cluster, ingress, seenAs);
  },
};

function* ofService(cluster: Cluster, service: Service, seenAs: SeenAs): Generator<FoundWayIn> {
  const field = exposedBy(service);
  if (field === undefined) return;
  for (const { workload, ports, services } of workloadsBehind(cluster, nameOf(service))) {
    yield { kind: 'Tunnel', object: service, field, workload, ports, through: services, front: tailnetFront(service, seenAs) };
  }
}

function exposedBy(service: Service): string | undefined {
  if (service.metadata.annotations['tailscale.com/expose'] === 'true') return 'metadata.annotations[tailscale.com/expose]';
  return tunnelOfLoadBalancer(service) === 'Tailscale' ? 'spec.loadBalancerClass' : undefined;
}

/** Some releases of the operator take headless Services, others refuse them. */
function tailnetFront({ spec, ref }: Service, seenAs: SeenAs): Front {
  const entries = privateEntries();
  if (!spec.headless) return { kind: 'open', entries, seenAs, scope: 'private-network' };
  const assuming = [`the Tailscale operator exposes ${ref}, which is headless`];
  return { kind: 'open', entries: entries.map((entry): ZoneEntry => ({ ...entry, verdict: 'unknown', assuming })), seenAs, scope: 'private-network' };
}

function* ofIngress(cluster: Cluster, ingress: Ingress, seenAs: SeenAs): Generator<FoundWayIn> {
  const isFunnel = /^(?:1|t|true)$/i.test(ingress.metadata.annotations['tailscale.com/funnel'] ?? '');
  const front: Front = isFunnel
    ? { kind: 'open', entries: publicEntries(), seenAs, scope: 'internet' }
    : { kind: 'open', entries: privateEntries(), seenAs, scope: 'private-network' };
  for (const { published: _, ...target } of ingressTargets(cluster, ingress)) yield { kind: 'Tunnel', object: ingress, ...target, front };
}
