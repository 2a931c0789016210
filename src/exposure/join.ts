import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Profile } from '../profile/profile';
import { Peer, Reachability } from '../reachability/model';
import { Reach, ReachVerdict, SeenAs, WayIn, ZoneEntry, ZONES } from './model';
import { podsBehind } from './services/pods-behind';
import { clientsOf } from './zones';

/** What policies make of a source: ports on which it gets through, and those on which it may. */
interface Passage {
  readonly reachable: PortSet;
  readonly unknown: PortSet;
  readonly assuming: readonly string[];
}

/** Who gets through a way in, after the policies of the pod behind it. */
export function joinPolicies(wayIn: WayIn, reachability: Reachability, profile: Profile): readonly Reach[] {
  return wayIn.entries.flatMap((entry) => {
    const passage = carried(wayIn, passageOf(wayIn, entry, reachability, profile));
    const reachable = wayIn.ports.intersect(passage.reachable);
    const unknown = wayIn.ports.intersect(passage.unknown).minus(reachable);
    return [...rows(wayIn, entry, reachable, 'reachable', []), ...rows(wayIn, entry, unknown, 'unknown', passage.assuming)];
  });
}

/** Who is let in to the port of a mesh gets to every port behind it. */
function carried({ carrier }: WayIn, passage: Passage): Passage {
  if (carrier === undefined) return passage;
  const { reachable, unknown } = passage;
  if (reachable.has('TCP', carrier)) return { ...passage, reachable: reachable.union(PortSet.all('TCP')) };
  return unknown.has('TCP', carrier) ? { ...passage, unknown: unknown.union(PortSet.all('TCP')) } : passage;
}

function rows(wayIn: WayIn, entry: ZoneEntry, ports: PortSet, verdict: ReachVerdict, assuming: readonly string[]): readonly Reach[] {
  if (ports.isEmpty) return [];
  return [{
    workload: wayIn.workload,
    from: entry.zone,
    ports,
    wayIn,
    verdict: entry.verdict === 'unknown' ? 'unknown' : verdict,
    through: [...entry.via ?? [], ...wayIn.through],
    assuming: [...new Set([...entry.assuming, ...assuming])],
  }];
}

function passageOf({ workload, through, seenAs }: WayIn, entry: ZoneEntry, reachability: Reachability, profile: Profile): Passage {
  const pods = podsBehind(reachability.cluster, workload, through);
  const half = (peer: Peer) => reachability.half(workload, 'ingress', peer, pods);
  switch (seenAs.kind) {
    case 'unprotected': return { reachable: PortSet.ALL, unknown: PortSet.NONE, assuming: [] };
    case 'client': return ofSome([half({ kind: 'addresses', addresses: entry.clients ?? clientsOf(entry.zone) })]);
    case 'node': return {
      reachable: half({ kind: 'anything' }).some.union(nodesAdmitted(half, profile)),
      unknown: PortSet.ALL,
      assuming: [`a node forwards the connection to ${workload.id} under an address that its policies admit: that of the pod's own node always is${nodesUnsaid(half, profile)}`],
    };
    case 'address': {
      const decision = half({ kind: 'addresses', addresses: seenAs.within });
      // whoever admits all of one address family admits the address, of whichever family it is
      return { reachable: decision.allowed.union(half({ kind: 'anything' }).some), unknown: decision.some.union(decision.unknown), assuming: [`the policies of ${workload.id} admit ${seenAs.name}`] };
    }
    case 'peer': {
      const passage = ofPeers(seenAs, workload.id, (peer) => (peer.kind === 'workload' ? reachability.into(workload, peer, pods) : half(peer)));
      return seenAs.sender === undefined ? passage : both(passage, ofSome([reachability.half(seenAs.sender, 'egress', { kind: 'workload', workload })]));
    }
  }
}

/** A known peer gets through where one of its pods or addresses does. Of an unknown one only is sure what everybody may do. */
function ofPeers({ peers, name, unless }: Extract<SeenAs, { kind: 'peer' }>, workload: string, decide: (peer: Peer) => ReturnType<Reachability['half']>): Passage {
  if (peers.length > 0) {
    const passage = ofSome(peers.map(decide));
    return unless === undefined ? passage : { ...passage, unknown: PortSet.ALL, assuming: [...passage.assuming, unless] };
  }
  return { reachable: decide({ kind: 'anything' }).some, unknown: PortSet.ALL, assuming: [`the policies of ${workload} admit ${name}`] };
}

/** What gets through both halves of a connection. */
function both(a: Passage, b: Passage): Passage {
  const possible = a.reachable.union(a.unknown).intersect(b.reachable.union(b.unknown));
  const reachable = a.reachable.intersect(b.reachable);
  return { reachable, unknown: possible.minus(reachable), assuming: [...a.assuming, ...b.assuming] };
}

/** What holds for some address of a zone is a way in; `unknown` of a decision also contains what holds for some only. */
function ofSome(decisions: readonly ReturnType<Reachability['half']>[]): Passage {
  return {
    reachable: PortSet.union(decisions.map(({ some }) => some)),
    unknown: PortSet.union(decisions.map(({ unknown }) => unknown)),
    assuming: [...new Set(decisions.flatMap(({ assumptions }) => assumptions))],
  };
}

/** Ports on which the policies admit addresses of nodes that exposure.yaml gives. */
function nodesAdmitted(half: (peer: Peer) => ReturnType<Reachability['half']>, { cluster }: Profile): PortSet {
  if (cluster.nodeCidrs.length === 0) return PortSet.NONE;
  return half({ kind: 'addresses', addresses: AddressSet.union(cluster.nodeCidrs.map((block) => AddressSet.parseCidr(block))) }).some;
}

/** Where policies admit addresses at all, those of the nodes may be among them. */
function nodesUnsaid(half: (peer: Peer) => ReturnType<Reachability['half']>, { cluster }: Profile): string {
  if (cluster.nodeCidrs.length > 0) return '';
  const admitsSome = ZONES.some((zone) => !half({ kind: 'addresses', addresses: clientsOf(zone) }).some.isEmpty);
  return admitsSome ? ', and `cluster.nodeCidrs` of exposure.yaml does not say which others are' : '';
}
