const LONGEST = 80;

/** A value of the input as messages quote it: on one line, and shortened. */
export function quote(value: unknown): string {
  switch (typeof value) {
    case 'string': return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
    case 'number':
    case 'boolean': return String(value);
    default: return value === null || value === undefined ? 'nothing' : Array.isArray(value) ? 'a list' : 'an object';
  }
}

/** `"a"`, `"a" or "b"`, `"a", "b" or "c"`. */
export function listChoices(choices: readonly string[]): string {
  const quoted = choices.map((choice) => `"${choice}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted[quoted.length - 1]}`;
}
