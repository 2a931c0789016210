import { Event, EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';

/** Nesting that no manifest reaches, and that the stack bears. */
export const MAX_DEPTH = 500;

/** A step of a field path: a key, or a position in a list. */
export type PathStep = string | number;

/** The documents of one file share it: the positions of the document that was asked last are kept. */
export class PositionMemory {
  private document?: DocumentText;
  private index: EventIndex | null = null;

  /** The positions in a document; null if it has none. */
  public indexOf(document: DocumentText): EventIndex | null {
    if (this.document !== document) {
      this.document = document;
      this.index = EventIndex.of(document.text);
    }
    return this.index;
  }
}

/**
 * The text of one document, asked for the lines of its fields. Nothing is computed before the first question.
 * Values that an alias repeats are found where they are written.
 */
export class DocumentText {
  /**
   * @param text the document
   * @param line line of the file at the start of `text`, counted from 1
   * @param firstLine line of the file on which the content starts
   */
  public constructor(
    public readonly text: string,
    private readonly line: number,
    public readonly firstLine: number,
    private readonly memory: PositionMemory,
  ) {}

  /** Line of the field at `path`, counted from 1; of the innermost field that is there if the whole path is not. */
  public lineOf(path: readonly PathStep[]): number {
    if (path.length === 0) return this.firstLine;
    const index = this.memory.indexOf(this);
    return index === null ? this.firstLine : this.line + index.linesBefore(index.offsetOf(path));
  }
}

interface Child {
  /** Position of the value's event. */
  readonly value: number;
  /** Offset of the key, or of the item. */
  readonly offset: number;
}

type Children = ReadonlyMap<PathStep, Child>;

/** The events of a text, navigable by path. Children of a collection are listed once, when it is first entered. */
class EventIndex {
  /** Null for a text that has no positions: JSON that is nested beyond what the YAML parser takes. */
  public static of(source: string): EventIndex | null {
    try {
      return new EventIndex(source, parseEvents(source, { maxDepth: MAX_DEPTH }));
    } catch {
      return null;
    }
  }

  private readonly childrenOf = new Map<number, Children>();
  private readonly anchors = new Map<string, number>();
  /** For the event that opens a collection, the position after its end. */
  private readonly ends = new Map<number, number>();
  private readonly lineStarts: readonly number[];

  private constructor(private readonly source: string, private readonly events: readonly Event[]) {
    this.lineStarts = lineStartsOf(source);
    const open: number[] = [];
    for (let i = 0; i < events.length; i++) {
      const event = events[i] as Event;
      if (event.type === EVENT_ID.POP) this.ends.set(open.pop() as number, i + 1);
      else if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) open.push(i);
      if ('anchorStart' in event && event.type !== EVENT_ID.ALIAS && event.anchorStart >= 0) {
        this.anchors.set(source.slice(event.anchorStart, event.anchorEnd), i);
      }
      if (open.length === 0) break;
    }
  }

  public offsetOf(path: readonly PathStep[]): number {
    let node = 1;
    let offset = this.startOf(node);
    for (const step of path) {
      const child = this.children(node).get(step);
      if (child === undefined) break;
      node = child.value;
      offset = child.offset;
    }
    return offset;
  }

  /** Number of line breaks before `offset`. */
  public linesBefore(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.lineStarts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private children(at: number): Children {
    const node = this.resolve(at);
    let children = this.childrenOf.get(node);
    if (children === undefined) {
      const event = this.events[node];
      children = event?.type === EVENT_ID.MAPPING ? this.pairs(node) : event?.type === EVENT_ID.SEQUENCE ? this.items(node) : new Map();
      this.childrenOf.set(node, children);
    }
    return children;
  }

  private items(node: number): Children {
    const items = new Map<PathStep, Child>();
    for (let at = node + 1; this.events[at]?.type !== EVENT_ID.POP; at = this.after(at)) {
      items.set(items.size, { value: at, offset: this.startOf(at) });
    }
    return items;
  }

  private pairs(node: number): Children {
    const pairs = new Map<PathStep, Child>();
    for (let at = node + 1; this.events[at]?.type !== EVENT_ID.POP;) {
      const key = this.events[at] as Event;
      const value = this.after(at);
      const name = key.type === EVENT_ID.SCALAR ? getScalarValue(this.source, key) : '';
      if (name === '<<') {
        for (const [inherited, child] of this.children(value)) if (!pairs.has(inherited)) pairs.set(inherited, child);
      } else {
        pairs.set(name, { value, offset: this.startOf(at) });
      }
      at = this.after(value);
    }
    return pairs;
  }

  private resolve(at: number): number {
    const event = this.events[at];
    if (event?.type !== EVENT_ID.ALIAS) return at;
    return this.anchors.get(this.source.slice(event.anchorStart, event.anchorEnd)) ?? at;
  }

  private after(at: number): number {
    return this.ends.get(at) ?? at + 1;
  }

  private startOf(at: number): number {
    const event = this.events[at];
    switch (event?.type) {
      // An empty value has no place of its own: it stands where the text before it ends.
      case EVENT_ID.SCALAR: return event.valueStart >= 0 ? event.valueStart : this.startOf(at - 1);
      case EVENT_ID.POP: return this.startOf(at - 1);
      case EVENT_ID.ALIAS: return event.anchorStart;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: return event.start;
      default: return 0;
    }
  }
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
