import { Cluster, Workload } from '../cluster/model';
import { selectedWorkloads } from '../cluster/service-targets';
import { IngressSpec } from '../manifest/kinds/ingress';
import { NetworkPolicySpec } from '../manifest/kinds/network-policy';
import { ServiceSpec } from '../manifest/kinds/service';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { InputProblem } from '../manifest/problem';
import { LabelSelector } from '../network/label-selector';
import { selectedIn } from './facts/policy-subjects';

/** Kinds whose refusal concerns themselves only: they own pods, and pods that are not there need no proof. */
const WORKLOAD_KINDS: ReadonlySet<string> = new Set([
  'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'ReplicaSet', 'ReplicationController', 'Pod',
]);

/**
 * The workloads that a refused object would have touched: of these nothing can be proved. Those of another object of the same
 * kind and name too: whichever is applied last replaces the other.
 *
 * Where the object could not be read well enough to know them: every workload of its namespace; where not even that is
 * known, or the object has no namespace: every workload.
 */
export function touchedBy(cluster: Cluster, problem: InputProblem): readonly Workload[] {
  const own = touchedByItself(cluster, problem);
  const { object } = problem;
  const namesake = object === undefined ? undefined : namesakeOf(cluster, object);
  return namesake === undefined ? own : [...new Set([...own, ...touchedByItself(cluster, { ...problem, object: namesake })])];
}

const byRef = new WeakMap<Cluster, ReadonlyMap<string, KubernetesObject>>();

/** The object that stays where several of one kind and name are given. */
function namesakeOf(cluster: Cluster, { group, ref }: KubernetesObject): KubernetesObject | undefined {
  let known = byRef.get(cluster);
  if (known === undefined) byRef.set(cluster, (known = new Map(cluster.objects.map((object) => [`${object.group}/${object.ref}`, object]))));
  return known.get(`${group}/${ref}`);
}

function touchedByItself(cluster: Cluster, problem: InputProblem): readonly Workload[] {
  const { kind, namespace, name } = identity(problem);
  if (kind !== undefined && WORKLOAD_KINDS.has(kind)) {
    const workload = cluster.workload(`${namespace ?? 'default'}/${name}[${kind}]`);
    return workload === undefined ? [] : [workload];
  }
  if (namespace === undefined) return cluster.workloads;
  const inNamespace = cluster.workloadsIn(namespace);
  const selected = problem.object === undefined ? undefined : selectedBy(cluster, problem.object, namespace);
  return selected ?? inNamespace;
}

interface Identity { readonly kind?: string; readonly namespace?: string; readonly name?: string }

function identity({ object, ref }: InputProblem): Identity {
  if (object !== undefined) return ofParts(object.kind, object.metadata.namespace, object.metadata.name);
  if (ref === undefined) return {};
  const [kind = '', path = ''] = ref.split(' ');
  const slash = path.indexOf('/');
  return slash < 0 ? ofParts(kind, undefined, path) : ofParts(kind, path.slice(0, slash), path.slice(slash + 1));
}

/** A Namespace object stands for its own namespace. */
function ofParts(kind: string, namespace: string | undefined, name: string): Identity {
  const within = kind === 'Namespace' ? name : namespace;
  return { kind, name, ...(within === undefined ? {} : { namespace: within }) };
}

/** The workloads of the namespace that the object selects, or undefined where that could not be read. */
function selectedBy(cluster: Cluster, object: KubernetesObject, namespace: string): readonly Workload[] | undefined {
  const workloads = cluster.workloadsIn(namespace);
  switch (object.kind) {
    case 'NetworkPolicy': {
      const selector = (object.spec as Partial<NetworkPolicySpec> | undefined)?.podSelector;
      return selector instanceof LabelSelector ? selectedIn(workloads, selector) : undefined;
    }
    case 'Service': {
      const spec = object.spec as Partial<ServiceSpec> | undefined;
      return spec?.selector === undefined ? undefined : selectedIn(workloads, LabelSelector.of(spec.selector));
    }
    case 'Ingress': return backedBy(cluster, object.spec as Partial<IngressSpec> | undefined, namespace);
    default: return undefined;
  }
}

function backedBy(cluster: Cluster, spec: Partial<IngressSpec> | undefined, namespace: string): readonly Workload[] | undefined {
  if (spec?.rules === undefined) return undefined;
  const ofRules = spec.rules.flatMap((rule) => rule.paths.map((path) => path.backend));
  const backends = spec.defaultBackend === undefined ? ofRules : [...ofRules, spec.defaultBackend];
  const found = new Set<Workload>();
  for (const { service: named } of backends) {
    const service = named === undefined ? undefined : cluster.service(namespace, named.name);
    if (service === undefined) return undefined;
    selectedWorkloads(cluster, service).forEach((workload) => found.add(workload));
  }
  return [...found];
}
