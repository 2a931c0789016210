import { NetworkPolicy, Workload } from '../cluster/model';
import { JsonObject } from '../manifest/kubernetes-object';
import { LabelSelector } from '../network/label-selector';
import { EditSearch } from './edit-search';
import { policyTypesToState, PolicyChange, PolicyEdit } from './policy-edit';
import { lastingLabels } from './written-rule';

/** What an edit does besides turning the verdict that was asked for. */
export function editConsequences(search: EditSearch, effect: 'allow' | 'block', edit: PolicyEdit): readonly string[] {
  return [...new Set([
    ...edit.flatMap((change) => ofChange(search, effect, change, edit)),
    ...(effect === 'allow' ? alsoNamed(search, edit) : []),
  ])];
}

function ofChange(search: EditSearch, effect: 'allow' | 'block', change: PolicyChange, edit: PolicyEdit): readonly string[] {
  const own = search.now.own(change.direction).workload as Workload;
  if (change.kind === 'add-policy') {
    const others = except(search.selected(own.namespace.name, selectorOf(change.object)), own);
    const also = others.length === 0 ? [] : [`the policy also selects ${list(others)}`];
    const way = change.direction === 'ingress' ? 'into' : 'out of';
    return effect === 'allow' ? also : [`the policy stops every other connection ${way} ${own.id} as well: add a rule for each that is meant to work`, ...also];
  }
  if (change.kind === 'insert-rule') {
    if (change.policy.kind !== 'NetworkPolicy') return [`${change.policy.ref} applies to every pod of its subject: the rule does too`];
    const others = except(search.selectedBy(change.policy as NetworkPolicy), own);
    return others.length === 0 ? [] : [`${change.policy.ref} also selects ${list(others)}: the rule is for these pods too`];
  }
  const types = policyTypesToState(change.policy, edit);
  const stated = types === undefined ? [] : [`${change.policy.ref} must say policyTypes: [${types.join(', ')}], because without an egress rule it would no longer isolate egress`];
  return [effect === 'block' ? 'whatever else the removed rules or items let through is stopped too' : 'whatever else the removed rules denied is let through too', ...stated];
}

/** Workloads that a rule names without meaning to, because they have the same labels. */
function alsoNamed(search: EditSearch, edit: PolicyEdit): readonly string[] {
  return edit.flatMap((change) => {
    if (change.kind === 'remove-rule') return [];
    const { workload } = search.now.other(change.direction);
    if (workload === undefined || workload.pods.every(({ hostNetwork, portNamesUnknown }) => hostNetwork || portNamesUnknown)) return [];
    const others = except(search.selected(workload.namespace.name, LabelSelector.of(lastingLabels(workload))), workload);
    return others.length === 0 ? [] : [`labels cannot tell ${workload.id} from ${list(others)}: the rule names these pods too`];
  });
}

function except(workloads: readonly Workload[], own: Workload): readonly string[] {
  return workloads.flatMap(({ id }) => (id === own.id ? [] : [id]));
}

function selectorOf({ spec }: JsonObject): LabelSelector {
  const { podSelector } = spec as { podSelector: { matchLabels?: Record<string, string> } };
  return LabelSelector.of(podSelector.matchLabels);
}

const SHOWN = 3;

function list(ids: readonly string[]): string {
  return ids.length <= SHOWN ? ids.join(', ') : `${ids.slice(0, SHOWN).join(', ')} and ${ids.length - SHOWN} more`;
}
