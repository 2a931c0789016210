import { ClusterPolicy } from '../cluster/model';
import { ClusterPolicyPeer, ClusterPolicyPort, ClusterPolicyRule } from '../manifest/kinds/cluster-policy';
import { PortSet } from '../network/port-set';
import { Direction } from './model';
import { PeerSet, PeerSets } from './peer-set';
import { CompiledPolicy, CompiledRule } from './rule-model';
import { RulePorts } from './rule-ports';

/** A BaselineAdminNetworkPolicy comes after every ClusterNetworkPolicy of its tier: it has no priority of its own. */
const AFTER_ALL = 1001;

/** What a policy of policy.networking.k8s.io says about one direction; undefined where it has no rule: then it changes nothing. */
export function compileClusterPolicy(policy: ClusterPolicy, direction: Direction, peerSets: PeerSets): CompiledPolicy | undefined {
  const rules = policy.spec[direction];
  if (rules.length === 0) return undefined;
  return { policy, direction, rules: rules.map((rule) => compileRule(rule, peerSets)), priority: policy.spec.priority ?? AFTER_ALL };
}

function compileRule({ action, peers, ports, path }: ClusterPolicyRule, peerSets: PeerSets): CompiledRule {
  return { action, peers: peers.map((peer) => compilePeer(peer, peerSets)), ports: ports ? compilePorts(ports) : RulePorts.ALL, path };
}

function compilePeer(peer: ClusterPolicyPeer, peerSets: PeerSets): PeerSet {
  switch (peer.kind) {
    case 'pods': return peerSets.pods(peer.namespaces, peer.pods);
    case 'nodes': return peerSets.nodes(peer.nodes);
    case 'networks': return peerSets.addresses(peer.addresses, 'certain');
    case 'domain-names': return peerSets.names(peer.names);
    case 'relative': return peerSets.relative(peer.field);
  }
}

function compilePorts(ports: readonly ClusterPolicyPort[]): RulePorts {
  const numbered = ports.flatMap((port) => (port.kind === 'range' ? [PortSet.of(port.protocol, port.from, port.to)] : []));
  const named = ports.flatMap((port) => (port.kind === 'name' ? [{ name: port.name }] : []));
  return new RulePorts(PortSet.union(numbered), named);
}
