/** So many texts are compared one by one: a table costs more than that, and most lists are shorter. */
const FEW = 8;

/** Whether the text at `position` stands before it too; for all positions of one list, in ascending order. */
export function repeatsOf(texts: readonly (string | undefined)[]): (position: number) => boolean {
  if (texts.length <= FEW) return (position) => texts.indexOf(texts[position]) < position;
  const first = new Map<string | undefined, number>();
  texts.forEach((text, i) => {
    if (!first.has(text)) first.set(text, i);
  });
  return (position) => (first.get(texts[position]) as number) < position;
}
