import { PortSetTable } from '../network/port-set-table';
import { PROTOCOLS } from '../network/protocol';
import { PairCount } from './model';

/** Numbers of pairs by the ports that pass between them. */
export class PairTotals {
  /** By number of the port set. */
  private readonly pairs: number[] = [];

  public constructor(private readonly ports: PortSetTable) {}

  public add(ports: number, pairs: number): void {
    this.pairs[ports] = (this.pairs[ports] ?? 0) + pairs;
  }

  /** @param other with the same table of port sets */
  public addAll(other: PairTotals): void {
    other.pairs.forEach((pairs, ports) => this.add(ports, pairs));
  }

  /** @param other with the same table of port sets */
  public subtract(other: PairTotals): void {
    other.pairs.forEach((pairs, ports) => this.add(ports, -pairs));
  }

  public copy(): PairTotals {
    const copy = new PairTotals(this.ports);
    copy.addAll(this);
    return copy;
  }

  public byPort(): readonly PairCount[] {
    return PROTOCOLS.flatMap((protocol) => {
      const changes = new Map<number, number>();
      this.pairs.forEach((pairs, number) => {
        for (const [from, to] of this.ports.get(number).ranges(protocol)) {
          changes.set(from, (changes.get(from) ?? 0) + pairs);
          changes.set(to + 1, (changes.get(to + 1) ?? 0) - pairs);
        }
      });
      return runs(changes).map((run) => ({ protocol, ...run }));
    });
  }
}

/** Runs of ports with the same number of pairs, where it is not zero, from the changes of that number. */
function runs(changes: ReadonlyMap<number, number>): readonly Omit<PairCount, 'protocol'>[] {
  const steps = [...changes].filter(([, change]) => change !== 0).sort(([a], [b]) => a - b);
  let pairs = 0;
  return steps.flatMap(([from, change], i) => {
    pairs += change;
    // after the last step no pair is left
    return pairs > 0 ? [{ from, to: (steps[i + 1] as [number, number])[0] - 1, pairs }] : [];
  });
}
