import { NetworkPolicySpec } from '../manifest/kinds/network-policy';
import { Json, JsonObject, KubernetesObject } from '../manifest/kubernetes-object';
import { mergeParsed, ParsedManifests, readValues } from '../manifest/read';
import { Direction } from './model';

/** The list that a rule stands in: that of its direction, or one of those in which policies of Cilium deny. */
export type RuleSection = Direction | 'ingressDeny' | 'egressDeny';

const SECTIONS: readonly RuleSection[] = ['ingress', 'egress', 'ingressDeny', 'egressDeny'];

/** One change of one object. `index` counts the rules of a direction as they are before the edit. */
export type PolicyChange =
  | { readonly kind: 'insert-rule'; readonly policy: KubernetesObject; readonly direction: Direction; readonly index: number; readonly rule: JsonObject }
  | { readonly kind: 'replace-rule'; readonly policy: KubernetesObject; readonly direction: Direction; readonly index: number; readonly rule: JsonObject }
  | { readonly kind: 'remove-rule'; readonly policy: KubernetesObject; readonly direction: Direction; readonly index: number; readonly section?: RuleSection }
  | { readonly kind: 'add-policy'; readonly direction: Direction; readonly object: JsonObject };

/** A change of a rule that a policy has or gets. */
export type RuleChange = Exclude<PolicyChange, { kind: 'add-policy' }>;

/** Changes that belong together. */
export type PolicyEdit = readonly PolicyChange[];

/** The list that a change is about. */
export function sectionOf(change: RuleChange): RuleSection {
  return (change.kind === 'remove-rule' ? change.section : undefined) ?? change.direction;
}

/** The rules of one list as they are written. */
export function writtenRules({ raw }: KubernetesObject, section: RuleSection): readonly JsonObject[] {
  const rules = (raw.spec as JsonObject | undefined)?.[section];
  return Array.isArray(rules) ? rules as readonly JsonObject[] : [];
}

/**
 * `policyTypes` that an edit must write down, because without them the policy would no longer isolate: a NetworkPolicy that does not
 * say which directions it isolates isolates egress only as long as it has a rule for it.
 */
export function policyTypesToState(policy: KubernetesObject, edit: PolicyEdit): readonly string[] | undefined {
  if (policy.kind !== 'NetworkPolicy') return undefined;
  const { policyTypes, isolates } = policy.spec as NetworkPolicySpec;
  if (policyTypes !== undefined || !isolates.egress) return undefined;
  return editedRules(policy, 'egress', edit).length === 0 ? ['Ingress', 'Egress'] : undefined;
}

/** The manifests after an edit. Objects that it leaves alone stay the same. */
export function applyEdit(parsed: ParsedManifests, edit: PolicyEdit): ParsedManifests {
  const edited = new Set(edit.flatMap((change) => (change.kind === 'add-policy' ? [] : [change.policy])));
  const added = edit.flatMap((change) => (change.kind === 'add-policy' ? [{ value: change.object, origin: {} }] : []));
  const changed = parsed.objects.filter((object) => edited.has(object))
    .map((object) => ({ value: editedObject(object, edit), origin: object.origin }));
  const kept = { objects: parsed.objects.filter((object) => !edited.has(object)), problems: parsed.problems };
  return mergeParsed([kept, readValues([...changed, ...added])]);
}

/** The policy as it is written after an edit. */
export function editedObject(policy: KubernetesObject, edit: PolicyEdit): JsonObject {
  const spec: Record<string, Json> = { ...(policy.raw.spec as Record<string, Json> | undefined) };
  for (const section of SECTIONS) {
    if (edit.some((change) => isOf(change, policy, section))) spec[section] = editedRules(policy, section, edit);
  }
  const policyTypes = policyTypesToState(policy, edit);
  if (policyTypes !== undefined) spec.policyTypes = policyTypes;
  return { ...policy.raw, spec };
}

function editedRules(policy: KubernetesObject, section: RuleSection, edit: PolicyEdit): readonly JsonObject[] {
  const changes = edit.filter((change): change is RuleChange => isOf(change, policy, section));
  const written = writtenRules(policy, section);
  const insertedAt = (index: number): readonly JsonObject[] =>
    changes.flatMap((change) => (change.kind === 'insert-rule' && change.index === index ? [change.rule] : []));
  const kept = written.flatMap((rule, index) => {
    const change = changes.find((candidate) => candidate.kind !== 'insert-rule' && candidate.index === index);
    const now = change === undefined ? [rule] : change.kind === 'replace-rule' ? [change.rule] : [];
    return [...insertedAt(index), ...now];
  });
  return [...kept, ...insertedAt(written.length)];
}

function isOf(change: PolicyChange, policy: KubernetesObject, section: RuleSection): boolean {
  return change.kind !== 'add-policy' && change.policy === policy && sectionOf(change) === section;
}
