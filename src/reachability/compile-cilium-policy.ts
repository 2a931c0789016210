import { CiliumPolicy } from '../cluster/model';
import { CiliumEntity, CiliumPort, CiliumRule, CiliumRuleSet } from '../manifest/kinds/cilium/cilium-policy';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { PROTOCOLS } from '../network/protocol';
import { onlyNamespace } from './cilium-policies';
import { Direction } from './model';
import { PeerSet, PeerSets } from './peer-set';
import { CompiledPolicy, CompiledRule } from './rule-model';
import { RulePorts } from './rule-ports';

/** What one set of rules of a policy of Cilium says about one direction. */
export interface CompiledRuleSet {
  /** Undefined if nothing is denied. */
  readonly deny?: CompiledPolicy;
  /** What is allowed, and that everything else is not if the set isolates. */
  readonly allow: CompiledPolicy;
}

/** Undefined where the set changes nothing in that direction. */
export function compileCiliumRules(policy: CiliumPolicy, set: CiliumRuleSet, direction: Direction, peerSets: PeerSets): CompiledRuleSet | undefined {
  const isolates = set.isolates[direction];
  if (set[direction].length === 0 && !isolates) return undefined;
  const rules = set[direction].map((rule) => compileRule(rule, direction, peerSets));
  const [deny, allow] = (['deny', 'allow'] as const).map((action) => rules.filter((rule) => rule.action === action)) as [CompiledRule[], CompiledRule[]];
  return {
    ...(deny.length > 0 && { deny: { policy, direction, rules: deny } }),
    allow: { policy, direction, rules: allow, ...(!isolates && { isolates }) },
  };
}

function compileRule({ action, peers, ports, path }: CiliumRule, direction: Direction, peerSets: PeerSets): CompiledRule {
  return { action, peers: peers && compilePeers(peers, direction, peerSets), ports: compileCiliumPorts(ports), path };
}

/** Undefined for everyone. */
function compilePeers(peers: NonNullable<CiliumRule['peers']>, direction: Direction, peerSets: PeerSets): readonly PeerSet[] | undefined {
  const entities = peers.flatMap((peer) => (peer.kind === 'entity' ? [peer.entity] : []));
  if (entities.includes('all')) return undefined;
  const addresses = AddressSet.union(peers.flatMap((peer) => (peer.kind === 'addresses' ? [peer.addresses] : [])));
  const pods = peers.flatMap((peer) => (peer.kind === 'pods' ? [peerSets.pods(onlyNamespace(peer.namespaces) ?? peer.namespaces, peer.pods)] : []));
  return [...pods, ...(entities.length > 0 || !addresses.isEmpty ? [peerSets.cilium(distinct(entities), addresses, direction)] : [])];
}

function distinct(entities: readonly CiliumEntity[]): readonly CiliumEntity[] {
  return [...new Set(entities)].sort();
}

/** The ports of a rule; every one where it has no list. */
export function compileCiliumPorts(ports: readonly CiliumPort[] | undefined): RulePorts {
  if (ports === undefined) return RulePorts.ALL;
  const numbered = ports.flatMap(({ protocol, port, endPort }) => {
    if (typeof port === 'string') return [];
    const protocols = protocol === undefined ? PROTOCOLS : [protocol];
    return protocols.map((each) => (port === undefined ? PortSet.all(each) : PortSet.of(each, port, endPort ?? port)));
  });
  const named = ports.flatMap(({ protocol, port }) => (typeof port === 'string' ? [{ name: port, ...(protocol !== undefined && { protocol }) }] : []));
  return new RulePorts(PortSet.union(numbered), named);
}
