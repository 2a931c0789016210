import { ExplainedHalf, Explanation, NoEdit, ProposedEdit, Reason } from '../reachability/explanation';
import { changePhrase, changeYaml, connectionPhrase, effectPhrase, isProposed, reasonPhrase, verdictPhrase } from './explain-phrases';

/** Why a connection is allowed or blocked, as Markdown for an issue or a review. */
export function explainMarkdown(explanation: Explanation): string {
  const { verdict, assumptions, halves, edits, notes } = explanation;
  const blocks = [
    `## ${escaped(connectionPhrase(explanation))}`,
    `**${escaped(verdictPhrase(verdict))}**`,
    ...bullets(assumptions.map((assumption) => `depends on ${assumption}`)),
    ...halves.flatMap(half),
    ...edits.flatMap(proposal),
    ...(notes.length === 0 ? [] : ['### Whatever policies say', ...bullets(notes)]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function half({ direction, end, verdict, reasons, assumptions }: ExplainedHalf): readonly string[] {
  if (end.workload === undefined) return [`### ${capital(direction)} of ${escaped(end.name)}: no policy governs it`];
  return [
    `### ${capital(direction)} of ${escaped(end.name)}: ${escaped(verdictPhrase(verdict))}`,
    table(reasons),
    ...bullets(assumptions.map((assumption) => `depends on ${assumption}`)),
  ];
}

function table(reasons: readonly Reason[]): string {
  const rows = reasons.map((reason) => [reason.effect, reason.ports.toString(), reasonPhrase(reason)]);
  return [['effect', 'ports', 'because'], ['---', '---', '---'], ...rows.map((row) => row.map(escaped))]
    .map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function proposal(edit: ProposedEdit | NoEdit): readonly string[] {
  const title = `### ${effectPhrase(edit.effect, edit.ports)}`;
  if (!isProposed(edit)) return [title, escaped(edit.reason)];
  return [
    title,
    ...edit.edit.flatMap((change) => [`${capital(escaped(changePhrase(change)))}:`, `\`\`\`yaml\n${changeYaml(change)}\n\`\`\``]),
    ...bullets(edit.consequences),
  ];
}

function bullets(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${escaped(item)}`).join('\n')];
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&');
}
