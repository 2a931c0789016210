import { Origin } from '../manifest/origin';
import { ExplainedEnd, ExplainedHalf, Explanation, NoEdit, ProposedEdit, Reason } from '../reachability/explanation';
import { policyTypesToState, PolicyChange, PolicyEdit, sectionOf } from '../reachability/policy-edit';
import { changedRule, isProposed } from './explain-phrases';

/** Why a connection is allowed or blocked, for programs. Ports are written as in `connectivity --format json`. */
export function explainJson({ source, destination, ports, verdict, assumptions, halves, edits, notes }: Explanation): string {
  const answer = {
    version: 1,
    source: end(source),
    destination: end(destination),
    ports,
    verdict,
    assumptions,
    halves: halves.map(half),
    edits: edits.map(proposal),
    notes,
  };
  return `${JSON.stringify(answer, undefined, 2)}\n`;
}

function end({ asked, name, workload }: ExplainedEnd): object {
  return { asked, name, workload: workload?.id ?? null };
}

function half({ direction, end: { name }, verdict, reasons, assumptions }: ExplainedHalf): object {
  return { direction, end: name, verdict, reasons: reasons.map(reason), assumptions };
}

function reason({ effect, tier, policy, rule, ports, location, note }: Reason): object {
  return { effect, tier, ports, policy: policy?.ref, rule, location: location && place(location), note };
}

function proposal(edit: ProposedEdit | NoEdit): object {
  const { effect, ports } = edit;
  if (!isProposed(edit)) return { effect, ports, reason: edit.reason };
  return { effect, ports, changes: edit.edit.map((change) => step(change, edit.edit)), consequences: edit.consequences };
}

function step(change: PolicyChange, edit: PolicyEdit): object {
  if (change.kind === 'add-policy') return { change: change.kind, direction: change.direction, manifest: change.object };
  const { kind, policy, direction, index } = change;
  return {
    change: kind,
    direction,
    policy: policy.ref,
    path: `spec.${sectionOf(change)}[${index}]`,
    location: place(policy.locate(kind === 'insert-rule' ? '' : `spec.${sectionOf(change)}[${index}]`)),
    rule: changedRule(change),
    policyTypes: policyTypesToState(policy, edit),
  };
}

function place({ file, line, constructPath }: Origin): object {
  return { file, line, constructPath };
}
