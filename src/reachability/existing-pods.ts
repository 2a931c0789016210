import { Cluster, Workload } from '../cluster/model';
import { LabelSelector } from '../network/label-selector';
import { Admission, PodCondition } from './model';
import { namespacesNamed } from './pod-condition';

/** Finds out whether some pod of the manifests is one that a condition is about. Pods on the network of their node are none: labels do not mean these. */
export class ExistingPods {
  private readonly byLabel = new Map<string, Workload[]>();

  public constructor(private readonly cluster: Cluster) {
    for (const workload of cluster.workloads) {
      const labels = new Set(workload.pods.flatMap((pods) => Object.keys(pods.labels).map((key) => `${key}=${pods.labels[key]}`)));
      for (const label of labels) {
        const same = this.byLabel.get(label);
        if (same === undefined) this.byLabel.set(label, [workload]);
        else same.push(workload);
      }
    }
  }

  public include({ condition, except }: Pick<Admission, 'condition' | 'except'>): boolean {
    return this.candidates(condition).some(({ namespace, pods }) => pods.some(({ labels, hostNetwork }) => {
      const meets = (other: PodCondition): boolean => other.pods.matches(labels) && other.namespaces.mayMatch(namespace.labels, namespace.declared) === 'yes';
      return !hostNetwork && meets(condition) && !except.some(meets);
    }));
  }

  /** Few workloads among which all such pods are. */
  private candidates({ namespaces, pods }: PodCondition): readonly Workload[] {
    const inNamespaces = namespacesNamed(namespaces)?.flatMap((name) => this.cluster.workloadsIn(name));
    const labelled = asked(pods)?.flatMap((label) => this.byLabel.get(label) ?? []);
    let few = this.cluster.workloads;
    for (const some of [inNamespaces, labelled]) if (some !== undefined && some.length < few.length) few = some;
    return few;
  }
}

function asked({ requirements }: LabelSelector): readonly string[] | undefined {
  const first = requirements.find(({ operator }) => operator === 'In');
  return first?.values.map((value) => `${first.key}=${value}`);
}
