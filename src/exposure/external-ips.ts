import { ZoneEntry } from './model';
import { seenThroughNode, servedWorkloads } from './services/service-way-in';
import { WayInFinder } from './way-in-finder';
import { isPrivateAddress, privateEntries, publicEntries } from './zones';

/**
 * Every node answers for the addresses in `spec.externalIPs` of a Service of any type with a cluster address
 * (Kubernetes API, ServiceSpec). Whether an address is one of the internet decides who gets to it.
 */
export const EXTERNAL_IPS: WayInFinder = {
  kind: 'externalIPs',
  *find({ cluster }) {
    for (const service of cluster.services) {
      const { externalIPs, headless, type } = service.spec;
      if (externalIPs.length === 0 || headless || type === 'ExternalName') continue;
      const isPrivate = externalIPs.every(isPrivateAddress);
      const entries: readonly ZoneEntry[] = isPrivate ? privateEntries() : publicEntries();
      for (const [workload, ports] of servedWorkloads(cluster, service)) {
        yield {
          kind: 'externalIPs',
          object: service,
          field: 'spec.externalIPs',
          workload,
          ports,
          through: [service.ref],
          front: { kind: 'open', entries, seenAs: seenThroughNode(service), scope: isPrivate ? 'private-network' : 'internet' },
        };
      }
    }
  },
};
