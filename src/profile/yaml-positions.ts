import { EVENT_ID, Event, getScalarValue } from 'js-yaml';
import { ValuePath } from './json-schema';

/** A value of a YAML document, by the offset at which its key, or the value itself, starts. */
interface PositionedNode {
  readonly start: number;
  readonly children: Map<string | number, PositionedNode>;
}

/** Where the values of one YAML document stand. */
export class YamlPositions {
  private readonly root: PositionedNode = { start: 0, children: new Map() };
  private readonly lineStarts: readonly number[];

  /** `events` are those of the whole text; the first document counts. */
  public constructor(private readonly source: string, events: readonly Event[]) {
    this.lineStarts = [0, ...Array.from(source.matchAll(/\n/g), (found) => found.index + 1)];
    this.readNode(events, 1, this.root);
  }

  /** Line, from 1, of the key or item at `path`; of the nearest thing around it that is written. */
  public lineOf(path: ValuePath): number {
    let node = this.root;
    for (const key of path) {
      const child = node.children.get(key);
      if (child === undefined) break;
      node = child;
    }
    return this.lineAt(node.start);
  }

  /** Line, from 1, of an offset in the text. */
  public lineAt(offset: number): number {
    let [low, high] = [0, this.lineStarts.length];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((this.lineStarts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** Reads the value that event `at` begins into `node`; returns the number of the event after it. */
  private readNode(events: readonly Event[], at: number, node: PositionedNode): number {
    const event = events[at];
    if (event?.type === EVENT_ID.MAPPING) return this.readPairs(events, at + 1, node);
    if (event?.type === EVENT_ID.SEQUENCE) return this.readItems(events, at + 1, node);
    return at + 1;
  }

  private readPairs(events: readonly Event[], first: number, node: PositionedNode): number {
    let at = first;
    for (let key = events[at]; key !== undefined && key.type !== EVENT_ID.POP; key = events[at]) {
      const child: PositionedNode = { start: startOf(key) ?? node.start, children: new Map() };
      if (key.type === EVENT_ID.SCALAR) node.children.set(getScalarValue(this.source, key), child);
      at = this.readNode(events, this.readNode(events, at, { start: 0, children: new Map() }), child);
    }
    return at + 1;
  }

  private readItems(events: readonly Event[], first: number, node: PositionedNode): number {
    let at = first;
    for (let item = events[at], index = 0; item !== undefined && item.type !== EVENT_ID.POP; item = events[at], index++) {
      const child: PositionedNode = { start: startOf(item) ?? node.start, children: new Map() };
      node.children.set(index, child);
      at = this.readNode(events, at, child);
    }
    return at + 1;
  }
}

function startOf(event: Event): number | undefined {
  switch (event.type) {
    case EVENT_ID.SCALAR: return event.valueStart;
    case EVENT_ID.ALIAS: return event.anchorStart;
    case EVENT_ID.MAPPING: case EVENT_ID.SEQUENCE: return event.start;
    default: return undefined;
  }
}
