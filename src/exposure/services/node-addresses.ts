import { Profile } from '../../profile/profile';
import { ZoneEntry } from '../model';
import { privateEntries, publicEntries, undecidedEntries } from '../zones';

const ASSUMPTION = 'the nodes have public addresses, which `cluster.nodeAddresses` of exposure.yaml does not say';

/** Who gets to a port that is open on every node. */
export function nodeEntries({ cluster }: Profile): readonly ZoneEntry[] {
  switch (cluster.nodeAddresses) {
    case 'public': return publicEntries();
    case 'private': return privateEntries();
    case 'unknown': return undecidedEntries(ASSUMPTION);
  }
}

/** Which network is meant to reach the nodes. */
export function nodeScope({ cluster }: Profile): 'internet' | 'private-network' | 'unknown' {
  return cluster.nodeAddresses === 'public' ? 'internet' : cluster.nodeAddresses === 'private' ? 'private-network' : 'unknown';
}
