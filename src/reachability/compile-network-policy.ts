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
  const podsOf = ({ namespaceSelector, podSelector }: NetworkPolicyPeer): PeerSet =>
    peerSets.pods(namespaceSelector ?? namespace, podSelector ?? LabelSelector.EVERYTHING);
  if (peers.every(({ ipBlock }) => ipBlock === undefined)) return peers.map(podsOf);
  const blocks = peers.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.addresses] : []));
  return [...peers.filter(({ ipBlock }) => ipBlock === undefined).map(podsOf), peerSets.addresses(AddressSet.union(blocks))];
}

function compilePorts(ports: readonly NetworkPolicyPort[]): RulePorts {
  if (!ports.some(isNamed)) return new RulePorts(PortSet.union(ports.map(numberedPort)), NO_NAMES);
  const named = ports.filter(isNamed).map(({ protocol, port }): NamedPort => ({ protocol, name: port }));
  return new RulePorts(PortSet.union(ports.filter((port) => !isNamed(port)).map(numberedPort)), named);
}

const NO_NAMES: readonly NamedPort[] = [];

function isNamed(item: NetworkPolicyPort): item is NetworkPolicyPort & { readonly port: string } {
  return typeof item.port === 'string';
}

function numberedPort({ protocol, port, endPort }: NetworkPolicyPort): PortSet {
  return port === undefined ? PortSet.all(protocol) : PortSet.of(protocol, port as number, endPort);
}
