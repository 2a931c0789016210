import { Exceptions } from '../../src/reachability/exceptions';

describe('exceptions', () => {
  test('are found by the number of the group, and no other group is one', () => {
    const exceptions = new Exceptions([2, 5, 6, 9], [20, 50, 60, 90]);
    expect(Array.from({ length: 11 }, (_, group) => exceptions.get(group))).toStrictEqual(
      [undefined, undefined, 20, undefined, undefined, 50, 60, undefined, undefined, 90, undefined]);
  });

  test('are put in order', () => {
    const exceptions = Exceptions.of(new Map([[10, 1], [9, 2], [0, 3]]));
    expect(exceptions.groups).toStrictEqual([0, 9, 10]);
    expect(exceptions.groups.map((group) => exceptions.get(group))).toStrictEqual([3, 2, 1]);
  });

  test('are none of no group', () => {
    expect(Exceptions.of(new Map()).get(0)).toBeUndefined();
  });
});
