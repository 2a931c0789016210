import { WayIn } from '../../exposure/model';
import { clientsOf, ROUTED_ADDRESSES } from '../../exposure/zones';
import { AddressSet } from '../../network/address-set';
import { PortSet } from '../../network/port-set';
import { Profile } from '../../profile/profile';
import { Analysis, RawFinding } from '../rule';
import { describeRules } from './hops';
import { isRoute } from './published';
import { isClosed } from './way-in-findings';

/** Who connects to the pod, where that is not a pod. */
interface Source {
  readonly name: string;
  readonly addresses: AddressSet;
  /** How one admits them. */
  readonly blocks: string;
  /** Whether some of its connections get through even so: those of the pod's own node. */
  readonly partly: boolean;
}

/** Workloads that are published by something whose addresses their policies do not admit. */
export function* stoppedGateways(analysis: Analysis): Iterable<RawFinding> {
  const said = new Set<string>();
  for (const wayIn of analysis.exposure.waysIn) {
    const { workload, object, ports } = wayIn;
    const source = isRoute(wayIn) ? sourceOf(wayIn, analysis.profile) : undefined;
    const intent = analysis.declarations.of(workload)?.intent;
    const key = `${object.ref} ${workload.id}`;
    // on a closed workload the policies do right, and the way in is the fault
    if (source === undefined || isClosed(intent) || said.has(key)) continue;
    const decision = analysis.reachability.half(workload, 'ingress', { kind: 'addresses', addresses: source.addresses });
    if (ports.minus(PortSet.union([decision.some, decision.unknown])).isEmpty) continue;
    said.add(key);
    const verdict = source.partly ? 'unproven' : 'violated';
    yield {
      object: workload.objects[0] ?? object,
      workload,
      message: `${object.ref} publishes ${workload.id}, but its policies admit no address of ${source.name} on ${ports.toString()}`,
      path: [...wayIn.through, ...describeRules(analysis.reachability.why(workload, 'ingress', { kind: 'addresses', addresses: source.addresses })), workload.id],
      fix: `Add an ingress rule to a policy of ${workload.id}: from ipBlock ${source.blocks}, on ${ports.toString()}.`,
      ...(intent === undefined ? { severity: 'warning' } : { verdict }),
    };
  }
}

function sourceOf({ seenAs, entries }: WayIn, { cluster }: Profile): Source | undefined {
  if (entries.length === 0) return undefined;
  switch (seenAs.kind) {
    case 'address': return { name: seenAs.name, addresses: seenAs.within, blocks: 'with its subnets', partly: false };
    case 'node': {
      const nodes = AddressSet.union(cluster.nodeCidrs.map((cidr) => AddressSet.parseCidr(cidr)));
      const addresses = nodes.isEmpty ? ROUTED_ADDRESSES.intersect(clientsOf('private-network')) : nodes;
      return { name: 'the nodes', addresses, blocks: nodes.isEmpty ? 'with the addresses of the nodes' : cluster.nodeCidrs.join(', '), partly: true };
    }
    case 'peer': {
      const blocks = seenAs.peers.flatMap((peer) => (peer.kind === 'addresses' ? [peer.addresses] : []));
      if (blocks.length === 0 || blocks.length < seenAs.peers.length) return undefined;
      const addresses = AddressSet.union(blocks);
      return { name: seenAs.name, addresses, blocks: addresses.toString(), partly: false };
    }
    default: return undefined;
  }
}
