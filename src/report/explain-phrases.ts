import { dump } from 'js-yaml';
import { JsonObject } from '../manifest/kubernetes-object';
import { formatOrigin } from '../manifest/origin';
import { PortSet } from '../network/port-set';
import { ExplainedEnd, Explanation, NoEdit, ProposedEdit, Reason, Verdict } from '../reachability/explanation';
import { PolicyChange, sectionOf, writtenRules } from '../reachability/policy-edit';

/** The parts of a verdict, in the order of reports. */
export const VERDICTS = ['allowed', 'partly', 'unknown', 'blocked'] as const;

const VERDICT_WORDS: Readonly<Record<typeof VERDICTS[number], string>> = {
  allowed: 'allowed',
  partly: 'allowed for some pods or addresses only',
  unknown: 'unknown',
  blocked: 'blocked',
};

/** `allowed`, or `allowed: TCP 5432; blocked: UDP 53` where the ports are not all alike. */
export function verdictPhrase(verdict: Verdict): string {
  const parts = VERDICTS.filter((part) => !verdict[part].isEmpty);
  const [only] = parts;
  if (only === undefined) return 'no port';
  return parts.length === 1 ? VERDICT_WORDS[only] : parts.map((part) => `${VERDICT_WORDS[part]}: ${verdict[part].toString()}`).join('; ');
}

/** Title of an answer: who asks for what. */
export function connectionPhrase({ source, destination, ports }: Explanation): string {
  return `${endPhrase(source)} -> ${endPhrase(destination)}, ${ports.toString()}`;
}

function endPhrase({ asked, name, workload }: ExplainedEnd): string {
  return asked.startsWith('pod:') ? asked : workload !== undefined && /^[\d:.]/.test(asked) && !asked.includes('[') && asked !== name ? `${asked} (${name})` : name;
}

/** What a rule, or the absence of one, says about the ports: without effect and ports. */
export function reasonPhrase({ policy, rule, location, tier, note, effect }: Reason): string {
  if (policy === undefined) return `default: ${note ?? ''}`;
  const place = location === undefined ? '' : ` (${formatOrigin(location)})`;
  const what = rule === undefined ? 'isolates the pod, and no rule of it matches' : rule;
  const open = note === undefined ? '' : `, perhaps: ${note}`;
  return `${tier === 'NetworkPolicy' ? '' : `${tier} tier: `}${policy.ref}${place}: ${what}${effect === 'pass' ? ', leaves it to the next tier' : ''}${open}`;
}

/** Title of a proposal: `To allow TCP 5432`. */
export function effectPhrase(effect: 'allow' | 'block', ports: PortSet): string {
  return `To ${effect} ${ports.toString()}`;
}

/** Whether an edit was found. */
export function isProposed(edit: ProposedEdit | NoEdit): edit is ProposedEdit {
  return 'edit' in edit;
}

/** What to do: one step of an edit, without its YAML. */
export function changePhrase(change: PolicyChange): string {
  if (change.kind === 'add-policy') {
    const { name, namespace } = change.object.metadata as { name: string; namespace: string };
    return `add NetworkPolicy ${namespace}/${name} (${change.direction})`;
  }
  const { policy, direction, index } = change;
  const path = `spec.${sectionOf(change)}[${index}]`;
  const isNew = change.kind === 'insert-rule';
  const place = formatOrigin(isNew ? policy.locate() : policy.locate(path));
  switch (change.kind) {
    case 'insert-rule': return `add to ${policy.ref} (${place}) as ${path}${index < writtenRules(policy, direction).length ? ', before the rule that is there' : ''}`;
    case 'replace-rule': return `narrow ${path} of ${policy.ref} (${place}) to`;
    case 'remove-rule': return `remove ${path} from ${policy.ref} (${place})`;
  }
}

/** The YAML of a step: the new policy, or the rule as it is added, as it is afterwards, or as it is removed. */
export function changeYaml(change: PolicyChange): string {
  const written = change.kind === 'add-policy' ? change.object : [changedRule(change)];
  // What was read from YAML inherits nothing, and the printer takes only objects that do.
  return dump(JSON.parse(JSON.stringify(written)), { lineWidth: -1, noRefs: true }).trimEnd();
}

/** The rule that a change is about. */
export function changedRule(change: Exclude<PolicyChange, { kind: 'add-policy' }>): JsonObject {
  return change.kind === 'remove-rule' ? writtenRules(change.policy, sectionOf(change))[change.index] ?? {} : change.rule;
}
