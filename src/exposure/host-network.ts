import { Cluster, Workload } from '../cluster/model';
import { PortSet } from '../network/port-set';
import { Profile } from '../profile/profile';
import { ZoneEntry } from './model';
import { nodeEntries, nodeScope } from './services/node-addresses';
import { servedWorkloads } from './services/service-way-in';
import { FoundWayIn, WayInFinder } from './way-in-finder';

/**
 * A pod with `hostNetwork: true` listens on the addresses of its node, and NetworkPolicies do not isolate it
 * (Kubernetes, "NetworkPolicy and hostNetwork pods": the most common implementation).
 */
export const HOST_NETWORK: WayInFinder = {
  kind: 'hostNetwork',
  *find({ cluster, profile }) {
    const onHost = cluster.workloads.filter((workload) => workload.pods.some((pods) => pods.hostNetwork));
    if (onHost.length === 0) return;
    const targeted = targetedPorts(cluster, new Set(onHost));
    for (const workload of onHost) yield* findIn(workload, targeted.get(workload) ?? PortSet.NONE, profile);
  },
};

function* findIn(workload: Workload, targeted: PortSet, profile: Profile): Generator<FoundWayIn> {
  const object = workload.objects.find(({ spec }) => spec.template.hostNetwork) ?? workload.objects[0];
  if (object === undefined) return;
  const declared = workload.pods.filter((pods) => pods.hostNetwork).flatMap((pods) => pods.ports);
  const ports = PortSet.union([targeted, ...declared.map(({ protocol, containerPort }) => PortSet.of(protocol, containerPort))]);
  const entries = ports.isEmpty ? nodeEntries(profile).map((entry) => undeclared(entry, workload)) : nodeEntries(profile);
  yield {
    kind: 'hostNetwork',
    object,
    field: `${object.spec.podSpecPath}.hostNetwork`,
    workload,
    through: [object.ref],
    ports: ports.isEmpty ? PortSet.ALL : ports,
    front: { kind: 'open', entries, seenAs: { kind: 'unprotected' }, scope: nodeScope(profile) },
  };
}

/** A pod that declares no port may listen on any. */
function undeclared(entry: ZoneEntry, workload: Workload): ZoneEntry {
  return { ...entry, verdict: 'unknown', assuming: [...entry.assuming, `${workload.id} listens on some port of its node: its containers declare none`] };
}

/** Pod ports that Services lead to, declared or not. */
function targetedPorts(cluster: Cluster, workloads: ReadonlySet<Workload>): ReadonlyMap<Workload, PortSet> {
  const ports = new Map<Workload, PortSet>();
  for (const service of cluster.services) {
    for (const [workload, served] of servedWorkloads(cluster, service)) {
      if (workloads.has(workload)) ports.set(workload, (ports.get(workload) ?? PortSet.NONE).union(served));
    }
  }
  return ports;
}
