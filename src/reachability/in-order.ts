/** So many are put in order by moving them: engines prepare a sort with more work than that. */
const FEW = 12;

/** Texts in ascending order: labels or ports of one of very many pods. Most are in order already. */
export function inOrder(texts: readonly string[]): readonly string[] {
  if (isAscending(texts)) return texts;
  const sorted = [...texts];
  if (texts.length > FEW) return sorted.sort();
  for (let i = 1; i < sorted.length; i++) {
    const text = sorted[i] as string;
    let at = i;
    for (; at > 0 && (sorted[at - 1] as string) > text; at--) sorted[at] = sorted[at - 1] as string;
    sorted[at] = text;
  }
  return sorted;
}

function isAscending(texts: readonly string[]): boolean {
  for (let i = 1; i < texts.length; i++) if ((texts[i - 1] as string) > (texts[i] as string)) return false;
  return true;
}
