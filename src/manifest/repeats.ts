/** So many texts are compared one by one: a table costs more than that, and most lists are shorter. */
const FEW = 8;

/** Tells whether the text at a position stands before that position too. */
export function repeatsOf(texts: readonly (string | undefined)[]): (position: number) => boolean {
  if (texts.length <= FEW) return (position) => texts.indexOf(texts[position]) < position;
  const first = new Map<string | undefined, number>();
  texts.forEach((text, i) => {
    if (!first.has(text)) first.set(text, i);
  });
  return (position) => (first.get(texts[position]) as number) < position;
}
