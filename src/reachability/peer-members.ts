import { Cluster, Namespace } from '../cluster/model';
import { NAMESPACE_NAME_LABEL } from '../cluster/namespaces';
import { LabelSelector } from '../network/label-selector';
import { PodPeers } from './peer-set';
import { PodGroup, PodGroups } from './pod-groups';

/** Groups of pods that a peer set stands for. */
export interface Members {
  readonly certain: readonly PodGroup[];
  /** Numbers of the certain ones, ascending. */
  readonly numbers: readonly number[];
  /** Those of namespaces whose labels the manifests do not give: nobody knows whether the set means them. */
  readonly doubtful: readonly PodGroup[];
}

/** Finds the groups of each peer set, once. */
export class PeerMembers {
  private readonly found = new Map<PodPeers, Members>();

  public constructor(private readonly namespaces: Cluster['namespaces'], private readonly groups: PodGroups) {}

  public of(set: PodPeers): Members {
    let members = this.found.get(set);
    if (members === undefined) this.found.set(set, (members = this.find(set)));
    return members;
  }

  private find({ namespaces, pods }: PodPeers): Members {
    if (typeof namespaces === 'string') return membersOf(this.groups.select(namespaces, pods), []);
    const certain: PodGroup[] = [];
    const doubtful: PodGroup[] = [];
    for (const { name, labels, declared } of this.candidates(namespaces)) {
      const match = namespaces.mayMatch(labels, declared);
      if (match === 'no') continue;
      const list = match === 'yes' ? certain : doubtful;
      for (const group of this.groups.select(name, pods)) list.push(group);
    }
    return membersOf(certain, doubtful);
  }

  /** Most selectors name their namespace, so that the others need not be looked at. */
  private candidates(selector: LabelSelector): Iterable<Namespace> {
    const byName = selector.requirements.find(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In');
    return byName === undefined ? this.namespaces.values() : byName.values.flatMap((name) => this.namespaces.get(name) ?? []);
  }
}

function membersOf(found: readonly PodGroup[], doubtful: readonly PodGroup[]): Members {
  const isAscending = found.every(({ number }, i) => i === 0 || (found[i - 1] as PodGroup).number < number);
  const certain = isAscending ? found : [...found].sort((a, b) => a.number - b.number);
  return { certain, numbers: certain.map(({ number }) => number), doubtful };
}
