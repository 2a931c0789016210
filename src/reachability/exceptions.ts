/**
 * What passes between one group of pods and some others, by the numbers of those: port sets by number. Very many are kept at a time, so that they are
 * as small as can be: members of a set share their list.
 */
export class Exceptions {
  public static of(byGroup: ReadonlyMap<number, number>): Exceptions {
    const groups = [...byGroup.keys()];
    if (groups.some((group, i) => group < (groups[i - 1] ?? 0))) groups.sort((a, b) => a - b);
    return new Exceptions(groups, groups.map((group) => byGroup.get(group) as number));
  }

  /** @param groups ascending */
  public constructor(public readonly groups: readonly number[], private readonly ports: readonly number[]) {}

  /** The number of the ports for a group; undefined if it is no exception. */
  public get(group: number): number | undefined {
    const { groups } = this;
    let low = 0;
    let high = groups.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((groups[middle] as number) < group) low = middle + 1;
      else high = middle;
    }
    return groups[low] === group ? this.ports[low] : undefined;
  }
}
