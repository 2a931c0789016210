import { NetworkPolicy } from '../cluster/model';
import { NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicyRule } from '../manifest/kinds/network-policy';
import { AddressSet } from '../network/address-set';
import { LabelSelector } from '../network/label-selector';
import { PortSet } from '../network/port-set';
import { Direction } from './model';
import { PeerSet, PeerSets } from './peer-set';
import { CompiledPolicy, CompiledRule } from './rule-model';
import { NamedPort, RulePorts } from './rule-ports';

/** What a NetworkPolicy says about one direction; undefined where it does not isolate in that direction, whatever rules it has. */
export function compileNetworkPolicy(policy: NetworkPolicy, direction: Direction, peerSets: PeerSets): CompiledPolicy | undefined {
  if (!policy.spec.isolates[direction]) return undefined;
  const namespace = policy.metadata.namespace as string;
  return { policy, direction, rules: policy.spec[direction].map((rule) => compileRule(rule, namespace, peerSets)) };
}

function compileRule(rule: NetworkPolicyRule, namespace: string, peerSets: PeerSets): CompiledRule {
  return {
    action: 'allow',
    peers: rule.peers && compilePeers(rule.peers, namespace, peerSets),
    ports: rule.ports ? compilePorts(rule.ports) : RulePorts.ALL,
    path: rule.path,
  };
}

function compilePeers(peers: readonly NetworkPolicyPeer[], namespace: string, peerSets: PeerSets): readonly PeerSet[] {
  const blocks = peers.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.addresses] : []));
  const pods = peers.filter(({ ipBlock }) => ipBlock === undefined)
    .map((peer) => peerSets.pods(peer.namespaceSelector ?? namespace, peer.podSelector ?? LabelSelector.EVERYTHING));
  return blocks.length === 0 ? pods : [...pods, peerSets.addresses(AddressSet.union(blocks))];
}

function compilePorts(ports: readonly NetworkPolicyPort[]): RulePorts {
  const named: NamedPort[] = [];
  const numbered: PortSet[] = [];
  for (const { protocol, port, endPort } of ports) {
    if (typeof port === 'string') named.push({ protocol, name: port });
    else numbered.push(port === undefined ? PortSet.all(protocol) : PortSet.of(protocol, port, endPort));
  }
  return new RulePorts(PortSet.union(numbered), named);
}
