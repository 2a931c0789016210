/** Part of a text that holds one document. */
export interface Chunk {
  readonly text: string;
  /** Line of the whole text on which the chunk starts, counted from 1. */
  readonly line: number;
}

/**
 * Splits a YAML text before the lines that start with `---` and after those that start with `...`. YAML reserves both for
 * this purpose everywhere, even within a quoted text. Directives (`%YAML`) stand before the marker of their document
 * and stay with it. Blank documents are left out.
 */
export function* splitDocuments(text: string): Generator<Chunk> {
  let from = 0;
  let line = 1;
  for (const end of boundaries(text)) {
    const chunk = text.slice(from, end);
    if (end < text.length && isPrologue(chunk)) continue;
    if (!isBlank(chunk)) yield { text: chunk, line };
    line += countLines(chunk);
    from = end;
  }
}

/** Number of line breaks. */
export function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Ascending offsets at which a document ends; the last is the end of the text. */
function* boundaries(text: string): Generator<number> {
  let start = nextMarker(text, '---', 1);
  let end = nextMarker(text, '...', 0);
  while (start < text.length || end < text.length) {
    if (start < end) {
      yield text[start - 1] === '\uFEFF' ? start - 1 : start;
      start = nextMarker(text, '---', start + 3);
    } else {
      const lineEnd = text.indexOf('\n', end);
      if (lineEnd < 0) break;
      yield lineEnd + 1;
      end = nextMarker(text, '...', lineEnd + 1);
      // The boundary of a marker that follows at once is the same.
      if (start === lineEnd + 1) start = nextMarker(text, '---', start + 3);
    }
  }
  yield text.length;
}

/** Offset of the next line that starts with the marker; the length of the text if there is none. */
function nextMarker(text: string, marker: string, from: number): number {
  for (let at = text.indexOf(marker, from); at >= 0; at = text.indexOf(marker, at + 1)) {
    const before = text[at - 1] ?? '\n';
    const after = text[at + 3] ?? '\n';
    if ('\r\n\uFEFF'.includes(before) && ' \t\r\n'.includes(after)) return at;
  }
  return text.length;
}

/** Whether there is nothing but directives and comments. */
function isPrologue(chunk: string): boolean {
  const lines = chunk.includes('%') ? chunk.split('\n') : [];
  return lines.some((line) => line.startsWith('%')) && lines.every((line) => /^(?:[%#].*|\s*)$/s.test(line));
}

// A million empty documents should cost nothing; comments are left to the parser.
function isBlank(chunk: string): boolean {
  return chunk.length < 100 && /^(?:---)?\s*(?:\.\.\.)?\s*$/.test(chunk);
}
