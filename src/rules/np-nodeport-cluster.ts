import { NetworkPolicy } from '../cluster/model';
import { WayIn } from '../exposure/model';
import { AddressSet } from '../network/address-set';
import { activePeers } from './facts/active-rules';
import { Analysis, Rule } from './rule';

export const NP_NODEPORT_CLUSTER: Rule = {
  id: 'NP-NODEPORT-CLUSTER',
  severity: 'warning',
  title: 'A policy lists client addresses that it never sees, because a node replaces them.',
  rationale: 'With externalTrafficPolicy Cluster, the default, the node that takes a connection forwards it under its own address (Kubernetes documentation, '
    + '"Source IP for Services with Type=NodePort"): an ipBlock of clients neither lets them in nor keeps others out, and the pod\'s own node is always let in.',
  *evaluate(analysis) {
    const said = new Set<string>();
    for (const wayIn of analysis.exposure.waysIn) {
      if (wayIn.seenAs.kind !== 'node') continue;
      for (const { policy, cidr, path } of clientBlocks(analysis, wayIn)) {
        const key = `${policy.ref} ${path} ${wayIn.object.ref}`;
        if (said.has(key)) continue;
        said.add(key);
        yield {
          object: policy,
          field: `${path}.ipBlock.cidr`,
          message: `${policy.ref} ${path} admits ${cidr}, but connections through ${wayIn.object.ref} come from addresses of nodes`,
          path: [...wayIn.through, 'a node replaces the address of the client', `${policy.ref} ${path}`, wayIn.workload.id],
          fix: `Set externalTrafficPolicy: Local on ${wayIn.object.ref}, or filter clients in front of it (loadBalancerSourceRanges, a firewall).`,
        };
      }
    }
  },
};

interface ClientBlock { readonly policy: NetworkPolicy; readonly cidr: string; readonly path: string }

/** Blocks in ingress rules of the pod's policies that choose among clients: not everyone, and not the nodes. */
function* clientBlocks({ reachability, profile }: Analysis, { workload }: WayIn): Iterable<ClientBlock> {
  // the node itself is no client
  const nodes = AddressSet.union([AddressSet.HOST_LOCAL, ...profile.cluster.nodeCidrs.map((cidr) => AddressSet.parseCidr(cidr))]);
  for (const policy of reachability.policiesOf(workload, 'ingress') as readonly NetworkPolicy[]) {
    for (const { direction, peer } of activePeers(policy)) {
      if (direction !== 'ingress' || peer.ipBlock === undefined) continue;
      const { addresses, cidr } = peer.ipBlock;
      const everyone = addresses.contains(AddressSet.ALL_V4) || addresses.contains(AddressSet.ALL_V6);
      const ofNodes = nodes.contains(addresses) || (profile.cluster.nodeCidrs.length > 0 && addresses.contains(nodes.minus(AddressSet.HOST_LOCAL)));
      if (!everyone && !ofNodes) yield { policy, cidr, path: peer.path };
    }
  }
}
