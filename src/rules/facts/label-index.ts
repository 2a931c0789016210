import { Workload } from '../../cluster/model';
import { LabelSelector } from '../../network/label-selector';

/** Below this many workloads, trying each is faster than an index. */
const WORTH_AN_INDEX = 32;

/** A list of workloads by the labels of their pods, so that a selector with a value need not look at all of them. */
export class LabelIndex {
  private byLabel?: ReadonlyMap<string, ReadonlyMap<string, readonly Workload[]>>;

  public constructor(private readonly workloads: readonly Workload[]) {
  }

  /** Those with at least one class of pods that the selector matches, in the order of the list. */
  public select(selector: LabelSelector): readonly Workload[] {
    if (selector.isEmpty) return this.workloads;
    return this.candidates(selector).filter(({ pods }) => pods.some(({ labels }) => selector.matches(labels)));
  }

  private candidates(selector: LabelSelector): readonly Workload[] {
    if (this.workloads.length < WORTH_AN_INDEX) return this.workloads;
    this.byLabel ??= indexed(this.workloads);
    let best: readonly (readonly Workload[])[] = [this.workloads];
    for (const { key, operator, values } of selector.requirements) {
      if (operator !== 'In') continue;
      const lists = values.flatMap((value) => this.withValue(key, value));
      if (total(lists) < total(best)) best = lists;
    }
    return best.length === 1 ? best[0]! : [...new Set(best.flat())].sort((a, b) => a.index - b.index);
  }

  private withValue(key: string, value: string): readonly (readonly Workload[])[] {
    const list = this.byLabel!.get(key)?.get(value);
    return list === undefined ? [] : [list];
  }
}

function total(lists: readonly (readonly Workload[])[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}

function indexed(workloads: readonly Workload[]): ReadonlyMap<string, ReadonlyMap<string, readonly Workload[]>> {
  const byLabel = new Map<string, Map<string, Workload[]>>();
  for (const workload of workloads) {
    for (const { labels } of workload.pods) {
      for (const key of Object.keys(labels)) {
        let values = byLabel.get(key);
        if (values === undefined) byLabel.set(key, (values = new Map()));
        const list = values.get(labels[key]!);
        if (list === undefined) values.set(labels[key]!, [workload]);
        // classes of pods of one workload come one after the other
        else if (list.at(-1) !== workload) list.push(workload);
      }
    }
  }
  return byLabel;
}
