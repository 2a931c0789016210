import { ExplainedHalf, Explanation, NoEdit, ProposedEdit, Reason } from '../reachability/explanation';
import { changePhrase, changeYaml, connectionPhrase, effectPhrase, isProposed, reasonPhrase, verdictPhrase } from './explain-phrases';

/** Why a connection is allowed or blocked, for people: the verdict, both sides rule by rule, and what would change it. */
export function explainText(explanation: Explanation): string {
  const { verdict, assumptions, halves, edits, notes } = explanation;
  const sections = [
    [connectionPhrase(explanation), verdictPhrase(verdict), ...assumptions.map((assumption) => `  depends on ${assumption}`)],
    ...halves.map(half),
    ...edits.map(proposal),
    ...(notes.length === 0 ? [] : [['Whatever policies say', ...notes.map((note) => `  ${note}`)]]),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function half({ direction, end, verdict, reasons, assumptions }: ExplainedHalf): readonly string[] {
  if (end.workload === undefined) return [`${direction} of ${end.name}: no policy governs it`];
  return [
    `${direction} of ${end.name}: ${verdictPhrase(verdict)}`,
    ...reasons.map(reason),
    ...assumptions.map((assumption) => `  depends on ${assumption}`),
  ];
}

function reason(item: Reason): string {
  return `  ${item.effect.padEnd(5)}  ${item.ports.toString()}  ${reasonPhrase(item)}`;
}

function proposal(edit: ProposedEdit | NoEdit): readonly string[] {
  const title = effectPhrase(edit.effect, edit.ports);
  if (!isProposed(edit)) return [title, `  ${edit.reason}`];
  return [
    title,
    ...edit.edit.flatMap((change) => [`  ${changePhrase(change)}:`, ...changeYaml(change).split('\n').map((line) => `    ${line}`)]),
    ...edit.consequences.map((consequence) => `  note: ${consequence}`),
  ];
}
