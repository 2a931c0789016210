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
    const looks = groups.map(({ hostNetwork, blocks, ports }) => [hostNetwork, blocks, withPorts && portsKey(ports)].join());
    for (const set of broadSets) {
      const { certain, doubtful } = members.of(set);
      for (const { number } of certain) looks[number] += `,${set.number}`;
      for (const { number } of doubtful) looks[number] += `,${set.number}?`;
    }
    const known = new Map<string, number>();
    this.numbers = looks.map((look, i) => {
      let number = known.get(look);
      if (number === undefined) {
        number = this.representatives.push(groups[i] as PodGroup) - 1;
        known.set(look, number);
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
