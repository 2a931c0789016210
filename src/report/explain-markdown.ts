import { ExplainedHalf, Explanation, NoEdit, ProposedEdit, Reason } from '../reachability/explanation';
import { changePhrase, changeYaml, connectionPhrase, effectPhrase, isProposed, reasonPhrase, verdictPhrase } from './explain-phrases';
import { escapeMarkdown } from './markdown-text';

/** Why a connection is allowed or blocked, as Markdown for an issue or a review. */
export function explainMarkdown(explanation: Explanation): string {
  const { verdict, assumptions, halves, edits, notes } = explanation;
  const blocks = [
    `## ${escapeMarkdown(connectionPhrase(explanation))}`,
    `**${escapeMarkdown(verdictPhrase(verdict))}**`,
    ...bullets(assumptions.map((assumption) => `depends on ${assumption}`)),
    ...halves.flatMap(half),
    ...edits.flatMap(proposal),
    ...(notes.length === 0 ? [] : ['### Whatever policies say', ...bullets(notes)]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function half({ direction, end, verdict, reasons, assumptions }: ExplainedHalf): readonly string[] {
  if (end.workload === undefined) return [`### ${capital(direction)} of ${escapeMarkdown(end.name)}: no policy governs it`];
  return [
    `### ${capital(direction)} of ${escapeMarkdown(end.name)}: ${escapeMarkdown(verdictPhrase(verdict))}`,
    table(reasons),
    ...bullets(assumptions.map((assumption) => `depends on ${assumption}`)),
  ];
}

function table(reasons: readonly Reason[]): string {
  const rows = reasons.map((reason) => [reason.effect, reason.ports.toString(), reasonPhrase(reason)]);
  return [['effect', 'ports', 'because'], ['---', '---', '---'], ...rows.map((row) => row.map(escapeMarkdown))]
    .map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function proposal(edit: ProposedEdit | NoEdit): readonly string[] {
  const title = `### ${effectPhrase(edit.effect, edit.ports)}`;
  if (!isProposed(edit)) return [title, escapeMarkdown(edit.reason)];
  return [
    title,
    ...edit.edit.flatMap((change) => [`${capital(escapeMarkdown(changePhrase(change)))}:`, `\`\`\`yaml\n${changeYaml(change)}\n\`\`\``]),
    ...bullets(edit.consequences),
  ];
}

function bullets(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${escapeMarkdown(item)}`).join('\n')];
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
