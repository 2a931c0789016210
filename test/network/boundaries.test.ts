import { combine, DIFFERENCE, has, includes, INTERSECTION, intervals, same, unite, UNION } from '../../src/network/boundaries';

describe('sets of points as boundaries', () => {
  test.each<[string, number[], number[], number[], number[], number[]]>([
    ['that overlap', [10, 20], [15, 25], [10, 25], [15, 20], [10, 15]],
    ['that touch', [10, 20], [20, 25], [10, 25], [], [10, 20]],
    ['apart', [10, 20], [30, 40], [10, 20, 30, 40], [], [10, 20]],
    ['one within the other', [10, 40], [20, 30], [10, 40], [20, 30], [10, 20, 30, 40]],
    ['that start together', [10, 20], [10, 30], [10, 30], [10, 20], []],
    ['that end together', [10, 30], [20, 30], [10, 30], [20, 30], [10, 20]],
    ['one of them empty', [10, 20], [], [10, 20], [], [10, 20]],
    ['the first of them empty', [], [10, 20], [10, 20], [], []],
    ['of several runs', [1, 5, 10, 15], [3, 12], [1, 15], [3, 5, 10, 12], [1, 3, 12, 15]],
  ])('%s have a union, an intersection and a difference', (_, left, right, union, intersection, difference) => {
    expect([UNION, INTERSECTION, DIFFERENCE].map((keep) => combine(left, right, keep))).toStrictEqual([union, intersection, difference]);
    expect([UNION, INTERSECTION].map((keep) => combine(right, left, keep))).toStrictEqual([union, intersection]);
  });

  test.each<[string, [number, number][], number[]]>([
    ['none', [], []],
    ['out of order', [[30, 40], [10, 20]], [10, 20, 30, 40]],
    ['that overlap', [[10, 20], [15, 25]], [10, 25]],
    ['that touch', [[20, 25], [10, 20]], [10, 25]],
    ['one within the other', [[10, 40], [20, 30]], [10, 40]],
    ['twice the same', [[10, 20], [10, 20]], [10, 20]],
    ['that start together', [[10, 15], [10, 30], [10, 20]], [10, 30]],
  ])('are the union of intervals: %s', (_, parts, expected) => {
    expect(unite(parts)).toStrictEqual(expected);
  });

  test('are intervals, in order', () => {
    expect([...intervals([10, 20, 30, 40])]).toStrictEqual([[10, 20], [30, 40]]);
    expect([...intervals<number>([])]).toStrictEqual([]);
  });

  test('are the same where they have the same points, not where one is part of the other', () => {
    expect(same([10, 20], [10, 20])).toBe(true);
    for (const other of [[10, 20, 30, 40], [10, 21], []]) expect([same([10, 20], other), same(other, [10, 20])]).toStrictEqual([false, false]);
  });

  test.each<[number[], boolean]>([
    [[], true], [[10, 20], true], [[12, 18], true], [[30, 40], true], [[12, 15, 32, 40], true], [[30, 32, 34, 40], true],
    [[9, 20], false], [[10, 21], false], [[10, 40], false], [[22, 28], false],
    [[40, 41], false], [[0, 5], false], [[12, 15, 39, 41], false], [[50, 60], false],
  ])('10-20 and 30-40 include %j: %s', (inner, expected) => {
    expect(includes([10, 20, 30, 40], inner)).toBe(expected);
  });

  test('have the first point of an interval and not the one after its last', () => {
    expect([9, 10, 19, 20, 29, 30, 39, 40].filter((point) => has([10, 20, 30, 40], point))).toStrictEqual([10, 19, 30, 39]);
    expect(has([], 1)).toBe(false);
  });
});
