import { NetworkPolicyRule } from '../manifest/kinds/network-policy';
import { AddressSet } from '../network/address-set';
import { Profile } from '../profile/profile';
import { ActivePeer, activePeers } from './facts/active-rules';
import { stoppedGateways } from './facts/stopped-gateways';
import { Rule } from './rule';

export const NP_LB_IPBLOCK: Rule = {
  id: 'NP-LB-IPBLOCK',
  severity: 'error',
  title: 'A policy selects pods where addresses come, or names addresses where pods come.',
  rationale: 'The load balancers of clouds and proxies on the network of their node reach a pod from addresses that no selector matches: only an ipBlock admits them. Conversely ipBlock is meant for addresses outside the cluster: pod addresses change, and whether it matches pods is up to the network plugin (never with Cilium). '
    + 'A Service address is translated before policies see it (Kubernetes documentation, Network Policies, "Behavior of to and from selectors").',
  *evaluate(analysis) {
    const { cluster, profile } = analysis;
    yield* stoppedGateways(analysis);
    const networks = networksOf(profile);
    for (const policy of cluster.networkPolicies) {
      for (const active of activePeers(policy)) {
        const block = active.peer.ipBlock;
        if (block === undefined) continue;
        const network = networks.find((candidate) => candidate.isNamedBy(block.addresses, active));
        if (network === undefined) continue;
        yield {
          object: policy,
          field: `${active.peer.path}.ipBlock.cidr`,
          severity: 'warning',
          message: `${policy.ref} ${active.peer.path} names ${block.cidr}, addresses of ${network.what}: ${network.effect}`,
          fix: 'Select the pods with a podSelector and, for other namespaces, a namespaceSelector in the same item.',
        };
      }
    }
  },
};

/** A network of the cluster that no address block should be about. */
interface ClusterNetwork {
  readonly what: string;
  readonly effect: string;
  isNamedBy(block: AddressSet, active: ActivePeer): boolean;
}

function networksOf({ cluster: { podCidrs, serviceCidrs, nodeCidrs, loadBalancerSubnets } }: Profile): readonly ClusterNetwork[] {
  const [pods, services, nodes] = [union(podCidrs), union(serviceCidrs), union([...nodeCidrs, ...loadBalancerSubnets])];
  return [{
    what: 'pods (cluster.podCidrs)',
    effect: 'whether it matches them depends on the network plugin',
    // where pods, nodes and load balancers share subnets, the block may be about the latter
    isNamedBy: (block) => within(block, pods) && !within(block, nodes),
  }, {
    what: 'Services (cluster.serviceCidrs)',
    effect: 'policies see the addresses of the pods behind them',
    // node-local caches answer on the address of the DNS Service, and on EKS Auto Mode DNS has no pods
    isNamedBy: (block, { direction, rule }) => within(block, services) && !(direction === 'egress' && isDns(rule)),
  }];
}

function union(cidrs: readonly string[]): AddressSet {
  return AddressSet.union(cidrs.map((cidr) => AddressSet.parseCidr(cidr)));
}

function within(block: AddressSet, network: AddressSet): boolean {
  return !block.isEmpty && network.contains(block);
}

function isDns({ ports }: NetworkPolicyRule): boolean {
  return ports?.every(({ port }) => port === 53) === true;
}
