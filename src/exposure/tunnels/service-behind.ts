import { Cluster, Service, Workload } from '../../cluster/model';
import { PortSet } from '../../network/port-set';
import { aliasChain, portsBehind } from '../services/service-aliases';
import { NamedService } from '../services/service-names';

/** A workload behind a Service that something names. */
export interface BehindService {
  readonly workload: Workload;
  readonly ports: PortSet;
  /** The Service, and those that it is an alias of. */
  readonly services: readonly string[];
}

/** The workloads behind a Service that is named, through aliases; none where the manifests do not contain it. */
export function* workloadsBehind(cluster: Cluster, named: NamedService): Generator<BehindService> {
  const chain = aliasChain(cluster, named);
  const service = chain.at(-1);
  if (service === undefined) return;
  const services = chain.map(({ ref }) => ref);
  for (const [workload, ports] of portsBehind(cluster, service, named)) yield { workload, ports, services };
}

/** A Service as something names it that means the whole of it. */
export function nameOf({ metadata }: Service): NamedService {
  return { namespace: metadata.namespace ?? 'default', name: metadata.name };
}
