import { constructFromEvents, Event, EVENT_ID, parseEvents, YAMLException } from 'js-yaml';
import { DocumentText, MAX_DEPTH } from './document-text';
import { KUBECTL_SCHEMA } from './yaml-schema';

/** One document of a text: its value and its place. */
export interface ParsedDocument {
  readonly value: unknown;
  readonly text: DocumentText;
}

/** A document that cannot be read. */
export interface ParseFailure {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** One line, without the position. */
  readonly reason: string;
}

/** What a document with aliases may grow to, as a number of values and as a multiple of what is written. */
const MAX_EXPANDED_VALUES = 200_000;
const MAX_EXPANSION = 10;

/**
 * Reads every document of a YAML or JSON text; documents that cannot be read are handed to `fail` and do not hide the
 * others. Empty documents are left out.
 */
export function* parseDocuments(text: string, fail: (failure: ParseFailure) => void): Generator<ParsedDocument> {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const json = parseJson(text, start);
  if (json !== undefined) {
    yield { value: json, text: new DocumentText(text, start, 1, 0, 1 + countLines(text.slice(start, text.indexOf('{')))) };
    return;
  }
  for (const chunk of splitDocuments(text, start)) {
    try {
      yield* parseChunk(chunk);
    } catch (error) {
      fail(describeFailure(error, chunk));
    }
  }
}

/** Part of a text that holds one document, or several that are separated by `...`. */
interface Chunk {
  readonly text: string;
  /** Line of the whole text on which the chunk starts, counted from 1. */
  readonly line: number;
}

// A JSON file is read an order of magnitude faster by JSON.parse; what it cannot read is left to the YAML parser and its messages.
function parseJson(text: string, start: number): unknown {
  if (!/^\s*\{\s*["}]/.test(text.slice(start, start + 1000))) return undefined;
  try {
    return JSON.parse(start === 0 ? text : text.slice(start));
  } catch {
    return undefined;
  }
}

/**
 * Splits at the lines that start with `---`, which YAML reserves for this purpose everywhere, even within a quoted text.
 * Directives (`%YAML`) stand before the marker of their document and stay with it.
 */
function* splitDocuments(text: string, start: number): Generator<Chunk> {
  let from = start;
  let line = 1;
  for (let at = nextMarker(text, start); ; at = nextMarker(text, at + 3)) {
    const end = at < 0 ? text.length : at;
    const chunk = text.slice(from, end);
    if (at >= 0 && isPrologue(chunk)) continue;
    if (!isBlank(chunk)) yield { text: chunk, line };
    if (at < 0) return;
    line += countLines(chunk);
    from = end;
  }
}

function nextMarker(text: string, from: number): number {
  for (let at = text.indexOf('---', from); at >= 0; at = text.indexOf('---', at + 1)) {
    const before = text[at - 1];
    const after = text[at + 3];
    if ((before === undefined || before === '\n' || before === '\r' || before === '\uFEFF') && (after === undefined || ' \t\r\n'.includes(after))) return at;
  }
  return -1;
}

/** Whether there is nothing but directives and comments. */
function isPrologue(chunk: string): boolean {
  return /^(?:\s*(?:#.*)?\r?\n)*%/.test(chunk) && chunk.split('\n').every((line) => line.startsWith('%') || line.startsWith('#') || line.trim() === '');
}

// A million empty documents should cost nothing; comments are left to the parser.
function isBlank(chunk: string): boolean {
  return chunk.length < 100 && /^(?:---)?\s*$/.test(chunk);
}

function* parseChunk(chunk: Chunk): Generator<ParsedDocument> {
  const events = parseEvents(chunk.text, { maxDepth: MAX_DEPTH });
  const values = constructFromEvents(events, { source: chunk.text, schema: KUBECTL_SCHEMA });
  const aliases = events.some((event) => event.type === EVENT_ID.ALIAS);
  let first = 0;
  let line = chunk.line;
  let counted = 0;
  for (const value of values) {
    while (events[first]?.type !== EVENT_ID.DOCUMENT) first++;
    const offset = contentOffset(events[first + 1]);
    line += countLines(chunk.text.slice(counted, offset));
    counted = Math.max(counted, offset);
    if (aliases) checkExpansion(value, events.length);
    if (value !== null && value !== undefined) yield { value, text: new DocumentText(chunk.text, 0, chunk.line, first, line) };
    first++;
  }
}

function contentOffset(event: Event | undefined): number {
  if (event === undefined) return 0;
  return 'start' in event ? event.start : 'valueStart' in event ? Math.max(event.valueStart, 0) : 0;
}

/** Refuses aliases that multiply (each of ten lists holding the one before ten times) or that contain themselves. */
function checkExpansion(value: unknown, written: number): void {
  const expanded = expandedSize(value, new Map());
  if (expanded > MAX_EXPANDED_VALUES && expanded > MAX_EXPANSION * written) {
    throw new YAMLException(`aliases multiply ${written} written values to ${expanded > 1e9 ? 'more than a billion' : expanded}`);
  }
}

function expandedSize(value: unknown, sizes: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 1;
  const known = sizes.get(value);
  if (known !== undefined) {
    if (Number.isNaN(known)) throw new YAMLException('an alias stands within the value that it repeats');
    return known;
  }
  // A value that is met again before it is finished contains itself.
  sizes.set(value, NaN);
  let size = 1;
  for (const item of Object.values(value)) size += expandedSize(item, sizes);
  sizes.set(value, size);
  return size;
}

function describeFailure(error: unknown, chunk: Chunk): ParseFailure {
  if (error instanceof YAMLException) {
    return { line: chunk.line + (error.mark?.line ?? 0), column: (error.mark?.column ?? 0) + 1, reason: error.reason };
  }
  if (error instanceof RangeError) return { line: chunk.line, column: 1, reason: 'the document is nested too deeply' };
  throw error;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
