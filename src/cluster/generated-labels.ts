import { WorkloadSpec } from '../manifest/kinds/pod-template';
import { KubernetesObject, StringMap } from '../manifest/kubernetes-object';

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';
const JOB_NAMES = ['job-name', 'batch.kubernetes.io/job-name'];
const KEYS: ReadonlySet<string> = new Set([POD_NAME, POD_INDEX, ...JOB_NAMES]);

/** Kinds whose pods get such labels. */
const OWNERS: ReadonlySet<string> = new Set(['apps/StatefulSet', 'batch/Job']);

/** Kinds that may be very large and select nothing. */
const SELECT_NOTHING: ReadonlySet<string> = new Set(['apiextensions.k8s.io/CustomResourceDefinition']);

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
      if (!SELECT_NOTHING.has(`${object.group}/${object.kind}`) && !isOwner(object)) this.collect(object.raw.spec);
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

  private collect(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    const { key, values } = value as { readonly key?: unknown; readonly values?: unknown };
    if (typeof key === 'string' && KEYS.has(key)) {
      this.keys.add(key);
      for (const item of Array.isArray(values) ? values : []) this.values.add(String(item));
    }
    for (const [property, item] of Object.entries(value)) {
      if (KEYS.has(property)) {
        this.keys.add(property);
        this.values.add(String(item));
      }
      this.collect(item);
    }
  }
}

function isOwner({ group, kind }: KubernetesObject): boolean {
  return OWNERS.has(`${group}/${kind}`);
}
