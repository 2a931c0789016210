import { constructFromEvents, Event, EVENT_ID, parseEvents, YAMLException } from 'js-yaml';
import { Chunk, countLines, splitDocuments } from './document-split';
import { DocumentText, MAX_DEPTH, PositionMemory } from './document-text';
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

const LONGEST_REASON = 200;
/** What a chart that was not rendered is full of: an action within double braces. */
const TEMPLATE = /\{\{-?\s*[^{}\s]/;

/**
 * Reads every document of a YAML or JSON text; documents that cannot be read are handed to `fail` and do not hide the
 * others. Empty documents are left out.
 */
export function* parseDocuments(text: string, fail: (failure: ParseFailure) => void): Generator<ParsedDocument> {
  const memory = new PositionMemory();
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const json = parseJson(body);
  if (json !== undefined) {
    yield { value: json, text: new DocumentText(body, 1, 1 + countLines(body.slice(0, body.indexOf('{'))), memory) };
    return;
  }
  for (const chunk of splitDocuments(body)) {
    try {
      yield* parseChunk(chunk, memory);
    } catch (error) {
      fail(describeFailure(error, chunk));
    }
  }
}

// A JSON file is read an order of magnitude faster by JSON.parse; what it cannot read is left to the YAML parser and its messages.
function parseJson(text: string): unknown {
  if (!/^\s*\{\s*["}]/.test(text.slice(0, 1000))) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* parseChunk({ text, line }: Chunk, memory: PositionMemory): Generator<ParsedDocument> {
  const events = parseEvents(text, { maxDepth: MAX_DEPTH });
  const [value] = constructFromEvents(events, { source: text, schema: KUBECTL_SCHEMA });
  if (value === null || value === undefined) return;
  if (events.some((event) => event.type === EVENT_ID.ALIAS)) checkExpansion(value, events.length);
  yield { value, text: new DocumentText(text, line, line + countLines(text.slice(0, contentOffset(events[1]))), memory) };
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

/** The parser quotes anchors, tags and keys whole, which may be of any length. */
function shortened(reason: string): string {
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)}…` : reason;
}

function describeFailure(error: unknown, chunk: Chunk): ParseFailure {
  if (error instanceof YAMLException) {
    const hint = TEMPLATE.test(chunk.text) ? '; the text holds {{ … }} of a template: render it first, for instance with `helm template`' : '';
    return { line: chunk.line + (error.mark?.line ?? 0), column: (error.mark?.column ?? 0) + 1, reason: `${shortened(error.reason)}${hint}` };
  }
  if (error instanceof RangeError) return { line: chunk.line, column: 1, reason: 'the document is nested too deeply' };
  throw error;
}
