import { Cluster, Namespace } from '../cluster/model';
import { NAMESPACE_NAME_LABEL } from '../cluster/namespaces';
import { PRESETS } from '../controllers/presets';
import { LabelSelector } from '../network/label-selector';
import { namespacesNamed } from '../reachability/pod-condition';
import { activePeers } from './facts/active-rules';
import { Rule, Severity } from './rule';

export const NP_NS_LABEL: Rule = {
  id: 'NP-NS-LABEL',
  severity: 'error',
  title: 'A policy selects namespaces by a label that no known namespace has.',
  rationale: 'The control plane sets kubernetes.io/metadata.name on every namespace and no other label (Kubernetes documentation, Labels, Annotations and Taints): '
    + 'a namespaceSelector by another one matches nothing until somebody sets it, and then whoever may label namespaces decides who gets in.',
  *evaluate({ cluster }) {
    const judge = new SelectorJudge(cluster);
    for (const policy of cluster.networkPolicies) {
      for (const { peer } of activePeers(policy)) {
        if (peer.namespaceSelector === undefined) continue;
        const mistake = judge.mistake(peer.namespaceSelector);
        if (mistake === undefined) continue;
        yield {
          object: policy,
          field: `${peer.path}.namespaceSelector`,
          severity: mistake.severity,
          message: `${policy.ref} ${peer.path} selects namespaces with ${peer.namespaceSelector.toString()}, but ${mistake.why}`,
          fix: mistake.meant === undefined
            ? 'Select the namespace by kubernetes.io/metadata.name; or set the label on the Namespace, and check it together with the policy.'
            : `Select it by its name: kubernetes.io/metadata.name=${mistake.meant}; or set the label on Namespace ${mistake.meant}.`,
        };
      }
    }
  },
};

interface Mistake {
  readonly severity: Severity;
  readonly why: string;
  /** The namespace that was meant, where that is clear. */
  readonly meant?: string;
}

/** What is wrong with selectors of namespaces, each looked at once: many policies have the same ones. */
class SelectorJudge {
  private readonly known = new Map<string, Mistake | undefined>();
  private readonly declared: readonly Namespace[];

  public constructor(private readonly cluster: Cluster) {
    this.declared = [...cluster.namespaces.values()].filter(({ declared }) => declared);
  }

  public mistake(selector: LabelSelector): Mistake | undefined {
    const key = selector.canonical;
    if (!this.known.has(key)) this.known.set(key, this.judge(selector));
    return this.known.get(key);
  }

  private judge(selector: LabelSelector): Mistake | undefined {
    const wanted = selector.requirements.filter(({ key, operator }) => key !== NAMESPACE_NAME_LABEL && (operator === 'In' || operator === 'Exists'));
    if (wanted.length === 0) return undefined;
    const named = namespacesNamed(selector);
    if (named !== undefined) return this.judgeNamed(selector, named);
    // without a Namespace nothing is known of labels
    if (this.declared.length === 0 || this.declared.some(({ labels }) => selector.matches(labels)) || isSetByInstallation(selector)) return undefined;
    const meant = wanted.flatMap(({ values }) => values).find((value) => this.cluster.namespaces.has(value));
    if (meant !== undefined) return { severity: 'error', why: `Namespace ${meant} does not have that label, nor does another one`, meant };
    return { severity: 'warning', why: `none of the known namespaces has that label: ${listed(this.declared)}` };
  }

  /** A selector that names its namespaces, all of which are known, and asks for labels that they do not have. */
  private judgeNamed(selector: LabelSelector, names: readonly string[]): Mistake | undefined {
    const namespaces = names.map((name) => this.cluster.namespaces.get(name));
    if (namespaces.some((namespace) => namespace?.declared !== true || selector.matches(namespace.labels))) return undefined;
    return { severity: 'error', why: `${names.map((name) => `Namespace ${name}`).join(' and ')} ${names.length === 1 ? 'does' : 'do'} not have these labels`, ...(names.length === 1 ? { meant: names[0]! } : {}) };
  }
}

/** Whether a controller's installation labels its namespace so. */
function isSetByInstallation(selector: LabelSelector): boolean {
  return [...PRESETS.values()].some(({ namespaceLabels }) => namespaceLabels !== undefined && selector.matches(namespaceLabels));
}

function listed(namespaces: readonly Namespace[]): string {
  const names = namespaces.map(({ name }) => name).sort();
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
