import { Cluster, Service, Workload } from '../../cluster/model';
import { serviceTargets } from '../../cluster/service-targets';
import { DestinationRuleSpec, ServiceEntrySpec } from '../../manifest/kinds/istio/service-entry';
import { IstioDestination } from '../../manifest/kinds/istio/virtual-service';
import { KubernetesObject, StringMap } from '../../manifest/kubernetes-object';
import { PortSet } from '../../network/port-set';
import { aliasChain } from '../services/service-aliases';
import { domainNamesIn } from '../services/service-names';
import { portsByWorkload } from '../services/service-way-in';
import { hasAll } from './gateway-proxies';
import { commonHost, isVisible } from './host-names';
import { istioObjects } from './objects';

/** Pods behind a destination. */
export interface IstioTarget {
  readonly workload: Workload;
  /** Pod ports. */
  readonly ports: PortSet;
  /** Objects that lead there, the one that the destination names first. */
  readonly through: readonly string[];
  /** What must hold for it to be reached; certain if absent. */
  readonly provided?: string;
}

/** Where the destination stands. */
export interface DestinationContext {
  /** Namespace of its VirtualService: that of short names. */
  readonly namespace: string;
  /** Ports of the servers that take the route: a service with several ports is entered by the same one if the destination names none. */
  readonly serverPorts: readonly number[];
  /** Namespace of the gateway's pods, where it is known. */
  readonly proxyNamespace?: string;
}

/** `networking.istio.io/exportTo` of a Service says which namespaces see it. */
const EXPORT_ANNOTATION = 'networking.istio.io/exportTo';

/** Finds the pods behind the destinations of VirtualServices. */
export class IstioDestinations {
  private readonly entries: readonly KubernetesObject<ServiceEntrySpec>[];
  private readonly rules: readonly KubernetesObject<DestinationRuleSpec>[];

  public constructor(private readonly cluster: Cluster, private readonly clusterDomain: string) {
    this.entries = istioObjects<ServiceEntrySpec>(cluster, 'ServiceEntry');
    this.rules = istioObjects<DestinationRuleSpec>(cluster, 'DestinationRule');
  }

  /** Empty for a host that leads to no pod of the manifests. */
  public of(destination: IstioDestination, context: DestinationContext): readonly IstioTarget[] {
    const host = this.fullName(destination.host, context.namespace);
    const targets = [...this.ofService(host, destination, context), ...this.ofEntries(host, destination, context)];
    return destination.subset === undefined ? targets : this.inSubset(targets, host, destination.subset);
  }

  /**
   * A name without a dot is a Service beside the VirtualService; any other stands as it is (Istio reference, Destination.host). So
   * `web.shop` is no Service to Istio, only a host that something else would have to declare.
   */
  private fullName(host: string, namespace: string): string {
    return host.includes('.') ? host.toLowerCase() : `${host}.${namespace}.svc.${this.clusterDomain}`;
  }

  private ofService(host: string, destination: IstioDestination, context: DestinationContext): readonly IstioTarget[] {
    const [named] = domainNamesIn(host);
    const chain = named === undefined ? [] : aliasChain(this.cluster, named);
    const [first, service] = [chain[0], chain.at(-1)];
    if (first === undefined || service === undefined) return [];
    const visible = isVisible(exportsOf(first), first.metadata.namespace ?? 'default', context.proxyNamespace);
    if (visible === false) return [];
    const conditions = [
      ...(host.split('.').length > 3 ? [] : [`Istio knows the host "${host}", which is not the whole name of ${first.ref}`]),
      ...(visible === true ? [] : [`${first.ref} is exported to the namespace of the gateway's pods`]),
    ];
    return this.behind(service, chain.map(({ ref }) => ref), portsOf(destination, first, context), allOf(conditions));
  }

  private behind(service: Service, through: readonly string[], numbers: readonly number[], provided: string | undefined): readonly IstioTarget[] {
    const targets = serviceTargets(this.cluster, service)
      .filter(({ servicePort }) => servicePort.protocol === 'TCP' && numbers.includes(servicePort.port));
    return [...portsByWorkload(targets)].map(([workload, ports]) => ({ workload, ports, through, ...(provided !== undefined && { provided }) }));
  }

  /** A ServiceEntry gives a host to pods of its namespace, or to whatever name in the cluster its endpoints have. */
  private ofEntries(host: string, destination: IstioDestination, context: DestinationContext): readonly IstioTarget[] {
    return this.entries.flatMap((entry) => {
      const { metadata: { namespace = 'default' }, spec } = entry;
      const covered = spec.hosts.some((declared) => commonHost(declared, host) === host);
      if (!covered || isVisible(spec.exportTo, namespace, context.proxyNamespace) === false) return [];
      const ports = spec.ports.filter(({ number }) => (destination.port === undefined ? true : number === destination.port));
      if (spec.workloads !== undefined) return this.selectedBy(entry, PortSet.union(ports.map(({ targetPort }) => PortSet.of('TCP', targetPort))));
      const addresses = spec.endpoints.length > 0 ? spec.endpoints.map(({ address }) => address) : spec.hosts.filter((name) => name !== host);
      return addresses.flatMap((address) => this.named(address, [entry.ref], ports.map(({ targetPort }) => targetPort)));
    });
  }

  private selectedBy({ ref, metadata, spec: { workloads } }: KubernetesObject<ServiceEntrySpec>, ports: PortSet): readonly IstioTarget[] {
    return this.cluster.workloadsIn(metadata.namespace ?? 'default')
      .filter(({ pods }) => pods.some(({ labels }) => workloads?.matches(labels) === true))
      .map((workload) => ({ workload, ports, through: [ref] }));
  }

  private named(address: string, through: readonly string[], numbers: readonly number[]): readonly IstioTarget[] {
    const [named] = domainNamesIn(address);
    const chain = named === undefined ? [] : aliasChain(this.cluster, named);
    const service = chain.at(-1);
    return service === undefined ? [] : this.behind(service, [...through, ...chain.map(({ ref }) => ref)], numbers, undefined);
  }

  /** Without the rule that defines the subset nothing is reached, unless the manifests just do not contain it. */
  private inSubset(targets: readonly IstioTarget[], host: string, subset: string): readonly IstioTarget[] {
    const labels = this.rules
      .filter(({ spec, metadata }) => commonHost(this.fullName(spec.host, metadata.namespace ?? 'default'), host) === host)
      .flatMap(({ spec }) => spec.subsets.filter(({ name }) => name === subset).map((found) => found.labels));
    if (labels.length === 0) {
      const provided = `a DestinationRule that the manifests do not contain defines subset "${subset}" of ${host}, and its labels are those of the pods`;
      return targets.map((target) => ({ ...target, provided: [target.provided ?? [], provided].flat().join(', and ') }));
    }
    return targets.filter(({ workload }) => labels.some((wanted) => hasPods(workload, wanted)));
  }
}

function allOf(conditions: readonly string[]): string | undefined {
  return conditions.length === 0 ? undefined : conditions.join(', and ');
}

function hasPods({ pods }: Workload, wanted: StringMap): boolean {
  return pods.some(({ labels }) => hasAll(labels, wanted));
}

/** Namespaces that see the Service; every one if there are none. */
export function exportsOf({ metadata }: Service): readonly string[] {
  return (metadata.annotations[EXPORT_ANNOTATION] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
}

function portsOf({ port }: IstioDestination, { spec }: Service, { serverPorts }: DestinationContext): readonly number[] {
  if (port !== undefined) return [port];
  const [only, ...others] = spec.ports;
  return only !== undefined && others.length === 0 ? [only.port] : serverPorts;
}
