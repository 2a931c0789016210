/** Where an object was written: a file and line, or a construct in the tree; never both. */
export interface Origin {
  /** Path of the file as the user gave it; `-` for standard input. */
  readonly file?: string;
  /** First line of the object in `file`, counted from 1. */
  readonly line?: number;
  /** Path of the construct in the App. */
  readonly constructPath?: string;
}

/** Origin as messages print it: `shop.yaml:12`, or the construct path. */
export function formatOrigin(origin: Origin): string {
  if (origin.constructPath !== undefined) return origin.constructPath;
  const file = origin.file ?? '(unknown source)';
  return origin.line === undefined ? file : `${file}:${origin.line}`;
}
