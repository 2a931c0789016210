import { Cluster } from '../../cluster/model';
import { TunnelBindingSpec } from '../../manifest/kinds/cloudflare/tunnel-binding';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { ingressTargets } from '../ingresses/ingress-targets';
import { SeenAs } from '../model';
import { serviceNamedBy } from '../services/service-names';
import { FoundWayIn, Front, WayInFinder } from '../way-in-finder';
import { publicEntries } from '../zones';
import { workloadsBehind } from './service-behind';
import { TunnelClasses } from './tunnel-classes';

/**
 * Operators that run cloudflared: TunnelBindings publish Services (adyanth/cloudflare-operator), Ingresses of a class of its own are
 * published by the Cloudflare Tunnel Ingress Controller. Both leave the namespace of cloudflared to the installation.
 */
export const CLOUDFLARE_OPERATORS: WayInFinder = {
  kind: 'Tunnel',
  *find({ cluster }) {
    for (const binding of cluster.objectsOf('networking.cfargotunnel.com', 'TunnelBinding')) {
      if (binding.spec !== undefined) yield* ofBinding(cluster, binding as KubernetesObject<TunnelBindingSpec>);
    }
    if (cluster.ingresses.length === 0) return;
    const classes = new TunnelClasses(cluster);
    for (const ingress of cluster.ingresses) {
      if (classes.of(ingress) !== 'Cloudflare Tunnel') continue;
      for (const { published: _, ...target } of ingressTargets(cluster, ingress)) yield { kind: 'Tunnel', object: ingress, ...target, front: FRONT };
    }
  },
};

const SEEN: SeenAs = { kind: 'peer', peers: [], name: 'cloudflared, which its operator runs' };
const FRONT: Front = { kind: 'open', entries: publicEntries(), seenAs: SEEN, scope: 'internet' };

function* ofBinding(cluster: Cluster, binding: KubernetesObject<TunnelBindingSpec>): Generator<FoundWayIn> {
  const home = binding.metadata.namespace ?? 'default';
  for (const { name, target, path } of binding.spec.subjects) {
    const named = target === undefined ? { namespace: home, name } : serviceNamedBy(target, home);
    if (named === undefined) continue;
    for (const { workload, ports, services } of workloadsBehind(cluster, named)) {
      yield { kind: 'Tunnel', object: binding, field: path, workload, ports, through: [binding.ref, ...services], front: FRONT };
    }
  }
}
