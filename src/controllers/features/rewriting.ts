/** A regular expression for the paths below some prefixes; its group has what follows the prefix and a slash. */
export function belowPrefixes(prefixes: readonly string[]): string {
  const alternatives = prefixes.map((prefix) => escaped(withoutSlash(prefix)));
  return `^(?:${alternatives.join('|')})(?:/(.*))?$`;
}

/** What a path becomes whose rest is what the group of `belowPrefixes` holds. */
export function replacedPrefix(prefix: string, rest: string): string {
  return `${withoutSlash(prefix)}/${rest}`;
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}

function escaped(text: string): string {
  return text.replaceAll('.', '\\.');
}
