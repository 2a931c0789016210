import { PortSet } from './port-set';

/**
 * Port sets by number, for work with very many of very few: equal sets have one number, and what was computed of two of them is
 * computed once.
 */
export class PortSetTable {
  /** Number of the empty set. */
  public static readonly NONE = 0;
  /** Number of the set of all ports. */
  public static readonly ALL = 1;

  private readonly sets: PortSet[] = [PortSet.NONE, PortSet.ALL];
  private readonly numbers = new Map<string, number>(this.sets.map((set, number) => [set.key, number]));
  private readonly unions: Results = [];
  private readonly intersections: Results = [];

  /** How many sets there are: numbers are smaller. */
  public get size(): number {
    return this.sets.length;
  }

  public numberOf(set: PortSet): number {
    const known = this.numbers.get(set.key);
    if (known !== undefined) return known;
    const number = this.sets.push(set) - 1;
    this.numbers.set(set.key, number);
    return number;
  }

  public get(number: number): PortSet {
    return this.sets[number] as PortSet;
  }

  public union(a: number, b: number): number {
    if (a === b || b === PortSetTable.NONE || a === PortSetTable.ALL) return a;
    if (a === PortSetTable.NONE || b === PortSetTable.ALL) return b;
    return this.remembered(this.unions, a, b, (one, other) => one.union(other));
  }

  public intersect(a: number, b: number): number {
    if (a === b || b === PortSetTable.ALL || a === PortSetTable.NONE) return a;
    if (a === PortSetTable.ALL || b === PortSetTable.NONE) return b;
    return this.remembered(this.intersections, a, b, (one, other) => one.intersect(other));
  }

  private remembered(results: Results, a: number, b: number, compute: (one: PortSet, other: PortSet) => PortSet): number {
    const [smaller, larger] = a < b ? [a, b] : [b, a];
    const ofSmaller = (results[smaller] ??= new Map());
    let result = ofSmaller.get(larger);
    if (result === undefined) ofSmaller.set(larger, (result = this.numberOf(compute(this.get(a), this.get(b)))));
    return result;
  }
}

/** Numbers by the smaller and then by the larger number of the two sets that they were computed of. */
type Results = Map<number, number>[];
