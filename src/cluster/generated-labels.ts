import { NetworkPolicySpec } from '../manifest/kinds/network-policy';
import { WorkloadSpec } from '../manifest/kinds/pod-template';
import { KubernetesObject, StringMap } from '../manifest/kubernetes-object';
import { LabelSelector } from '../network/label-selector';

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';
const JOB_NAMES = ['job-name', 'batch.kubernetes.io/job-name'];
const KEYS: ReadonlySet<string> = new Set([POD_NAME, POD_INDEX, ...JOB_NAMES]);

/** Kinds whose pods get such labels. */
const OWNERS: ReadonlySet<string> = new Set(['apps/StatefulSet', 'batch/Job']);

/** Kinds that may be many or very large, and select no pods for traffic. */
const SELECT_NOTHING: ReadonlySet<string> = new Set([
  'apiextensions.k8s.io/CustomResourceDefinition', 'apps/DaemonSet', 'apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', 'batch/CronJob', 'batch/Job', '/Pod',
]);

/**
 * The labels that controllers put on pods beside those of the template, as far as selectors of the manifests speak of them:
 * each pod of a StatefulSet has its own name and number (apps/v1: `statefulset.kubernetes.io/pod-name`, `apps.kubernetes.io/pod-index`),
 * the pods of a Job its name. Labels that only a running cluster knows, such as `pod-template-hash`, are not among them.
 */
export class GeneratedLabels {
  private readonly keys = new Set<string>();
  private readonly values = new Set<string>();

  public constructor(objects: readonly KubernetesObject[]) {
    if (!objects.some(isOwner)) return;
    for (const object of objects) {
      if (isNetworkPolicy(object)) this.collectSelectors(object.spec);
      else if (!SELECT_NOTHING.has(object.groupKind)) this.collect(object.raw.spec);
    }
  }

  /** One set of labels for each kind of pods that the object makes; at least one. */
  public of(object: KubernetesObject<WorkloadSpec>): readonly StringMap[] {
    const { labels } = object.spec.template;
    if (this.keys.size === 0 || !isOwner(object)) return [labels];
    const { name } = object.metadata;
    if (object.kind === 'Job') return [this.add(labels, JOB_NAMES.map((key) => [key, name]))];
    return this.ordinals(name, object.spec).map((ordinal) => this.add(labels, [[POD_NAME, `${name}-${ordinal}`], [POD_INDEX, String(ordinal)]]));
  }

  private add(labels: StringMap, generated: readonly (readonly [string, string])[]): StringMap {
    return { ...labels, ...Object.fromEntries(generated.filter(([key]) => this.keys.has(key))) };
  }

  /** The pods that a selector may single out, and one that stands for all the others. */
  private ordinals(name: string, { replicas, firstOrdinal = 0 }: WorkloadSpec): readonly number[] {
    const count = Math.max(replicas, 1);
    const named = new Set<number>();
    for (const value of this.values) {
      const digits = value.startsWith(`${name}-`) ? value.slice(name.length + 1) : value;
      const ordinal = /^(0|[1-9]\d{0,9})$/.test(digits) ? Number(digits) : -1;
      if (ordinal >= firstOrdinal && ordinal < firstOrdinal + count) named.add(ordinal);
    }
    if (named.size === count) return [...named].sort((a, b) => a - b);
    let other = firstOrdinal;
    while (named.has(other)) other++;
    return [...named, other].sort((a, b) => a - b);
  }

  /** There are as many policies as workloads in large clusters: walking over all that is written there would take longer than all else. */
  private collectSelectors({ podSelector, ingress, egress }: NetworkPolicySpec): void {
    this.collectSelector(podSelector);
    for (const { peers = [] } of ingress) for (const peer of peers) this.collectSelector(peer.podSelector);
    for (const { peers = [] } of egress) for (const peer of peers) this.collectSelector(peer.podSelector);
  }

  private collectSelector(selector: LabelSelector = LabelSelector.EVERYTHING): void {
    for (const { key, values } of selector.requirements) this.take(key, values);
  }

  private collect(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) this.collect(item);
      return;
    }
    const fields = value as Readonly<Record<string, unknown>>;
    for (const property in fields) {
      const item = fields[property];
      if (typeof item === 'object') this.collect(item);
      else if (property === 'key') this.take(item as string, fields.values);
      else this.take(property, [item]);
    }
  }

  private take(key: string, values: unknown): void {
    if (!KEYS.has(key)) return;
    this.keys.add(key);
    for (const value of Array.isArray(values) ? values : []) this.values.add(String(value));
  }
}

function isOwner({ groupKind }: KubernetesObject): boolean {
  return OWNERS.has(groupKind);
}

function isNetworkPolicy(object: KubernetesObject): object is KubernetesObject<NetworkPolicySpec> {
  return object.groupKind === 'networking.k8s.io/NetworkPolicy' && object.spec !== undefined;
}
