import { NetworkPolicy, Workload } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { LabelSelector } from '../network/label-selector';
import { PortSet } from '../network/port-set';
import { EndNames, Inquiry } from './inquiry';
import { Direction } from './model';
import { applyEdit, PolicyEdit } from './policy-edit';

/**
 * Tries edits on the manifests. Nothing is proposed that was not applied and found to turn the verdict: the part of the manifests that
 * matters is read, built and analysed anew for each.
 */
export class EditSearch {
  /** The connection as it is now, in the part of the manifests that matters for it. */
  public readonly now: Inquiry;

  /** @param whole the connection in all of the manifests */
  public constructor(private readonly whole: Inquiry, private readonly names: EndNames) {
    this.now = new Inquiry(whole.relevantPart(), whole.profile, names);
  }

  public after(edit: PolicyEdit): Inquiry {
    return edit.length === 0 ? this.now : new Inquiry(applyEdit(this.now.parsed, edit), this.now.profile, this.names);
  }

  /** Whether one half lets all of these ports pass for certain, after an edit that the API server takes. */
  public allows(direction: Direction, edit: PolicyEdit, ports: PortSet): boolean {
    const after = this.after(edit);
    return isTaken(after) && after.half(direction).allowed.contains(ports);
  }

  /** Whether the two halves together block all of these ports for certain, after an edit that the API server takes. */
  public blocks(edit: PolicyEdit, ports: PortSet): boolean {
    const after = this.after(edit);
    const { allowed, unknown } = after.decision();
    return isTaken(after) && allowed.union(unknown).intersect(ports).isEmpty;
  }

  /** The policy of the manifests that one of an edited state stands for. */
  public original({ group, ref }: KubernetesObject): KubernetesObject | undefined {
    return this.now.parsed.objects.find((object) => object.group === group && object.ref === ref);
  }

  /** Workloads of the manifests with a pod in this namespace that the selector selects, as far as policies govern it. */
  public selected(namespace: string, selector: LabelSelector): readonly Workload[] {
    return this.whole.cluster.workloadsIn(namespace)
      .filter(({ pods }) => pods.some(({ labels, hostNetwork, portNamesUnknown }) => !hostNetwork && !portNamesUnknown && selector.matches(labels)));
  }

  /** Workloads that a NetworkPolicy selects. */
  public selectedBy({ metadata, spec }: NetworkPolicy): readonly Workload[] {
    return this.selected(metadata.namespace ?? 'default', spec.podSelector);
  }

  /** Whether every workload with a pod that has these labels is isolated already, so that a further policy only adds to what is allowed. */
  public allIsolated(namespace: string, selector: LabelSelector, direction: Direction): boolean {
    return this.selected(namespace, selector).every((workload) => this.whole.reachability.isolated(workload, direction));
  }

  /** A name for a NetworkPolicy that none has yet. */
  public freeName(namespace: string, wanted: string): string {
    const others = this.whole.cluster.networkPolicies.filter(({ metadata }) => metadata.namespace === namespace);
    const taken = new Set(others.map(({ metadata }) => metadata.name));
    const name = wanted.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 50).replace(/^-+|-+$/g, '');
    for (let n = 1; ; n++) {
      const candidate = n === 1 ? name : `${name}-${n}`;
      if (!taken.has(candidate)) return candidate;
    }
  }
}

/** A rule of a ClusterNetworkPolicy, for example, has no room for all the networks that a part of the internet may need. */
function isTaken({ parsed }: Inquiry): boolean {
  return parsed.problems.every(({ kind }) => kind !== 'refused');
}

/** The changes of an edit that are needed for `holds`, which the whole edit does. */
export function needed(edit: PolicyEdit, holds: (part: PolicyEdit) => boolean): PolicyEdit {
  return edit.reduce<PolicyEdit>((kept, change) => {
    const without = kept.filter((other) => other !== change);
    return holds(without) ? without : kept;
  }, edit);
}

/** Position of a rule in its direction, from its field path (`spec.ingress[2]`). */
export function ruleIndex(path: string): number {
  return Number(/\[(\d+)\]$/.exec(path)?.[1]);
}
