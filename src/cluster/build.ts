import { KubernetesObject } from '../manifest/kubernetes-object';
import { ParsedManifests } from '../manifest/read';
import { CiliumPolicy, Cluster, ClusterPolicy, Ingress, IngressClass, Namespace, NetworkPolicy, Node, Service, Workload } from './model';
import { readNamespaces } from './namespaces';
import { groupWorkloads } from './workloads';

const CILIUM_POLICY_KINDS = ['CiliumClusterwideNetworkPolicy', 'CiliumNetworkPolicy'];
const CLUSTER_POLICY_KINDS = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];

/** Links what was read. Refused objects are in `problems` only; the order of documents changes nothing. */
export function buildCluster(parsed: ParsedManifests): Cluster {
  return new BuiltCluster(parsed);
}

class BuiltCluster implements Cluster {
  public readonly objects: readonly KubernetesObject[];
  public readonly problems: Cluster['problems'];
  public readonly namespaces: ReadonlyMap<string, Namespace>;
  public readonly workloads: readonly Workload[];
  public readonly services: readonly Service[];
  public readonly ingresses: readonly Ingress[];
  public readonly ingressClasses: readonly IngressClass[];
  public readonly networkPolicies: readonly NetworkPolicy[];
  public readonly clusterPolicies: readonly ClusterPolicy[];
  public readonly ciliumPolicies: readonly CiliumPolicy[];
  public readonly nodes: readonly Node[];

  private readonly byKind = new Map<string, KubernetesObject[]>();
  private readonly byNamespace = new Map<string, Workload[]>();
  private readonly workloadsById = once(() => new Map(this.workloads.map((workload) => [workload.id, workload])));
  private readonly workloadsByObject = once(() => new Map<KubernetesObject, Workload>(
    this.workloads.flatMap((workload) => workload.objects.map((object) => [object, workload] as const))));
  private readonly servicesByRef = once(() => new Map(this.services.map((service) => [service.ref, service])));

  public constructor(parsed: ParsedManifests) {
    this.objects = parsed.objects;
    this.problems = parsed.problems;
    for (const object of parsed.objects) append(this.byKind, object.groupKind, object);
    for (const [kind, objects] of this.byKind) this.byKind.set(kind, sortedByName(objects));
    this.namespaces = readNamespaces(parsed.objects);
    this.workloads = groupWorkloads(parsed.objects, this.namespaces);
    this.services = this.understood<Service>('', 'Service');
    this.ingresses = this.understood<Ingress>('networking.k8s.io', 'Ingress');
    this.ingressClasses = this.understood<IngressClass>('networking.k8s.io', 'IngressClass');
    this.networkPolicies = this.understood<NetworkPolicy>('networking.k8s.io', 'NetworkPolicy');
    this.clusterPolicies = CLUSTER_POLICY_KINDS.flatMap((kind) => this.understood<ClusterPolicy>('policy.networking.k8s.io', kind));
    this.ciliumPolicies = CILIUM_POLICY_KINDS.flatMap((kind) => this.understood<CiliumPolicy>('cilium.io', kind));
    this.nodes = this.understood<Node>('', 'Node');
    for (const workload of this.workloads) append(this.byNamespace, workload.namespace.name, workload);
  }

  public objectsOf(group: string, kind: string): readonly KubernetesObject[] {
    return this.byKind.get(`${group}/${kind}`) ?? [];
  }

  public workload(id: string): Workload | undefined {
    return this.workloadsById().get(id);
  }

  public workloadOf(object: KubernetesObject): Workload | undefined {
    return this.workloadsByObject().get(object);
  }

  public service(namespace: string, name: string): Service | undefined {
    return this.servicesByRef().get(`Service ${namespace}/${name}`);
  }

  public workloadsIn(namespace: string): readonly Workload[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /** Objects of a kind whose reader made something of them. */
  private understood<T extends KubernetesObject>(group: string, kind: string): readonly T[] {
    return this.objectsOf(group, kind).filter((object): object is T => object.spec !== undefined);
  }
}

/** What is made when it is asked for, once also for all clusters that are thought up from this one: not every question needs it. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Objects of one kind in the order of their names in reports. */
function sortedByName(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const named = objects.map((object) => ({ object, name: object.ref }));
  return named.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name))).map(({ object }) => object);
}
