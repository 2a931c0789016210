import { PeerMembers } from './peer-members';
import { PodPeers } from './peer-set';
import { PodGroup } from './pod-groups';
import { portsKey } from './ports-key';

/**
 * What groups of pods look like as the other end of a connection, to rules that only have broad sets: groups of one number are the
 * same to all of them.
 */
export class Appearances {
  private readonly numbers: readonly number[];
  private readonly representatives: PodGroup[] = [];

  /**
   * @param groups by their numbers
   * @param withPorts whether the names of their ports matter
   */
  public constructor(groups: readonly PodGroup[], broadSets: ReadonlySet<PodPeers>, members: PeerMembers, public readonly withPorts: boolean) {
    const classes = new Classes(groups.map(({ hostNetwork, blocks, ports }) => {
      const place = hostNetwork ? 'node' : 'pod';
      return withPorts ? `${place} ${blocks} ${portsKey(ports)}` : blocks === '' ? place : `${place} ${blocks}`;
    }));
    for (const set of broadSets) {
      const { certain, doubtful } = members.of(set);
      classes.setApart(certain);
      classes.setApart(doubtful);
    }
    const known = new Map<number, number>();
    this.numbers = classes.ofGroups.map((ofGroup, i) => {
      let number = known.get(ofGroup);
      if (number === undefined) {
        number = this.representatives.push(groups[i] as PodGroup) - 1;
        known.set(ofGroup, number);
      }
      return number;
    });
  }

  public get count(): number {
    return this.representatives.length;
  }

  /** The number of a group's appearance. */
  public of(group: PodGroup): number {
    return this.numbers[group.number] as number;
  }

  /** Some group that looks like that. */
  public representative(number: number): PodGroup {
    return this.representatives[number] as PodGroup;
  }
}

/** Groups in classes, which are cut ever finer. Numbers say more quickly than texts what was true of a group so far. */
class Classes {
  public readonly ofGroups: number[];
  private count = 0;

  /** @param looks of the groups, by their numbers */
  public constructor(looks: readonly string[]) {
    const known = new Map<string, number>();
    this.ofGroups = looks.map((look) => {
      let number = known.get(look);
      if (number === undefined) known.set(look, (number = this.count++));
      return number;
    });
  }

  /** Gives these groups other classes than all that are not among them. */
  public setApart(groups: readonly PodGroup[]): void {
    const apart = new Map<number, number>();
    for (const { number: group } of groups) {
      const before = this.ofGroups[group] as number;
      let after = apart.get(before);
      if (after === undefined) apart.set(before, (after = this.count++));
      this.ofGroups[group] = after;
    }
  }
}
