import { Service, Workload } from '../cluster/model';
import { BgpConfigurationSpec } from '../manifest/kinds/calico/bgp-configuration';
import { CiliumBgpSpec } from '../manifest/kinds/cilium/bgp';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { ZoneEntry } from './model';
import { addressesOf, clusterAddressIn } from './services/cluster-addresses';
import { seenThroughNode, servedWorkloads } from './services/service-way-in';
import { runsOneOf } from './tunnels/agents';
import { ExposureContext, FoundWayIn, WayInFinder } from './way-in-finder';
import { privateEntries } from './zones';

/** Something that tells the routers of the network the way to the cluster address of a Service. */
interface Advertisement {
  readonly object: KubernetesObject;
  readonly field: string;
  /** What must hold besides; nothing where it is certain. */
  readonly assuming: readonly string[];
}

/**
 * Cluster addresses that are advertised by BGP: hosts of the private network reach a Service of any type, by some node. Load balancer
 * and external addresses, which are advertised likewise, are ways in without that.
 */
export const BGP: WayInFinder = {
  kind: 'BGP',
  *find(context) {
    const sources = [calico(context), cilium(context), kubeRouter(context)].filter((source) => source !== undefined);
    if (sources.length === 0) return;
    for (const service of context.cluster.services) {
      if (service.spec.headless || service.spec.type === 'ExternalName') continue;
      for (const source of sources) {
        const advertisement = source(service);
        if (advertisement !== undefined) yield* waysIn(context, service, advertisement);
      }
    }
  },
};

type Source = (service: Service) => Advertisement | undefined;

function* waysIn({ cluster }: ExposureContext, service: Service, { object, field, assuming }: Advertisement): Generator<FoundWayIn> {
  const entries = assuming.length === 0 ? privateEntries() : privateEntries().map((entry): ZoneEntry => ({ ...entry, verdict: 'unknown', assuming }));
  const through = object === service ? [service.ref] : [object.ref, service.ref];
  for (const [workload, ports] of servedWorkloads(cluster, service)) {
    yield { kind: 'BGP', object, field, workload, ports, through, front: { kind: 'open', entries, seenAs: seenThroughNode(service), scope: 'private-network' } };
  }
}

/** Only the BGPConfiguration `default` speaks for Services, and nobody listens without a peer outside the cluster (Calico, "Advertise Kubernetes service IP addresses"). */
function calico({ cluster, profile }: ExposureContext): Source | undefined {
  const groups = ['projectcalico.org', 'crd.projectcalico.org'];
  const object = groups.flatMap((group) => cluster.objectsOf(group, 'BGPConfiguration')).find(({ metadata, spec }) => metadata.name === 'default' && spec !== undefined);
  const ranges = addressesOf((object?.spec as BgpConfigurationSpec | undefined)?.serviceClusterIPs ?? []);
  if (object === undefined || ranges.isEmpty) return undefined;
  const hasPeer = groups.some((group) => cluster.objectsOf(group, 'BGPPeer').length > 0);
  const peer = hasPeer ? [] : ['Calico has a BGPPeer outside the cluster'];
  return (service) => {
    const within = clusterAddressIn(service, ranges, profile);
    if (within === 'no') return undefined;
    const address = within === 'yes' ? [] : [`the cluster address of ${service.ref} lies in ${ranges.toString()}: \`cluster.serviceCidrs\` of exposure.yaml does not say`];
    return { object, field: 'spec.serviceClusterIPs', assuming: [...peer, ...address] };
  };
}

function cilium({ cluster }: ExposureContext): Source | undefined {
  const kinds = ['CiliumBGPAdvertisement', 'CiliumBGPPeeringPolicy'];
  const objects = kinds.flatMap((kind) => cluster.objectsOf('cilium.io', kind)).filter(({ spec }) => spec !== undefined) as readonly KubernetesObject<CiliumBgpSpec>[];
  if (objects.length === 0) return undefined;
  return (service) => {
    const object = objects.find(({ spec }) => spec.clusterAddressesOf.some((selector) => selector.matches(labelsOf(service))));
    return object === undefined ? undefined : { object, field: 'spec', assuming: [] };
  };
}

/** Selectors of Services may also name these (Cilium, "BGP Control Plane Resources"). */
function labelsOf({ metadata }: Service): Readonly<Record<string, string>> {
  return { ...metadata.labels, 'io.kubernetes.service.name': metadata.name, 'io.kubernetes.service.namespace': metadata.namespace ?? 'default' };
}

/** kube-router: the annotation decides for one Service, the flag for all others (kube-router, docs/bgp.md). */
function kubeRouter({ cluster }: ExposureContext): Source | undefined {
  const key = 'kube-router.io/service.advertise.clusterip';
  const routers = cluster.workloads.filter((workload) => runsOneOf(workload, ['cloudnativelabs/kube-router', 'kube-router']));
  const byFlag = routers.find(advertisesAll);
  if (byFlag === undefined && !cluster.services.some(({ metadata }) => metadata.annotations[key] === 'true')) return undefined;
  return (service) => {
    const annotated = service.metadata.annotations[key];
    if (annotated === 'true') return { object: service, field: `metadata.annotations[${key}]`, assuming: routers.length > 0 ? [] : ['kube-router serves the cluster'] };
    const router = byFlag?.objects[0];
    return annotated === 'false' || router === undefined ? undefined : { object: router, field: 'spec', assuming: [] };
  };
}

function advertisesAll({ pods }: Workload): boolean {
  return pods.some(({ containers }) => containers.some(({ command, args }) => [...command, ...args].some((word) => /^--advertise-cluster-ip(?:=true)?$/.test(word))));
}
