import { Namespace, Workload } from '../cluster/model';
import { NetworkPolicyPeer } from '../manifest/kinds/network-policy';
import { LabelSelector } from '../network/label-selector';
import { nearest } from '../profile/spelling';
import { namespacesNamed } from '../reachability/pod-condition';
import { SOLVER_LABELS } from './facts/acme';
import { activePeers } from './facts/active-rules';
import { PeerCache } from './facts/admitted';
import { DescribedPods, describedPods } from './facts/described-pods';
import { Analysis, Rule, Severity } from './rule';

export const NP_PEER_NONE: Rule = {
  id: 'NP-PEER-NONE',
  severity: 'warning',
  title: 'An item of a policy selects pods that do not exist.',
  rationale: 'Selectors look at the labels of the pod template, in the namespaces of the item; one that no pod carries matches nothing, and '
    + 'nobody says so (Kubernetes API, NetworkPolicyPeer.podSelector).',
  *evaluate(analysis) {
    const judge = new PeerJudge(analysis);
    for (const policy of analysis.cluster.networkPolicies) {
      for (const { peer } of activePeers(policy)) {
        const nobody = judge.nobody(peer, policy.metadata.namespace ?? 'default');
        if (nobody === undefined) continue;
        const names = nobody.namespaces.map(({ name }) => name).join(', ');
        yield {
          object: policy,
          field: `${peer.path}.podSelector`,
          severity: nobody.severity,
          message: `${policy.ref} ${peer.path} selects pods with ${peer.podSelector!.toString()} in namespace ${names}, but none of its workloads has them`,
          fix: nobody.meant === undefined
            ? 'Write labels of the pod template that is meant; if its pods come from elsewhere, check its manifests together with these.'
            : `Did you mean ${nobody.meant}? Write labels of the pod template that is meant.`,
        };
      }
    }
  },
};

/** A peer that matches nobody. */
interface Nobody {
  readonly namespaces: readonly Namespace[];
  readonly severity: Severity;
  /** A label that some pod has and that is written almost so. */
  readonly meant?: string;
}

/** Peers of policies, each judged once: many policies have the same ones. */
class PeerJudge {
  private readonly cache = new PeerCache();
  private readonly known = new Map<object, Nobody | undefined>();
  private readonly used = new Map<string, UsedLabels>();
  private readonly described: readonly DescribedPods[];

  public constructor(private readonly analysis: Analysis) {
    this.described = describedPods(analysis.profile);
  }

  public nobody(peer: NetworkPolicyPeer, own: string): Nobody | undefined {
    if (peer.podSelector === undefined || !isAboutKnownPods(peer, peer.podSelector)) return undefined;
    const selected = this.cache.selected(this.analysis.cluster, peer, own);
    if (selected.workloads.length > 0) return undefined;
    if (!this.known.has(selected)) this.known.set(selected, this.judge(selected.namespaces, peer.podSelector));
    return this.known.get(selected);
  }

  private judge(names: readonly string[], selector: LabelSelector): Nobody | undefined {
    const { cluster } = this.analysis;
    const namespaces = names.flatMap((name) => cluster.namespaces.get(name) ?? []);
    // of a namespace without workloads nothing is known: its manifests are elsewhere
    const isKnown = namespaces.length > 0 && namespaces.length === names.length && names.every((name) => cluster.workloadsIn(name).length > 0);
    if (!isKnown || this.described.some(({ namespace, labels }) => names.includes(namespace) && selector.mayMatch(labels, false) !== 'no')) return undefined;
    const labels = this.labelsIn(names);
    // pods that an operator makes have keys of their own
    const certain = namespaces.every(({ declared }) => declared) && selector.keys.every((key) => labels.has(key));
    const meant = likelyMeant(selector, labels);
    return { namespaces, severity: certain ? 'warning' : 'info', ...(meant === undefined ? {} : { meant }) };
  }

  /** Every key, with its values, that pods of the namespaces have. */
  private labelsIn(names: readonly string[]): UsedLabels {
    const place = names.join();
    let used = this.used.get(place);
    if (used === undefined) this.used.set(place, (used = labelsOf(names.flatMap((name) => this.analysis.cluster.workloadsIn(name)))));
    return used;
  }
}

type UsedLabels = ReadonlyMap<string, ReadonlySet<string>>;

function labelsOf(workloads: readonly Workload[]): UsedLabels {
  const used = new Map<string, Set<string>>();
  for (const { labels } of workloads.flatMap(({ pods }) => pods)) {
    for (const key of Object.keys(labels)) used.set(key, (used.get(key) ?? new Set<string>()).add(labels[key]!));
  }
  return used;
}

/** Whether the pods are asked for by labels, in namespaces by their names, and are not of those that only live for a moment. */
function isAboutKnownPods({ namespaceSelector }: NetworkPolicyPeer, selector: LabelSelector): boolean {
  // what selects a pod without labels is about every pod but some, also before there is one
  if (selector.matches({}) || selector.keys.some((key) => Object.hasOwn(SOLVER_LABELS, key))) return false;
  return namespaceSelector === undefined || namespacesNamed(namespaceSelector) !== undefined;
}

/** Among more values than this, some are always alike. */
const MAX_VALUES = 200;

function likelyMeant({ requirements }: LabelSelector, labels: UsedLabels): string | undefined {
  for (const { key, operator, values } of requirements) {
    const used = labels.get(key);
    if (operator !== 'In' || used === undefined || used.size > MAX_VALUES || values.some((value) => used.has(value))) continue;
    const meant = nearest(values[0]!, used);
    if (meant !== undefined) return `${key}=${meant}`;
  }
  return undefined;
}
