/**
 * A set of points on a line, as the ascending list of points at which membership changes: `[80, 81, 443, 446]` is
 * 80 and 443 to 445. The form is canonical (equal sets have equal lists), and set operations are one merge of two
 * lists. Points are numbers or BigInts; a list never mixes them.
 */
export type Boundaries<P extends number | bigint> = readonly P[];

/** Whether a point belongs to the result, given whether it belongs to the left and to the right set. */
export type Combination = (left: boolean, right: boolean) => boolean;

export const UNION: Combination = (left, right) => left || right;
export const INTERSECTION: Combination = (left, right) => left && right;
export const DIFFERENCE: Combination = (left, right) => left && !right;

/** The set of points whose membership `keep` derives from both sets. `keep(false, false)` must be false. */
export function combine<P extends number | bigint>(left: Boundaries<P>, right: Boundaries<P>, keep: Combination): Boundaries<P> {
  const result: P[] = [];
  let l = 0;
  let r = 0;
  let inside = false;
  while (l < left.length || r < right.length) {
    const point = nextPoint(left[l], right[r]);
    if (left[l] === point) l++;
    if (right[r] === point) r++;
    // After an odd number of boundaries a point lies inside.
    if (keep(l % 2 === 1, r % 2 === 1) !== inside) {
      inside = !inside;
      result.push(point);
    }
  }
  return result;
}

/** The union of any number of half-open intervals `[from, to)`, in any order and overlapping at will. */
export function unite<P extends number | bigint>(parts: readonly (readonly [P, P])[]): Boundaries<P> {
  const result: P[] = [];
  for (const [from, to] of [...parts].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const end = result[result.length - 1];
    if (end === undefined || end < from) result.push(from, to);
    else if (end < to) result[result.length - 1] = to;
  }
  return result;
}

/** The half-open intervals `[from, to)` of the set, ascending. */
export function* intervals<P extends number | bigint>(set: Boundaries<P>): Generator<readonly [P, P]> {
  for (let i = 0; i < set.length; i += 2) yield [set[i] as P, set[i + 1] as P];
}

/** Whether both sets have the same points. */
export function same<P extends number | bigint>(left: Boundaries<P>, right: Boundaries<P>): boolean {
  return left === right || (left.length === right.length && left.every((point, i) => point === right[i]));
}

/** Whether every point of `inner` is in `outer`; without building a set. */
export function includes<P extends number | bigint>(outer: Boundaries<P>, inner: Boundaries<P>): boolean {
  let o = 0;
  for (const [from, to] of intervals(inner)) {
    while (o < outer.length && to > (outer[o + 1] as P)) o += 2;
    if (o >= outer.length || (outer[o] as P) > from) return false;
  }
  return true;
}

/** Whether `point` is in the set. */
export function has<P extends number | bigint>(set: Boundaries<P>, point: P): boolean {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (point >= (set[middle] as P)) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

function nextPoint<P extends number | bigint>(left: P | undefined, right: P | undefined): P {
  if (left === undefined) return right as P;
  if (right === undefined) return left;
  return left < right ? left : right;
}
