/** Text that Markdown leaves as it is, also in a table. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&');
}

/** A row of a table, its cells escaped. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map(escapeMarkdown).join(' | ')} |\n`;
}

/** What stands above the rows of a table. */
export function markdownHeader(titles: readonly string[]): string {
  return `${markdownRow(titles)}|${titles.map(() => ' --- |').join('')}\n`;
}
