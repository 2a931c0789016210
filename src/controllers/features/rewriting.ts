/** A regular expression for the paths below some prefixes; its group has what follows the prefix and a slash. The longest prefix wins. */
export function belowPrefixes(prefixes: readonly string[]): string {
  const alternatives = prefixes.map((prefix) => escaped(withoutSlash(prefix))).sort((a, b) => b.length - a.length);
  return `^(?:${alternatives.join('|')})(?:/(.*))?$`;
}

/** What a path becomes whose rest is what the group of `belowPrefixes` holds. */
export function replacedPrefix(prefix: string, rest: string): string {
  return `${withoutSlash(prefix)}/${rest}`;
}

/**
 * What must be written where a controller puts a text in place of the very text of the prefix: both end with a slash, or neither does.
 * Empty for a prefix that goes away altogether; undefined where prefixes would need different texts.
 */
export function textForPrefix(prefixes: readonly string[], target: string): string | undefined {
  const withSlash = prefixes.filter((prefix) => prefix.endsWith('/')).length;
  if (withSlash > 0 && withSlash < prefixes.length) return undefined;
  return withSlash === 0 ? withoutSlash(target) : `${withoutSlash(target)}/`;
}

export function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}

function escaped(text: string): string {
  return text.replaceAll('.', '\\.');
}
